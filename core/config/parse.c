/* SPDX-License-Identifier: MIT */
#include "config/parse.h"

#include <confuse.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/config.h"
#include "config/scan.h"
#include "config/settings.h"
#include "config/strays.h"

#define MAX_KEYS  96
#define VALUE_MAX 8192 /* of all elements of a list together */

/* libconfuse's callbacks carry no argument of ours: what the pass at hand works on. */
static struct pass {
	const char *path;
	struct mb_config *config;
	struct mb_account *open; /* the one being read */
	struct mb_err *err;
	struct mb_strays *strays;
	/* The list read last, and how many of its values are kept: a list's end calls back as a value does. */
	const cfg_opt_t *list;
	unsigned n_list;
	const cfg_opt_t *too_long; /* the list whose further values are passed over */
	bool whole;                /* MB_SCAN_END was seen outside accounts */
	bool again;    /* another pass is needed: a stray was learned, or `all_keys` set */
	bool all_keys; /* the text spells a key by escapes or variables: no key may be left out */
	/* All that an account may have; which of them the text mentions. */
	const cfg_opt_t *keys;
	bool mentioned[MAX_KEYS];
	void (*each)(void *arg, const char *provider);
	void *arg;
} pass;

static bool already_failed(void)
{
	return pass.again || pass.err->code != MB_OK;
}

static bool is_account_key(const char *key)
{
	const cfg_opt_t *opt = pass.keys;

	while (opt && opt->name && !mb_streq(opt->name, key))
		opt++;
	return opt && opt->name;
}

/* Beginnings of libconfuse's messages. */
#define NO_EQUAL "missing equal sign after option '"
#define NO_TITLE "missing title for section '"
#define NO_BRACE "missing opening brace for section '"

/* What was taken for a stray setting is a section of an account, or what was taken for one with a title has none. */
static bool is_section(const cfg_t *cfg, const char *message)
{
	char copy[MB_SCAN_MESSAGE_MAX];
	const char *key;

	snprintf(copy, sizeof(copy), "%s", message);
	key = mb_scan_quoted(copy, NO_EQUAL);
	if (key)
		return mb_strays_learn_section(pass.strays, cfg, key);
	key = mb_scan_quoted(copy, NO_TITLE);
	return key && mb_strays_learn_untitled(pass.strays, key);
}

