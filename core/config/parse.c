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
/* Put behind the text, as libconfuse takes the end of the file for a }: inside an account this is
 * an unknown setting. */
#define END_MARK    "end_of_config"
#define LIST_MAX    8192
#define MESSAGE_MAX 1024

/* libconfuse's callbacks carry no argument of ours: what the pass at hand works on. */
static struct pass {
	const char *path;
	struct mb_config *config;
	struct mb_err *err;
	const cfg_opt_t *account_keys;
	bool whole; /* END_MARK was seen outside accounts */
	bool (*each)(void *arg, const char *provider, struct mb_err *err);
	void *arg;
	bool refused; /* by `each` */
} pass;

static bool already_failed(void)
{
	return pass.err->code != MB_OK;
}

/* Says an unknown key's likely meaning. */
static void unknown_key(const cfg_t *cfg, const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);
	const char *near = NULL;

	if (pass.account_keys && mb_streq(cfg_name((cfg_t *)(uintptr_t)cfg), "account")) {
		const char *keys[MAX_KEYS];
		size_t n = 0;

		while (pass.account_keys[n].name && n < MAX_KEYS) {
			keys[n] = pass.account_keys[n].name;
			n++;
		}
		near = mb_nearest(key, keys, n);
	}
	if (mb_streq(key, END_MARK))
		mb_err_set(pass.err, MB_E_CONFIG, _("%s: account %s is not closed: add a }"),
			   pass.path, cfg_title((cfg_t *)(uintptr_t)cfg));
	else if (def)
		mb_err_set(pass.err, MB_E_CONFIG,
			   def->level == MB_LEVEL_GLOBAL
			       ? _("%s:%d: %s stands outside of accounts: move it up")
			       : _("%s:%d: %s is a setting of an account: move it into one"),
			   pass.path, cfg->line, key);
	else if (near)
		mb_err_set(pass.err, MB_E_CONFIG, _("%s:%d: unknown setting %s: did you mean %s?"),
			   pass.path, cfg->line, key, near);
	else
		mb_err_set(pass.err, MB_E_CONFIG,
			   _("%s:%d: unknown setting %s: see mailbearer.conf(5) or mailbearer "
			     "providers; does a value contain blanks? put it in quotes"),
			   pass.path, cfg->line, key);
}

static void __attribute__((format(printf, 2, 0))) on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char message[MESSAGE_MAX];
	char *quote;

	if (already_failed())
		return;
	vsnprintf(message, sizeof(message), fmt, ap);
	if (mb_text_after(message, "no such option '")) {
		char *key = message + strlen("no such option '");

		quote = strchr(key, '\'');
		if (quote)
			*quote = '\0';
		unknown_key(cfg, key);
		return;
	}
	if (mb_text_after(message, "found duplicate title "))
		mb_err_set(pass.err, MB_E_CONFIG,
			   _("%s:%d: the account %s is there twice: rename one"), pass.path,
			   cfg->line, message + strlen("found duplicate title "));
	else if (mb_text_after(message, "missing title "))
		mb_err_set(pass.err, MB_E_CONFIG,
			   _("%s:%d: an account needs a name: account NAME { ... }"), pass.path,
			   cfg->line);
	else
		mb_err_set(pass.err, MB_E_CONFIG,
			   _("%s:%d: %s: put values in quotes and look at the line before"),
			   pass.path, cfg->line, message);
}

/* All values of an option, divided by line breaks. The caller frees it. */
static char *values_of(cfg_opt_t *opt)
{
	struct mb_buf buf;

	mb_buf_init(&buf, LIST_MAX);
	for (unsigned i = 0; i < cfg_opt_size(opt); i++) {
		const char *value = cfg_opt_getnstr(opt, i);

		if (i > 0)
			mb_buf_addc(&buf, '\n');
		mb_buf_adds(&buf, value ? value : "");
	}
	return mb_buf_take(&buf);
}

static struct mb_account *account_named(struct mb_config *config, const char *name, unsigned line)
{
	struct mb_account *last;

	if (config->n_accounts > 0) {
		last = &config->accounts[config->n_accounts - 1];
		if (mb_streq(last->name, name))
			return last;
	}
	/* Twice as many each time: thousands of accounts must not take quadratic time. */
	if ((config->n_accounts & (config->n_accounts - 1)) == 0)
		config->accounts = mb_xreallocarray(config->accounts,
						    config->n_accounts ? 2 * config->n_accounts : 1,
						    sizeof(*config->accounts));
	last = &config->accounts[config->n_accounts++];
	*last = (struct mb_account){ .name = mb_xstrdup(name), .line = line };
	return last;
}

