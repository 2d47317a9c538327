/* SPDX-License-Identifier: MIT */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "global/file.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/blocks.h"
#include "config/check.h"
#include "config/client_file.h"
#include "base/nearest.h"
#include "config/parse.h"
#include "config/settings.h"
#include "plugin/loader.h"
#include "store/paths.h"
#include "store/stamp.h"

#define MAX_PLUGINS 32

/* The providers that accounts name: loaded, or why not. */
struct plugins {
	const struct mb_plugin *all[MAX_PLUGINS];
	size_t n;
	struct {
		char *name;
		struct mb_err err;
	} missing[MAX_PLUGINS];
	size_t n_missing;
};

static const struct mb_err *why_missing(const struct plugins *plugins, const char *provider)
{
	for (size_t i = 0; i < plugins->n_missing; i++)
		if (mb_streq(plugins->missing[i].name, provider))
			return &plugins->missing[i].err;
	return NULL;
}

static const struct mb_plugin *loaded(const struct plugins *plugins, const char *provider)
{
	for (size_t i = 0; i < plugins->n; i++)
		if (mb_streq(plugins->all[i]->name, provider))
			return plugins->all[i];
	return NULL;
}

static void load_plugin(void *arg, const char *provider)
{
	struct plugins *plugins = arg;
	struct mb_err err = MB_ERR_INIT;
	const struct mb_plugin *plugin;

	if (loaded(plugins, provider) || why_missing(plugins, provider))
		return;
	if (plugins->n < MAX_PLUGINS && mb_plugin_load(provider, &plugin, &err)) {
		plugins->all[plugins->n++] = plugin;
	} else if (plugins->n_missing < MAX_PLUGINS) {
		plugins->missing[plugins->n_missing].name = mb_xstrdup(provider);
		mb_err_move(&plugins->missing[plugins->n_missing++].err, &err);
	}
	mb_err_clear(&err);
}

static void plugins_fini(struct plugins *plugins)
{
	for (size_t i = 0; i < plugins->n_missing; i++) {
		free(plugins->missing[i].name);
		mb_err_clear(&plugins->missing[i].err);
	}
}

static bool read_text(struct mb_config *config, struct mb_buf *text, struct mb_err *err)
{
	struct stat st;
	bool absent;

	if (!mb_file_read(config->path, MB_TRUST_WRITER, text, &st, &absent, err)) {
		if (absent)
			mb_err_set(err, MB_E_CONFIG,
				   _("there is no config %s: mailbearer setup writes it (see "
				     "mailbearer.conf(5))"),
				   config->path);
		return false;
	}
	config->stamp = mb_stamp(config->path, &st);
	config->readable = (st.st_mode & 044) != 0;
	return true;
}

/* Leave the other accounts out, unless one might hold a secret that others can read. */
static void keep_one(struct mb_config *config, struct mb_buf *text, const char *name)
{
	static const char *const secrets[] = { "client_secret", "proxy", "client_key" };

	for (size_t i = 0; config->readable && i < sizeof(secrets) / sizeof(*secrets); i++)
		if (strstr(mb_buf_str(text), secrets[i]))
			return;
	config->partial = mb_blocks_keep(text, name);
}

/* A file that others can read must hold no secret. */
static void check_secrets(struct mb_config *config)
{
	bool secret = false, proxy = false, pin = false;

	for (size_t i = 0; config->readable && i < config->n_accounts; i++) {
		const struct mb_account *a = &config->accounts[i];

		secret = secret || mb_account_given(a, MB_SET_CLIENT_SECRET);
		proxy = proxy ||
			mb_setting_is_secret(MB_SET_PROXY, mb_account_given(a, MB_SET_PROXY));
		pin = pin || mb_setting_is_secret(MB_SET_CLIENT_KEY,
						  mb_account_given(a, MB_SET_CLIENT_KEY));
	}
	if (secret)
		mb_faults_add(&config->faults, 0,
			      _("%s holds a client_secret and others can read it: chmod 600 it"),
			      config->path);
	if (proxy)
		mb_faults_add(&config->faults, 0,
			      _("%s holds a proxy with a password and others can read it: chmod "
				"600 it"),
			      config->path);
	if (pin)
		mb_faults_add(&config->faults, 0,
			      _("%s holds a client_key with a PIN and others can read it: chmod "
				"600 it"),
			      config->path);
}

/* Gives the account its plugin, or the fault that it has none. */
static void settle(struct mb_account *a, const struct plugins *plugins)
{
	const struct mb_given *provider = mb_given_get(&a->given, MB_SET_PROVIDER);
	const char *path = a->config->path;
	const struct mb_err *why;

	if (!mb_account_name_ok(a->name))
		mb_faults_add(&a->faults, a->line,
			      _("%s:%u: \"%s\" is no name for an account: use letters, digits and "
				". _ @ -, 64 at most"),
			      path, a->line, a->name);
	if (!provider) {
		mb_faults_add(&a->faults, a->line,
			      _("%s:%u: account %s: set provider to one that mailbearer providers "
				"lists"),
			      path, a->line, a->name);
		return;
	}
	a->plugin = loaded(plugins, provider->value);
	if (a->plugin) {
		mb_client_file_apply(a);
		return;
	}
	why = why_missing(plugins, provider->value);
	/* What is unknown may be the settings of that very plugin. */
	mb_faults_drop_doubtful(&a->faults);
	if (why && why->text)
		mb_faults_add(&a->faults, provider->line, "%s:%u: %s", path, provider->line,
			      why->text);
	else
		mb_faults_add(&a->faults, provider->line,
			      _("%s:%u: more than %d providers in one config"), path,
			      provider->line, MAX_PLUGINS);
}

