/* SPDX-License-Identifier: MIT */
#include "config/strays.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "base/nearest.h"
#include "config/scan.h"
#include "config/settings.h"

#define KEY_MAX       64
#define CANDIDATE_MAX 96

struct stray {
	char key[KEY_MAX + 1];
	char *sentence; /* what to say about it */
	int line;       /* where it was first met */
	bool rest;      /* behind a value: it may be the rest of a secret */
	bool passed;    /* its line was told in this pass */
	enum { SETTING, TITLED, UNTITLED } kind;
};

struct mb_strays {
	const char *path;
	const cfg_opt_t *account_keys;
	struct stray all[MB_STRAYS_MAX];
	size_t n;
	char last_key[128]; /* the setting before this one, and its line */
	int last_line;
};

struct mb_strays *mb_strays_new(const char *path)
{
	struct mb_strays *strays = mb_xcalloc(1, sizeof(*strays));

	strays->path = path;
	return strays;
}

void mb_strays_free(struct mb_strays **strays)
{
	if (!*strays)
		return;
	for (size_t i = 0; i < (*strays)->n; i++)
		free((*strays)->all[i].sentence);
	explicit_bzero(*strays, sizeof(**strays));
	free(*strays);
	*strays = NULL;
}

void mb_strays_begin(struct mb_strays *strays, const cfg_opt_t *account_keys)
{
	strays->account_keys = account_keys;
	strays->last_line = 0;
	for (size_t i = 0; i < strays->n; i++)
		strays->all[i].passed = false;
}

void mb_strays_passed(struct mb_strays *strays, const cfg_t *cfg, const char *key)
{
	snprintf(strays->last_key, sizeof(strays->last_key), "%s", key);
	strays->last_line = cfg->line;
}

/* The account's setting that may be meant. */
static const char *nearest(const struct mb_strays *strays, const cfg_t *cfg, const char *key)
{
	const char *keys[CANDIDATE_MAX];
	size_t n = 0;

	if (!strays->account_keys || !mb_scan_in_account(cfg))
		return NULL;
	while (strays->account_keys[n].name && n < CANDIDATE_MAX) {
		keys[n] = strays->account_keys[n].name;
		n++;
	}
	return mb_nearest(key, keys, n);
}

/* What to say about an unknown key. What follows a value on its line may be the rest of a secret, and
 * is not repeated. */
char *mb_strays_sentence(const struct mb_strays *strays, const cfg_t *cfg, const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);
	const char *near = nearest(strays, cfg, key);

	if (def)
		return mb_xasprintf(
		    def->level == MB_LEVEL_GLOBAL
			? _("%s:%d: %s stands outside of accounts: move it up")
			: _("%s:%d: %s is a setting of an account: move it into one"),
		    strays->path, cfg->line, key);
	if (near)
		return mb_xasprintf(_("%s:%d: unknown setting %s: did you mean %s?"), strays->path,
				    cfg->line, key, near);
	if (strays->last_line == cfg->line)
		return mb_xasprintf(
		    _("%s:%d: what follows the value of %s is no setting: put a value with "
		      "blanks in quotes, or see mailbearer.conf(5)"),
		    strays->path, cfg->line, strays->last_key);
	return mb_xasprintf(
	    _("%s:%d: unknown setting %s: see mailbearer.conf(5) or mailbearer providers; does a "
	      "value contain blanks? put it in quotes"),
	    strays->path, cfg->line, key);
}

/* Its number, or `n`. */
static size_t find(const struct mb_strays *strays, const char *key)
{
	size_t i = 0;

	while (i < strays->n && !mb_streq(strays->all[i].key, key))
		i++;
	return i;
}

const char *mb_strays_known(const struct mb_strays *strays, const char *key)
{
	size_t i = find(strays, key);

	return i < strays->n ? strays->all[i].sentence : NULL;
}

size_t mb_strays_sections(const struct mb_strays *strays)
{
	size_t n = 0;

	for (size_t i = 0; i < strays->n; i++)
		n += strays->all[i].kind != SETTING;
	return n;
}

bool mb_strays_learn_section(struct mb_strays *strays, const cfg_t *cfg, const char *key)
{
	size_t i = find(strays, key);
	struct stray *stray = &strays->all[i];

	if (i == strays->n || stray->kind != SETTING || stray->rest || !mb_scan_in_account(cfg) ||
	    mb_streq(key, "account") || mb_strays_sections(strays) == MB_STRAYS_SECTIONS)
		return false;
	stray->kind = TITLED;
	return true;
}

bool mb_strays_learn_untitled(struct mb_strays *strays, const char *key)
{
	size_t i = find(strays, key);
	struct stray *stray = &strays->all[i];

	if (i == strays->n || stray->kind != TITLED)
		return false;
	stray->kind = UNTITLED;
	return true;
}

unsigned mb_strays_section_line(struct mb_strays *strays, const char *key, unsigned end)
{
	size_t i = find(strays, key);
	struct stray *stray = &strays->all[i];

	if (i == strays->n || stray->passed)
		return end;
	stray->passed = true;
	return (unsigned)stray->line;
}

bool mb_strays_learn(struct mb_strays *strays, const cfg_t *cfg, const char *key,
		     struct mb_err *err)
{
	size_t len = strlen(key);
	char *sentence = mb_strays_sentence(strays, cfg, key);
	struct stray *new;

	/* | divides the steps of a path for libconfuse */
	if (strays->n == MB_STRAYS_MAX || len > KEY_MAX || len == 0 || strchr(key, '|') ||
	    mb_strays_known(strays, key)) {
		mb_err_set(err, MB_E_CONFIG, "%s", sentence);
		free(sentence);
		return false;
	}
	new = &strays->all[strays->n++];
	memcpy(new->key, key, len + 1);
	new->sentence = sentence;
	new->line = cfg->line;
	new->rest = strays->last_line == cfg->line;
	return true;
}

void mb_strays_add(const struct mb_strays *strays, cfg_opt_t *opts, size_t *n,
		   cfg_validate_callback_t on_value)
{
	for (size_t i = 0; i < strays->n; i++) {
		/* A list takes a single value too. */
		cfg_opt_t texts = CFG_STR_LIST(strays->all[i].key, NULL, CFGF_NODEFAULT);

		if (mb_scan_has_key(opts, *n, strays->all[i].key))
			continue;
		opts[*n] = texts;
		opts[(*n)++].validcb = on_value;
	}
}

void mb_strays_add_sections(const struct mb_strays *strays, cfg_opt_t *opts, size_t *n,
			    cfg_opt_t *inner, cfg_validate_callback_t on_end)
{
	for (size_t i = 0; i < strays->n; i++) {
		const struct stray *stray = &strays->all[i];
		cfg_opt_t section = CFG_SEC(stray->key, inner,
					    CFGF_MULTI | (stray->kind == TITLED ? CFGF_TITLE : 0));

		if (stray->kind == SETTING)
			continue;
		opts[*n] = section;
		opts[(*n)++].validcb = on_end;
	}
}