/* Called for each value: keeps it with its line. */
static int on_value(cfg_t *cfg, cfg_opt_t *opt)
{
	bool in_account = mb_streq(cfg_name(cfg), "account");
	unsigned line = (unsigned)cfg->line;
	struct mb_given **given = &pass.config->given;
	size_t *n = &pass.config->n_given;

	if (already_failed())
		return -1;
	if (in_account) {
		struct mb_account *a = account_named(pass.config, cfg_title(cfg), line);

		given = &a->given;
		n = &a->n_given;
	}
	for (size_t i = 0; i < *n; i++) {
		if (!mb_streq((*given)[i].key, opt->name))
			continue;
		if (!(opt->flags & CFGF_LIST)) {
			mb_err_set(pass.err, MB_E_CONFIG,
				   _("%s:%u: %s is set twice (line %u): "
				     "remove one"),
				   pass.path, line, opt->name, (*given)[i].line);
			return -1;
		}
		free((*given)[i].value);
		(*given)[i].value = values_of(opt);
		return 0;
	}
	*given = mb_xreallocarray(*given, *n + 1, sizeof(**given));
	(*given)[(*n)++] = (struct mb_given){ mb_xstrdup(opt->name), values_of(opt), line };
	return 0;
}

/* Also accounts without a single setting exist. */
static int on_account(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *section = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);

	if (already_failed())
		return -1;
	account_named(pass.config, cfg_title(section), (unsigned)cfg->line);
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

	if (already_failed() || !provider)
		return -1;
	if (pass.each(pass.arg, provider, pass.err))
		return 0;
	mb_err_wrap(pass.err, "%s:%d", pass.path, cfg->line);
	pass.refused = true;
	return -1;
}

static bool run(const struct mb_buf *text, cfg_opt_t *opts, cfg_flag_t flags)
{
	cfg_t *cfg = cfg_init(opts, flags);
	struct mb_buf marked;
	FILE *file;
	int rc;

	if (!cfg)
		mb_out_of_memory();
	cfg_set_error_function(cfg, on_error);
	mb_buf_init(&marked, text->max + 64);
	mb_buf_add(&marked, mb_buf_str(text), text->len);
	mb_buf_adds(&marked, "\n" END_MARK " = x\n");
	file = fmemopen(marked.data, marked.len, "r");
	if (!file)
		mb_out_of_memory();
	rc = cfg_parse_fp(cfg, file);
	fclose(file);
	cfg_free(cfg);
	mb_buf_fini(&marked);
	if (rc != CFG_SUCCESS && !already_failed())
		mb_err_set(pass.err, MB_E_CONFIG, _("%s cannot be understood"), pass.path);
	return !already_failed();
}

bool mb_parse_providers(const char *path, const struct mb_buf *text,
			bool (*each)(void *arg, const char *provider, struct mb_err *err),
			void *arg, struct mb_err *err)
{
	cfg_opt_t account[] = { CFG_STR("provider", NULL, CFGF_NODEFAULT), CFG_END() };
	cfg_opt_t top[] = { CFG_SEC("account", account, CFGF_MULTI | CFGF_TITLE), CFG_END() };
	struct mb_err syntax = MB_ERR_INIT;

	account[0].validcb = on_provider;
	pass = (struct pass){ .path = path, .err = &syntax, .each = each, .arg = arg };
	if (!run(text, top, CFGF_IGNORE_UNKNOWN) && pass.refused)
		return mb_err_move(err, &syntax);
	mb_err_clear(&syntax); /* the second pass says it better */
	return true;
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

bool mb_parse(struct mb_config *config, const struct mb_buf *text,
	      const struct mb_plugin *const *plugins, size_t n_plugins, struct mb_err *err)
{
	const cfg_opt_t end = CFG_END();
	const cfg_opt_t mark = CFG_STR(END_MARK, NULL, CFGF_NODEFAULT);
	cfg_opt_t account[MAX_KEYS + 1], top[MAX_KEYS + 3];
	size_t n_account = 0, n_top = 0;

	add_core_keys(account, &n_account, MB_LEVEL_ACCOUNT);
	for (size_t i = 0; i < n_plugins; i++)
		for (const struct mb_setting *s = plugins[i]->settings; s && s->key; s++)
			add_key(account, &n_account, s->key, false);
	account[n_account] = end;
	add_core_keys(top, &n_top, MB_LEVEL_GLOBAL);
	top[n_top] = (cfg_opt_t)CFG_SEC("account", account,
					CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
	top[n_top++].validcb = on_account;
	top[n_top] = mark;
	top[n_top++].validcb = on_end;
	top[n_top] = end;
	pass = (struct pass){
		.path = config->path, .config = config, .err = err, .account_keys = account
	};
	if (!run(text, top, CFGF_NONE))
		return false;
	return pass.whole ||
	       mb_err_set(err, MB_E_CONFIG, _("%s: a comment is not closed"), config->path);
}
