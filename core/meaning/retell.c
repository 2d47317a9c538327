/* SPDX-License-Identifier: MIT */
/*
 * The part of meaning/judge.h that translates what meaning/verdict.c once made: "REMEDY (CODE: CAUSE)", perhaps
 * with who must act before it. `token` in cron, `login` in a German terminal and `status` read the same file, which
 * holds English. The tables know all remedies and causes, and the longest that fits is it.
 */
#include "meaning/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "global/language.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/resolve.h"
#include "meaning/rules.h"

#define TEXT_MAX 2048 /* bytes of a sentence */

/* A text of a table, and its place in the sentence. */
struct part {
	const char *msgid;
	const char *at;
	size_t len;
};

static void take_if_longer(struct part *best, const char *msgid, const char *at, size_t len)
{
	if (len > best->len)
		*best = (struct part){ msgid, at, len };
}

/* Look for a remedy, with the account's values in it, at the start of the sentence. */
static void try_remedy(struct part *best, const struct mb_account *account, const char *msgid,
		       const char *text)
{
	char *expanded;
	size_t len;

	if (!msgid)
		return;
	expanded = mb_resolve_sentence(account, msgid);
	len = strlen(expanded);
	if (len > 0 && strncmp(text, expanded, len) == 0 &&
	    (!text[len] || strncmp(text + len, " (", 2) == 0))
		take_if_longer(best, msgid, text, len);
	free(expanded);
}

/* Look for a cause in the brackets, where it stands alone or between colons. */
static void try_cause(struct part *best, const char *msgid, const char *brackets)
{
	size_t len = msgid ? strlen(msgid) : 0;

	for (const char *at = brackets; len > 0 && (at = strstr(at, msgid)); at++)
		if ((at == brackets || strncmp(at - 2, ": ", 2) == 0) &&
		    (strchr(":)", at[len]) && at[len]))
			take_if_longer(best, msgid, at, len);
}

static void try_table(struct part *remedy, struct part *cause, const struct mb_account *account,
		      const struct mb_error_rule *rule, const char *text)
{
	const char *brackets = strstr(text, " (");

	for (; rule && rule->value; rule++) {
		try_remedy(remedy, account, rule->remedy, text);
		if (brackets)
			try_cause(cause, rule->cause, brackets + 2);
	}
}

/* Find remedy and cause in the English sentence. Templates are expanded in English, as they were then. */
static void find_parts(struct part *remedy, struct part *cause, const struct mb_account *account,
		       const char *text)
{
	bool before = mb_language_english(true);

	for (enum mb_meaning m = MB_MEANS_UNKNOWN; m <= MB_MEANS_SLOW_DOWN; m++) {
		struct mb_verdict v = { .meaning = m };

		try_remedy(remedy, account, mb_verdict_remedy(&v), text);
	}
	try_table(remedy, cause, account, account->plugin->errors, text);
	try_table(remedy, cause, account, mb_rfc_rules, text);
	try_table(remedy, cause, account, mb_bare_rules, text);
	mb_language_english(before);
}

/* Return the prefix that says who must act, and move *text behind it; NULL if there is none. */
static const char *prefix_of(const char **text)
{
	static const char *const all[] = { N_("your administrator must act: %s"),
					   N_("the owner of the app registration must act: %s") };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		size_t len = strlen(all[i]) - 2;

		if (strncmp(*text, all[i], len) == 0) {
			*text += len;
			return all[i];
		}
	}
	return NULL;
}

/* Append `format` with `text` in the place of its "%s"; `format` NULL: append only `text`. */
static void add_in(struct mb_buf *out, const char *format, const char *text)
{
	const char *hole = format ? strstr(format, "%s") : NULL;

	if (hole)
		mb_buf_add(out, format, (size_t)(hole - format));
	mb_buf_adds(out, text);
	if (hole)
		mb_buf_adds(out, hole + 2);
}

char *mb_verdict_retell(const struct mb_account *account, const char *english)
{
	struct part remedy = { 0 }, cause = { 0 };
	const char *text = english, *prefix, *rest;
	struct mb_buf out;
	char *told;

	/* The reader's language is English. */
	if (!mb_translator || !english)
		return mb_xstrdup(english);
	prefix = prefix_of(&text);
	find_parts(&remedy, &cause, account, text);
	if (!remedy.msgid)
		return mb_xstrdup(english);
	rest = text + remedy.len;
	if (cause.at && cause.at < rest) /* the remedy has brackets of its own */
		cause = (struct part){ 0 };
	mb_buf_init(&out, TEXT_MAX);
	told = mb_resolve_sentence(account, _(remedy.msgid));
	add_in(&out, _(prefix), told);
	free(told);
	if (cause.at) {
		mb_buf_add(&out, rest, (size_t)(cause.at - rest));
		mb_buf_adds(&out, _(cause.msgid));
		rest = cause.at + cause.len;
	}
	mb_buf_adds(&out, rest);
	return mb_buf_take(&out);
}

bool mb_verdict_retold(const struct mb_account *account, enum mb_code code, const char *english,
		       struct mb_err *err)
{
	char *told = mb_verdict_retell(account, english);

	mb_err_set(err, code, "%s", told);
	free(told);
	return false;
}
