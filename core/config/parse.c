/* SPDX-License-Identifier: MIT */
#include "config/parse.h"

#include <confuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/config.h"
#include "config/nearest.h"
#include "config/settings.h"

#define MAX_KEYS 96
/* Different unknown keys in one file; more are a fault of syntax. */
#define MAX_STRAYS 64
#define STRAY_MAX  64
/* Put behind the text, as libconfuse takes the end of the file for a }: inside an account this is
 * an unknown setting. */
#define END_MARK    "end_of_config"
#define VALUE_MAX   8192 /* of all elements of a list together */
#define MESSAGE_MAX 1024
#define CHUNK       4096

/* A key that is none. */
struct stray {
	char key[STRAY_MAX + 1];
	char *sentence; /* what to say about it */
};

/* libconfuse's callbacks carry no argument of ours: what the pass at hand works on. */
static struct pass {
	const char *path;
	struct mb_config *config;
	struct mb_account *open; /* the one being read */
	struct mb_err *err;
	const cfg_opt_t *account_keys;
	struct stray *strays;
	size_t n_strays;
	bool whole;         /* END_MARK was seen outside accounts */
	bool again;         /* a stray was learned */
	char last_key[128]; /* the setting before this one, and its line */
	int last_line;
	void (*each)(void *arg, const char *provider);
	void *arg;
} pass;

static bool already_failed(void)
{
	return pass.again || pass.err->code != MB_OK;
}

static bool in_account(const cfg_t *cfg)
{
	return mb_streq(cfg_name((cfg_t *)(uintptr_t)cfg), "account");
}

/* The account's setting that may be meant. */
static const char *nearest(const cfg_t *cfg, const char *key)
{
	const char *keys[MAX_KEYS];
	size_t n = 0;

	if (!pass.account_keys || !in_account(cfg))
		return NULL;
	while (pass.account_keys[n].name && n < MAX_KEYS) {
		keys[n] = pass.account_keys[n].name;
		n++;
	}
	return mb_nearest(key, keys, n);
}

/* What to say about an unknown key. What follows a value on its line may be the rest of a secret, and
 * is not repeated. The caller frees it. */
static char *unknown_key(const cfg_t *cfg, const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);
	const char *near = nearest(cfg, key);

	if (def)
		return mb_xasprintf(
		    def->level == MB_LEVEL_GLOBAL
			? _("%s:%d: %s stands outside of accounts: move it up")
			: _("%s:%d: %s is a setting of an account: move it into one"),
		    pass.path, cfg->line, key);
	if (near)
		return mb_xasprintf(_("%s:%d: unknown setting %s: did you mean %s?"), pass.path,
				    cfg->line, key, near);
	if (pass.last_line == cfg->line)
		return mb_xasprintf(
		    _("%s:%d: what follows the value of %s is no setting: put a value with "
		      "blanks in quotes, or see mailbearer.conf(5)"),
		    pass.path, cfg->line, pass.last_key);
	return mb_xasprintf(
	    _("%s:%d: unknown setting %s: see mailbearer.conf(5) or mailbearer providers; does a "
	      "value contain blanks? put it in quotes"),
	    pass.path, cfg->line, key);
}

static struct stray *stray(const char *key)
{
	for (size_t i = 0; i < pass.n_strays; i++)
		if (mb_streq(pass.strays[i].key, key))
			return &pass.strays[i];
	return NULL;
}

/* Makes the key known, for another pass to go on behind it. */
static void learn(const cfg_t *cfg, const char *key)
{
	size_t len = strlen(key);
	char *sentence = unknown_key(cfg, key);
	struct stray *new;

	/* | divides the steps of a path for libconfuse */
	if (pass.n_strays == MAX_STRAYS || len > STRAY_MAX || len == 0 || strchr(key, '|') ||
	    stray(key)) {
		mb_err_set(pass.err, MB_E_CONFIG, "%s", sentence);
		free(sentence);
		return;
	}
	new = &pass.strays[pass.n_strays++];
	memcpy(new->key, key, len + 1);
	new->sentence = sentence;
	pass.again = true;
}

/* libconfuse's own words, without what may be a piece of a value. */
static void syntax_fault(const cfg_t *cfg, char *message)
{
	const char *token = mb_text_after(message, "unexpected token '");
	char *quote = strchr(message, '\'');

	if (token && (!*token || token[1] != '\''))
		snprintf(message, MESSAGE_MAX, "%s", _("a comma or a brace is missing"));
	else if (!token && quote && !strstr(message, "option '") && !strstr(message, "section '"))
		*quote = '\0';
	mb_err_set(pass.err, MB_E_CONFIG,
		   _("%s:%d: %s: put values in quotes and look at the line before"), pass.path,
		   cfg->line, message);
}