static void __attribute__((format(printf, 2, 0))) on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char message[MB_SCAN_MESSAGE_MAX];
	const char *known;
	char *key;

	if (already_failed())
		return;
	vsnprintf(message, sizeof(message), fmt, ap);
	if (is_section(cfg, message)) {
		pass.again = true;
	} else if (mb_text_after(message, "no such option '")) {
		key = mb_scan_quoted(message, "no such option '");
		if (mb_streq(key, MB_SCAN_END) && !mb_scan_in_account(cfg))
			mb_err_set(pass.err, MB_E_CONFIG,
				   _("%s: the section %s is not closed: add a }"), pass.path,
				   cfg_name((cfg_t *)(uintptr_t)cfg));
		else if (mb_streq(key, MB_SCAN_END))
			mb_err_set(pass.err, MB_E_CONFIG,
				   _("%s: account %s is not closed: add a }"), pass.path,
				   cfg_title(cfg));
		else if (!pass.all_keys && is_account_key(key))
			pass.again = pass.all_keys = true;
		else
			pass.again = mb_strays_learn(pass.strays, cfg, key, pass.err);
	} else if (mb_text_after(message, NO_EQUAL)) {
		key = mb_scan_quoted(message, NO_EQUAL);
		known = mb_strays_known(pass.strays, key);
		if (known)
			mb_err_set(pass.err, MB_E_CONFIG, "%s", known);
		else
			mb_err_set(pass.err, MB_E_CONFIG,
				   _("%s:%d: there is no = behind %s: put values in quotes and "
				     "look at the line before"),
				   pass.path, cfg->line, key);
	} else if (mb_text_after(message, NO_BRACE) &&
		   !mb_text_after(message, NO_BRACE "account'")) {
		mb_err_set(pass.err, MB_E_CONFIG, "%s",
			   mb_strays_known(pass.strays, mb_scan_quoted(message, NO_BRACE)));
	} else if (mb_text_after(message, "missing title ")) {
		mb_err_set(pass.err, MB_E_CONFIG,
			   _("%s:%d: an account needs a name: account NAME { ... }"), pass.path,
			   cfg->line);
	} else {
		mb_scan_clean(message);
		mb_err_set(pass.err, MB_E_CONFIG,
			   _("%s:%d: %s: put values in quotes and look at the line before"),
			   pass.path, cfg->line, message);
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

/* Called for each value: keeps it with its line. */
static int on_value(cfg_t *cfg, cfg_opt_t *opt)
{
	unsigned line = (unsigned)cfg->line;
	struct mb_given_list *given = &pass.config->given;
	const struct mb_given *before;
	struct mb_faults *faults = &pass.config->faults;
	char *value;

	if (already_failed())
		return -1;
	mb_strays_passed(pass.strays, cfg, opt->name);
	if (mb_scan_in_account(cfg)) {
		struct mb_account *a = open_account(cfg_title(cfg), line);

		given = &a->given;
		faults = &a->faults;
	}
	if (mb_faults_full(faults))
		return 0;
	before = mb_given_find(given, opt->name);
	if (before && !(opt->flags & CFGF_LIST)) {
		mb_faults_add(faults, line, _("%s:%u: %s is set twice (line %u): remove one"),
			      pass.path, line, opt->name, before->line);
		return 0;
	}
	if (before && pass.list == opt && pass.n_list == cfg_opt_size(opt) && pass.n_list > 1)
		return 0;
	if (pass.too_long == opt && cfg_opt_size(opt) > 1)
		return 0;
	pass.list = opt;
	pass.n_list = cfg_opt_size(opt);
	value = mb_scan_longer(opt, before ? before->value : NULL, VALUE_MAX);
	if (!value) {
		line = before ? before->line : line;
		pass.too_long = opt;
		mb_faults_add(faults, line, _("%s:%u: %s is too long: %d bytes at most"), pass.path,
			      line, opt->name, VALUE_MAX);
		return 0;
	}
	mb_given_set(given, opt->name, value, line);
	return 0;
}

/* Called for each value of a key that is none, and at the end of its list. */
static int on_stray(cfg_t *cfg, cfg_opt_t *opt)
{
	struct mb_faults *faults = &pass.config->faults;
	char *sentence;

	if (already_failed())
		return -1;
	if (mb_scan_in_account(cfg))
		faults = &open_account(cfg_title(cfg), (unsigned)cfg->line)->faults;
	if (mb_faults_full(faults))
		return 0;
	sentence = mb_strays_sentence(pass.strays, cfg, opt->name);
	mb_faults_add(faults, (unsigned)cfg->line, "%s", sentence);
	if (!mb_setting_find(opt->name))
		mb_faults_doubt(faults);
	free(sentence);
	mb_strays_passed(pass.strays, cfg, opt->name);
	return 0;
}

/* Called for each value within a section that there is not: the fault is told at its end. */
static int on_inner(cfg_t *cfg, cfg_opt_t *opt)
{
	if (already_failed())
		return -1;
	mb_strays_passed(pass.strays, cfg, opt->name);
	return 0;
}

/* The end of such a section. */
static int on_inner_end(cfg_t *cfg, cfg_opt_t *opt)
{
	unsigned line = mb_strays_section_line(pass.strays, opt->name, (unsigned)cfg->line);
	struct mb_account *a;

	if (already_failed())
		return -1;
	a = open_account(cfg_title(cfg), line);
	if (!mb_faults_full(&a->faults))
		mb_faults_add(&a->faults, line,
			      _("%s:%u: account %s: there is no section %s: remove it"), pass.path,
			      line, a->name, opt->name);
	mb_scan_forget(opt);
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
	pass.list = pass.too_long = NULL;
	mb_scan_forget(opt);
	return 0;
}

/* Sort by name, of one name by line. */
static int compare_accounts(const void *a, const void *b)
{
	const struct mb_account *const *left = a, *const *right = b;
	int by_name = strcmp((*left)->name, (*right)->name);

	return by_name ? by_name
		       : ((*left)->line > (*right)->line) - ((*left)->line < (*right)->line);
}

/* Find the first account whose name another has already; false with the error. */
static bool names_differ(const struct mb_config *config, struct mb_err *err)
{
	const struct mb_account **sorted = mb_xcalloc(config->n_accounts + 1, sizeof(*sorted));
	const struct mb_account *twice = NULL;

	for (size_t i = 0; i < config->n_accounts; i++)
		sorted[i] = &config->accounts[i];
	qsort(sorted, config->n_accounts, sizeof(*sorted), compare_accounts);
	for (size_t i = 1; i < config->n_accounts; i++)
		if (mb_streq(sorted[i]->name, sorted[i - 1]->name) &&
		    (!twice || sorted[i]->line < twice->line))
			twice = sorted[i];
	free(sorted);
	if (twice) {
		char *name = mb_text_cat("'", twice->name, "'", NULL);

		mb_err_set(err, MB_E_CONFIG, _("%s:%d: the account %s is there twice: rename one"),
			   config->path, (int)twice->line, name);
		free(name);
	}
	return !twice;
}

static int on_section(cfg_t *cfg, cfg_opt_t *opt)
{
	(void)cfg;
	mb_scan_forget(opt);
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

/* False if there is no reading on. */
static bool run(const struct mb_buf *text, cfg_opt_t *opts, cfg_flag_t flags)
{
	if (!mb_scan(text, opts, flags, on_error) && !already_failed())
		mb_err_set(pass.err, MB_E_CONFIG, _("%s cannot be understood"), pass.path);
	return !already_failed();
}

/* Calls `each` for the provider of every account; faults are left for parse(), which says them better. */
static void find_providers(const char *path, const struct mb_buf *text, struct mb_strays *strays,
			   void (*each)(void *arg, const char *provider), void *arg)
{
	const cfg_opt_t end = CFG_END();
	cfg_opt_t account[MB_STRAYS_SECTIONS + 2] = { CFG_STR("provider", NULL, CFGF_NODEFAULT) };
	cfg_opt_t inner[] = { CFG_END() };
	size_t n = 1;
	cfg_opt_t top[] = { CFG_SEC("account", account, CFGF_MULTI | CFGF_TITLE),
			    CFG_STR(MB_SCAN_BEGIN, NULL, CFGF_NODEFAULT), CFG_END() };
	struct mb_err syntax = MB_ERR_INIT;

	account[0].validcb = on_provider;
	mb_strays_add_sections(strays, account, &n, inner, on_section);
	account[n] = end;
	top[0].validcb = on_section;
	top[1].validcb = mb_scan_begun;
	pass = (struct pass){
		.path = path, .err = &syntax, .strays = strays, .each = each, .arg = arg
	};
	run(text, top, CFGF_IGNORE_UNKNOWN);
	mb_err_clear(&syntax);
}

static void add_key(cfg_opt_t *opts, size_t *n, const char *key, bool list)
{
	cfg_opt_t text = CFG_STR(key, NULL, CFGF_NODEFAULT);
	cfg_opt_t texts = CFG_STR_LIST(key, NULL, CFGF_NODEFAULT);

	if (*n >= MAX_KEYS || mb_scan_has_key(opts, *n, key))
		return;
	opts[*n] = list ? texts : text;
	opts[(*n)++].validcb = on_value;
}

static void add_core_keys(cfg_opt_t *opts, size_t *n, unsigned level)
{
	for (const struct mb_setting_def *def = mb_settings; def->key; def++)
		if (def->level & level)
			add_key(opts, n, def->key,
				mb_setting_is_list((enum mb_setting_id)(def - mb_settings)));
}

/* Note which keys the text mentions. */
static void find_mentioned(const cfg_opt_t *keys, const struct mb_buf *text)
{
	for (size_t i = 0; keys[i].name; i++)
		pass.mentioned[i] = strstr(mb_buf_str(text), keys[i].name) != NULL;
}

/* Copy the keys that the text mentions: libconfuse copies and compares all options of a section for each account,
 * which takes most of the time when there are thousands. */
static size_t copy_mentioned(const cfg_opt_t *keys, cfg_opt_t *to)
{
	size_t n = 0;

	for (size_t i = 0; keys[i].name; i++)
		if (pass.all_keys || pass.mentioned[i])
			to[n++] = keys[i];
	return n;
}

void mb_parse_forget(struct mb_config *c)
{
	for (size_t i = 0; i < c->n_accounts; i++) {
		mb_given_fini(&c->accounts[i].given);
		free(c->accounts[i].name);
		mb_faults_fini(&c->accounts[i].faults);
	}
	mb_given_fini(&c->given);
	free(c->accounts);
	mb_faults_fini(&c->faults);
	c->accounts = NULL;
	c->n_accounts = 0;
}

/* One pass with all that is known by now. */
static bool parse(struct mb_config *config, const struct mb_buf *text)
{
	const cfg_opt_t end = CFG_END();
	const cfg_opt_t begin = CFG_STR(MB_SCAN_BEGIN, NULL, CFGF_NODEFAULT);
	const cfg_opt_t mark = CFG_STR(MB_SCAN_END, NULL, CFGF_NODEFAULT);
	cfg_opt_t account[MAX_KEYS + MB_STRAYS_MAX + 1], top[MAX_KEYS + MB_STRAYS_MAX + 4];
	cfg_opt_t inner[MAX_KEYS + MB_STRAYS_MAX + 1];
	size_t n_account = copy_mentioned(pass.keys, account), n_top = 0, n_inner = 0;

	mb_strays_begin(pass.strays, pass.keys);
	while (n_inner < n_account) {
		/* A list takes a single value too. */
		inner[n_inner] = (cfg_opt_t)CFG_STR_LIST(account[n_inner].name, NULL,
							 CFGF_NODEFAULT);
		inner[n_inner++].validcb = on_inner;
	}
	mb_strays_add(pass.strays, inner, &n_inner, on_inner);
	inner[n_inner] = end;
	mb_strays_add_sections(pass.strays, account, &n_account, inner, on_inner_end);
	mb_strays_add(pass.strays, account, &n_account, on_stray);
	account[n_account] = end;
	add_core_keys(top, &n_top, MB_LEVEL_GLOBAL);
	top[n_top] = (cfg_opt_t)CFG_SEC("account", account, CFGF_MULTI | CFGF_TITLE);
	top[n_top++].validcb = on_account;
	top[n_top] = begin;
	top[n_top++].validcb = mb_scan_begun;
	top[n_top] = mark;
	top[n_top++].validcb = on_end;
	mb_strays_add(pass.strays, top, &n_top, on_stray);
	top[n_top] = end;
	mb_parse_forget(config);
	pass.open = NULL;
	pass.list = pass.too_long = NULL;
	pass.again = false;
	return run(text, top, CFGF_NONE);
}

/* All passes, once the plugins are there. */
static bool parse_all(struct mb_config *config, const struct mb_buf *text, struct mb_strays *strays,
		      const struct mb_plugin *const *plugins, size_t n_plugins, struct mb_err *err)
{
	cfg_opt_t keys[MAX_KEYS + 1] = { 0 };
	size_t n = 0;
	bool ok;

	pass =
	    (struct pass){ .path = config->path, .config = config, .err = err, .strays = strays };
	add_core_keys(keys, &n, MB_LEVEL_ACCOUNT);
	for (size_t i = 0; i < n_plugins; i++)
		for (const struct mb_setting *s = plugins[i]->settings; s && s->key; s++)
			add_key(keys, &n, s->key, false);
	pass.keys = keys;
	find_mentioned(keys, text);
	do
		ok = parse(config, text);
	while (pass.again);
	pass.keys = NULL;
	return ok;
}

bool mb_parse(struct mb_config *config, const struct mb_buf *text,
	      void (*load)(void *arg, const char *provider), void *arg,
	      const struct mb_plugin *const *plugins, const size_t *n_plugins, struct mb_err *err)
{
	struct mb_strays *strays = mb_strays_new(config->path);
	size_t sections;
	bool ok;

	/* Behind a section that was not known the providers were not found. */
	do {
		sections = mb_strays_sections(strays);
		find_providers(config->path, text, strays, load, arg);
		ok = parse_all(config, text, strays, plugins, *n_plugins, err);
	} while (ok && mb_strays_sections(strays) > sections);
	mb_strays_free(&strays);
	return ok &&
	       (pass.whole ||
		mb_err_set(err, MB_E_CONFIG, _("%s: a comment is not closed"), config->path)) &&
	       names_differ(config, err);
}
