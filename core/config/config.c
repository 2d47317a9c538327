/* SPDX-License-Identifier: MIT */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/check.h"
#include "config/nearest.h"
#include "config/parse.h"
#include "config/path.h"
#include "config/settings.h"
#include "plugin/loader.h"
#include "store/paths.h"
#include "store/stamp.h"

#define CONFIG_MAX  (16 * 1024 * 1024)
#define MAX_PLUGINS 32

struct plugins {
	const struct mb_plugin *all[MAX_PLUGINS];
	size_t n;
};

static bool load_plugin(void *arg, const char *provider, struct mb_err *err)
{
	struct plugins *plugins = arg;
	const struct mb_plugin *plugin;

	for (size_t i = 0; i < plugins->n; i++)
		if (mb_streq(plugins->all[i]->name, provider))
			return true;
	if (plugins->n == MAX_PLUGINS)
		return mb_err_set(err, MB_E_CONFIG, _("more than %d providers in one config"),
				  MAX_PLUGINS);
	if (!mb_plugin_load(provider, &plugin, err))
		return false;
	plugins->all[plugins->n++] = plugin;
	return true;
}

static bool read_text(struct mb_config *config, struct mb_buf *text, struct mb_err *err)
{
	struct stat st;
	bool absent;

	if (!mb_file_read(config->path, MB_TRUST_WRITER, text, &st, &absent, err)) {
		if (absent)
			mb_err_set(err, MB_E_CONFIG,
				   _("there is no config %s: write it (see mailbearer.conf(5))"),
				   config->path);
		return false;
	}
	if (strlen(mb_buf_str(text)) != text->len)
		return mb_err_set(err, MB_E_CONFIG, _("%s contains a NUL byte: is it a text file?"),
				  config->path);
	config->stamp = mb_stamp(config->path, &st);
	config->secret = (st.st_mode & 044) != 0; /* for now: whether it must hold none */
	return true;
}

/* A file that others can read must hold no secret. */
static bool secrets_ok(struct mb_config *config, struct mb_err *err)
{
	bool readable = config->secret;

	config->secret = false;
	for (size_t i = 0; i < config->n_accounts && !config->secret; i++)
		config->secret = mb_account_given(&config->accounts[i], "client_secret") != NULL;
	if (config->secret && readable)
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("%s holds a client_secret and others can read it: chmod 600 it"),
		    config->path);
	return true;
}

static bool settle_accounts(struct mb_config *config, const struct plugins *plugins,
			    struct mb_err *err)
{
	for (size_t i = 0; i < config->n_accounts; i++) {
		struct mb_account *a = &config->accounts[i];
		const char *provider = mb_account_given(a, "provider");

		a->config = config;
		if (!mb_account_name_ok(a->name))
			return mb_err_set(err, MB_E_CONFIG,
					  _("%s:%u: \"%s\" is no name for an account: use letters, "
					    "digits and . _ @ -, 64 at most"),
					  config->path, a->line, a->name);
		for (size_t p = 0; provider && p < plugins->n; p++)
			if (mb_streq(plugins->all[p]->name, provider))
				a->plugin = plugins->all[p];
	}
	return true;
}

static bool check_accounts(const struct mb_config *config, const char *only, struct mb_err *err)
{
	for (size_t i = 0; i < config->n_accounts; i++) {
		const struct mb_account *a = &config->accounts[i];

		if (only && !mb_streq(a->name, only))
			continue;
		if (!a->plugin)
			return mb_err_set(err, MB_E_CONFIG,
					  _("%s:%u: account %s: set provider (microsoft, google, "
					    "generic ...)"),
					  config->path, a->line, a->name);
		if (!mb_check_account(a, err))
			return false;
	}
	return true;
}

bool mb_config_load(const char *path, const char *only, struct mb_config **config_r,
		    struct mb_err *err)
{
	struct mb_config *config = mb_xcalloc(1, sizeof(*config));
	struct plugins plugins = { .n = 0 };
	struct mb_buf text;
	bool ok;

	config->path = mb_xstrdup(path);
	mb_buf_init(&text, CONFIG_MAX);
	ok = read_text(config, &text, err) &&
	     mb_parse_providers(path, &text, load_plugin, &plugins, err) &&
	     mb_parse(config, &text, plugins.all, plugins.n, err) && secrets_ok(config, err) &&
	     mb_check_globals(config, err) && settle_accounts(config, &plugins, err) &&
	     check_accounts(config, only, err);
	mb_buf_fini(&text);
	if (ok)
		*config_r = config;
	else
		mb_config_free(&config);
	return ok;
}

static void free_given(struct mb_given *given, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		explicit_bzero(given[i].value, strlen(given[i].value));
		free(given[i].value);
		free(given[i].key);
	}
	free(given);
}

void mb_config_free(struct mb_config **config)
{
	struct mb_config *c = *config;

	if (!c)
		return;
	for (size_t i = 0; i < c->n_accounts; i++) {
		free_given(c->accounts[i].given, c->accounts[i].n_given);
		free(c->accounts[i].name);
	}
	free_given(c->given, c->n_given);
	free(c->accounts);
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

const char *mb_config_global(const struct mb_config *config, const char *key)
{
	for (size_t i = 0; i < config->n_given; i++)
		if (mb_streq(config->given[i].key, key))
			return config->given[i].value;
	return NULL;
}

void mb_config_apply_state_dir(const struct mb_config *config, struct mb_paths *paths)
{
	const char *dir = mb_config_global(config, "state_dir");

	if (!dir)
		return;
	free(paths->state);
	paths->state = mb_config_path(dir);
}