/* The word in quotes behind `prefix`, or NULL. Cuts the message. */
static char *quoted(char *message, const char *prefix)
{
	char *word = mb_text_after(message, prefix) ? message + strlen(prefix) : NULL;
	char *end = word ? strrchr(word, '\'') : NULL;

	if (end)
		*end = '\0';
	return word;
}

static void __attribute__((format(printf, 2, 0))) on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char message[MESSAGE_MAX];
	const struct stray *known;
	char *key;

	if (already_failed())
		return;
	vsnprintf(message, sizeof(message), fmt, ap);
	if (mb_text_after(message, "no such option '")) {
		key = quoted(message, "no such option '");
		if (mb_streq(key, END_MARK))
			mb_err_set(pass.err, MB_E_CONFIG,
				   _("%s: account %s is not closed: add a }"), pass.path,
				   cfg_title(cfg));
		else
			learn(cfg, key);
	} else if (mb_text_after(message, "missing equal sign after option '")) {
		key = quoted(message, "missing equal sign after option '");
		known = stray(key);
		if (known)
			mb_err_set(pass.err, MB_E_CONFIG, "%s", known->sentence);
		else
			mb_err_set(pass.err, MB_E_CONFIG,
				   _("%s:%d: there is no = behind %s: put values in quotes and "
				     "look at the line before"),
				   pass.path, cfg->line, key);
	} else if (mb_text_after(message, "found duplicate title ")) {
		mb_err_set(pass.err, MB_E_CONFIG,
			   _("%s:%d: the account %s is there twice: rename one"), pass.path,
			   cfg->line, message + strlen("found duplicate title "));
	} else if (mb_text_after(message, "missing title ")) {
		mb_err_set(pass.err, MB_E_CONFIG,
			   _("%s:%d: an account needs a name: account NAME { ... }"), pass.path,
			   cfg->line);
	} else {
		syntax_fault(cfg, message);
	}
	explicit_bzero(message, sizeof(message));
}

/* The account of the section, which is new when none is open. */
static struct mb_account *open_account(const char *name, unsigned line)
{
	struct mb_config *config = pass.config;

	if (pass.open)
		return pass.open;
	/* Twice as many each time: thousands of accounts must not take quadratic time. */
	if ((config->n_accounts & (config->n_accounts - 1)) == 0)
		config->accounts = mb_xreallocarray(config->accounts,
						    config->n_accounts ? 2 * config->n_accounts : 1,
						    sizeof(*config->accounts));
	pass.open = &config->accounts[config->n_accounts++];
	*pass.open = (struct mb_account){ .name = mb_xstrdup(name), .line = line };
	return pass.open;
}

static void remember_place(const cfg_t *cfg, const char *key)
{
	snprintf(pass.last_key, sizeof(pass.last_key), "%s", key);
	pass.last_line = cfg->line;
}

/* All values of an option, divided by line breaks. The caller frees it; NULL: too long. */
static char *values_of(cfg_opt_t *opt)
{
	struct mb_buf buf;

	mb_buf_init(&buf, VALUE_MAX);
	for (unsigned i = 0; i < cfg_opt_size(opt); i++) {
		const char *value = cfg_opt_getnstr(opt, i);

		if (i > 0)
			mb_buf_addc(&buf, '\n');
		mb_buf_adds(&buf, value ? value : "");
	}
	if (mb_buf_ok(&buf))
		return mb_buf_take(&buf);
	mb_buf_fini(&buf);
	return NULL;
}

static void replace_value(struct mb_given *given, char *value)
{
	explicit_bzero(given->value, strlen(given->value));
	free(given->value);
	given->value = value;
}