void mb_config_faults(const struct mb_account *account, struct mb_faults *faults)
{
	mb_faults_copy(faults, &account->faults);
	if (account->plugin)
		mb_check_account(account, faults);
}

bool mb_config_sound(const struct mb_account *account, struct mb_err *err)
{
	struct mb_faults faults = MB_FAULTS_INIT;
	bool sound;

	mb_config_faults(account, &faults);
	sound = mb_faults_none(&faults, err);
	mb_faults_fini(&faults);
	return sound;
}

/* The text into accounts with their plugins, and all that is wrong outside of accounts. */
static bool understand(struct mb_config *config, const struct mb_buf *text, struct mb_err *err)
{
	struct plugins plugins = { .n = 0 };
	bool ok;

	if (strlen(mb_buf_str(text)) != text->len)
		return mb_err_set(err, MB_E_CONFIG, _("%s contains a NUL byte: is it a text file?"),
				  config->path);
	ok = mb_parse(config, text, load_plugin, &plugins, plugins.all, &plugins.n, err);
	if (ok) {
		check_secrets(config);
		mb_check_globals(config, &config->faults);
		for (size_t i = 0; i < config->n_accounts; i++) {
			config->accounts[i].config = config;
			settle(&config->accounts[i], &plugins);
		}
	}
	plugins_fini(&plugins);
	return ok;
}

/* `only`: the account that the caller needs; NULL: all. */
static bool load(const char *path, const char *only, struct mb_config **config_r,
		 struct mb_err *err)
{
	struct mb_config *config = mb_xcalloc(1, sizeof(*config));
	struct mb_buf text;
	bool ok;

	config->path = mb_xstrdup(path);
	mb_buf_init(&text, MB_CONFIG_MAX);
	ok = read_text(config, &text, err);
	if (ok && only)
		keep_one(config, &text, only);
	ok = ok && understand(config, &text, err);
	mb_buf_fini(&text);
	if (ok)
		*config_r = config;
	else
		mb_config_free(&config);
	return ok;
}

bool mb_config_load(const char *path, struct mb_config **config_r, struct mb_err *err)
{
	return load(path, NULL, config_r, err);
}

bool mb_config_load_for(const char *path, const char *name, struct mb_config **config_r,
			struct mb_err *err)
{
	struct mb_config *config = NULL;
	struct mb_err fault = MB_ERR_INIT;
	bool sound;

	if (!load(path, name, &config, err))
		return false;
	sound = !config->partial || (mb_faults_none(&config->faults, &fault) &&
				     mb_config_sound_account(config, name, &fault));
	mb_err_clear(&fault);
	if (sound) {
		*config_r = config;
		return true;
	}
	/* What is wrong is told as if all had been read the first time. */
	mb_config_free(&config);
	return load(path, NULL, config_r, err);
}

bool mb_config_load_text(const char *path, const struct mb_buf *text, bool readable,
			 struct mb_config **config_r, struct mb_err *err)
{
	struct mb_config *config = mb_xcalloc(1, sizeof(*config));

	config->path = mb_xstrdup(path);
	config->readable = readable;
	if (!understand(config, text, err)) {
		mb_config_free(&config);
		return false;
	}
	*config_r = config;
	return true;
}

void mb_config_free(struct mb_config **config)
{
	struct mb_config *c = *config;

	if (!c)
		return;
	mb_parse_forget(c);
	free(c->path);
	free(c->stamp);
	free(c);
	*config = NULL;
}

const struct mb_account *mb_config_account(const struct mb_config *config, const char *name,
					   struct mb_err *err)
{
	const char **names;
	const char *near;

	for (size_t i = 0; i < config->n_accounts; i++)
		if (mb_streq(config->accounts[i].name, name))
			return &config->accounts[i];
	names = mb_xcalloc(config->n_accounts + 1, sizeof(*names));
	for (size_t i = 0; i < config->n_accounts; i++)
		names[i] = config->accounts[i].name;
	near = mb_nearest(name, names, config->n_accounts);
	free(names);
	if (near)
		mb_err_set(err, MB_E_CONFIG, _("no account %s in %s: did you mean %s?"), name,
			   config->path, near);
	else
		mb_err_set(err, MB_E_CONFIG, _("no account %s in %s: mailbearer status lists them"),
			   name, config->path);
	return NULL;
}

const struct mb_account *mb_config_sound_account(const struct mb_config *config, const char *name,
						 struct mb_err *err)
{
	const struct mb_account *account = mb_config_account(config, name, err);

	return account && mb_config_sound(account, err) ? account : NULL;
}

const char *mb_config_global(const struct mb_config *config, enum mb_setting_id id)
{
	const struct mb_given *g = mb_given_get(&config->given, id);

	return g ? g->value : NULL;
}

void mb_config_apply_state_dir(const struct mb_config *config, struct mb_paths *paths)
{
	const struct mb_given *dir = mb_given_get(&config->given, MB_SET_STATE_DIR);

	if (!dir)
		return;
	free(paths->state);
	paths->state = mb_xstrdup(dir->path);
}