/* Called for each value: keeps it with its line. */
static int on_value(cfg_t *cfg, cfg_opt_t *opt)
{
	unsigned line = (unsigned)cfg->line;
	struct mb_given **given = &pass.config->given;
	size_t *n = &pass.config->n_given, i = 0;
	struct mb_faults *faults = &pass.config->faults;
	char *value;

	if (already_failed())
		return -1;
	remember_place(cfg, opt->name);
	if (in_account(cfg)) {
		struct mb_account *a = open_account(cfg_title(cfg), line);

		given = &a->given;
		n = &a->n_given;
		faults = &a->faults;
	}
	while (i < *n && !mb_streq((*given)[i].key, opt->name))
		i++;
	if (i < *n && !(opt->flags & CFGF_LIST)) {
		mb_faults_add(faults, line, _("%s:%u: %s is set twice (line %u): remove one"),
			      pass.path, line, opt->name, (*given)[i].line);
		return 0;
	}
	value = values_of(opt);
	if (!value) {
		line = i < *n ? (*given)[i].line : line;
		mb_faults_add(faults, line, _("%s:%u: %s is too long: %d bytes at most"), pass.path,
			      line, opt->name, VALUE_MAX);
		return 0;
	}
	if (i < *n) {
		replace_value(&(*given)[i], value);
		return 0;
	}
	*given = mb_xreallocarray(*given, *n + 1, sizeof(**given));
	(*given)[(*n)++] = (struct mb_given){ mb_xstrdup(opt->name), value, line };
	return 0;
}

/* Called for each value of a key that is none, and at the end of its list. */
static int on_stray(cfg_t *cfg, cfg_opt_t *opt)
{
	struct mb_faults *faults = &pass.config->faults;
	char *sentence;

	if (already_failed())
		return -1;
	if (in_account(cfg))
		faults = &open_account(cfg_title(cfg), (unsigned)cfg->line)->faults;
	sentence = unknown_key(cfg, opt->name);
	mb_faults_add(faults, (unsigned)cfg->line, "%s", sentence);
	if (!mb_setting_find(opt->name))
		mb_faults_doubt(faults);
	free(sentence);
	remember_place(cfg, opt->name);
	return 0;
}

/* No callback tells of `KEY = {}`. */
static void refuse_empty_lists(struct mb_account *account, const cfg_t *section)
{
	for (const cfg_opt_t *o = section->opts; o && o->name; o++)
		if ((o->flags & CFGF_LIST) && (o->flags & CFGF_MODIFIED) && o->nvalues == 0)
			mb_faults_add(&account->faults, account->line,
				      _("%s:%u: account %s: %s is empty"), pass.path, account->line,
				      account->name, o->name);
}

/* The end of an account; those without a single setting exist too. */
static int on_account(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *section = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);

	if (already_failed())
		return -1;
	refuse_empty_lists(open_account(cfg_title(section), (unsigned)cfg->line), section);
	pass.open = NULL;
	return 0;
}

static int on_end(cfg_t *cfg, cfg_opt_t *opt)
{
	(void)cfg;
	(void)opt;
	pass.whole = true;
	return 0;
}

static int on_provider(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *provider = cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);

	(void)cfg;
	if (provider)
		pass.each(pass.arg, provider);
	return 0;
}

/* libconfuse keeps a copy of every value. */
static void wipe(cfg_t *cfg)
{
	for (cfg_opt_t *opt = cfg->opts; opt && opt->name; opt++)
		for (unsigned i = 0; i < opt->nvalues; i++)
			if (opt->type == CFGT_SEC)
				wipe(opt->values[i]->section);
			else if (opt->type == CFGT_STR && opt->values[i]->string)
				explicit_bzero(opt->values[i]->string,
					       strlen(opt->values[i]->string));
}

static bool run(const struct mb_buf *text, cfg_opt_t *opts, cfg_flag_t flags)
{
	cfg_t *cfg = cfg_init(opts, flags);
	char chunk[CHUNK]; /* stdio's own would not be wiped */
	/* A byte order mark, as some editors write it. */
	size_t bom = mb_text_after(mb_buf_str(text), "\xef\xbb\xbf") ? 3 : 0;
	struct mb_buf marked;
	FILE *file;
	int rc;

	if (!cfg)
		mb_out_of_memory();
	cfg_set_error_function(cfg, on_error);
	mb_buf_init(&marked, text->max + 64);
	mb_buf_add(&marked, mb_buf_str(text) + bom, text->len - bom);
	mb_buf_adds(&marked, "\n" END_MARK " = x\n");
	file = fmemopen(marked.data, marked.len, "r");
	if (!file)
		mb_out_of_memory();
	setvbuf(file, chunk, _IOFBF, sizeof(chunk));
	rc = cfg_parse_fp(cfg, file);
	fclose(file);
	explicit_bzero(chunk, sizeof(chunk));
	wipe(cfg);
	cfg_free(cfg);
	mb_buf_fini(&marked);
	if (rc != CFG_SUCCESS && !already_failed())
		mb_err_set(pass.err, MB_E_CONFIG, _("%s cannot be understood"), pass.path);
	return !already_failed();
}

void mb_parse_providers(const char *path, const struct mb_buf *text,
			void (*each)(void *arg, const char *provider), void *arg)
{
	cfg_opt_t account[] = { CFG_STR("provider", NULL, CFGF_NODEFAULT), CFG_END() };
	cfg_opt_t top[] = { CFG_SEC("account", account, CFGF_MULTI | CFGF_TITLE), CFG_END() };
	struct mb_err syntax = MB_ERR_INIT;

	account[0].validcb = on_provider;
	pass = (struct pass){ .path = path, .err = &syntax, .each = each, .arg = arg };
	run(text, top, CFGF_IGNORE_UNKNOWN);
	mb_err_clear(&syntax); /* the second pass says it better */
}

static bool has_key(const cfg_opt_t *opts, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (mb_streq(opts[i].name, key))
			return true;
	return false;
}

static void add_key(cfg_opt_t *opts, size_t *n, const char *key, bool list)
{
	cfg_opt_t text = CFG_STR(key, NULL, CFGF_NODEFAULT);
	cfg_opt_t texts = CFG_STR_LIST(key, NULL, CFGF_NODEFAULT);

	if (*n >= MAX_KEYS || has_key(opts, *n, key))
		return;
	opts[*n] = list ? texts : text;
	opts[(*n)++].validcb = on_value;
}

static void add_core_keys(cfg_opt_t *opts, size_t *n, unsigned level)
{
	for (const struct mb_setting_def *def = mb_settings; def->key; def++)
		if (def->level & level)
			add_key(opts, n, def->key,
				def->type == MB_TYPE_SERVICES || def->type == MB_TYPE_PARAMS);
}

/* As lists: those take a single value too. */
static void add_strays(cfg_opt_t *opts, size_t *n, const struct stray *strays, size_t n_strays)
{
	for (size_t i = 0; i < n_strays; i++) {
		cfg_opt_t texts = CFG_STR_LIST(strays[i].key, NULL, CFGF_NODEFAULT);

		if (has_key(opts, *n, strays[i].key))
			continue;
		opts[*n] = texts;
		opts[(*n)++].validcb = on_stray;
	}
}

/* One pass with all that is known by now. */
static bool parse(struct mb_config *config, const struct mb_buf *text,
		  const struct mb_plugin *const *plugins, size_t n_plugins)
{
	const cfg_opt_t end = CFG_END();
	const cfg_opt_t mark = CFG_STR(END_MARK, NULL, CFGF_NODEFAULT);
	cfg_opt_t account[MAX_KEYS + MAX_STRAYS + 1], top[MAX_KEYS + MAX_STRAYS + 3];
	cfg_opt_t keys[MAX_KEYS + 1] = { 0 };
	size_t n_account = 0, n_top = 0;

	add_core_keys(keys, &n_account, MB_LEVEL_ACCOUNT);
	for (size_t i = 0; i < n_plugins; i++)
		for (const struct mb_setting *s = plugins[i]->settings; s && s->key; s++)
			add_key(keys, &n_account, s->key, false);
	keys[n_account] = end;
	memcpy(account, keys, n_account * sizeof(*keys));
	pass.account_keys = keys;
	add_strays(account, &n_account, pass.strays, pass.n_strays);
	account[n_account] = end;
	add_core_keys(top, &n_top, MB_LEVEL_GLOBAL);
	top[n_top] = (cfg_opt_t)CFG_SEC("account", account,
					CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
	top[n_top++].validcb = on_account;
	top[n_top] = mark;
	top[n_top++].validcb = on_end;
	add_strays(top, &n_top, pass.strays, pass.n_strays);
	top[n_top] = end;
	mb_config_empty(config);
	pass.open = NULL;
	pass.again = false;
	pass.last_line = 0;
	return run(text, top, CFGF_NONE);
}

bool mb_parse(struct mb_config *config, const struct mb_buf *text,
	      const struct mb_plugin *const *plugins, size_t n_plugins, struct mb_err *err)
{
	struct stray *strays = mb_xcalloc(MAX_STRAYS, sizeof(*strays));
	bool ok;

	pass =
	    (struct pass){ .path = config->path, .config = config, .err = err, .strays = strays };
	do
		ok = parse(config, text, plugins, n_plugins);
	while (pass.again);
	for (size_t i = 0; i < pass.n_strays; i++)
		free(strays[i].sentence);
	explicit_bzero(strays, MAX_STRAYS * sizeof(*strays));
	free(strays);
	return ok && (pass.whole ||
		      mb_err_set(err, MB_E_CONFIG, _("%s: a comment is not closed"), config->path));
}
