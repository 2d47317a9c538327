/* SPDX-License-Identifier: MIT */
/* The part of cmd/setup/setup.h that asks for one setting. */
#include "cmd/setup/setup.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/ask.h"
#include "config/check.h"
#include "config/client_file.h"
#include "config/config.h"
#include "config/draft.h"
#include "config/settings.h"
#include "plugin/names.h"
#include "plugin/service.h"

#define ANSWER_MAX 8192 /* bytes */

const char *mb_setup_help(const struct mb_setup *s, const char *key)
{
	const struct mb_setting *row = mb_names_setting(s->draft.plugin, key);
	const struct mb_setting_def *def = mb_setting_find(key);

	return _(row && row->help ? row->help : def ? def->help : NULL);
}

/* Return a service's usual port; borrowed until the next call. */
static const char *usual_port(const struct mb_service_row *row)
{
	static struct mb_number text;

	return mb_text_of_number(&text, row->ports[0].port);
}

/* Return the usual default of a setting, NULL if there is none. Borrowed. */
static const char *usual(const struct mb_setup *s, const char *key)
{
	const struct mb_setting *row = mb_names_setting(s->draft.plugin, key);
	const struct mb_setting_def *def = mb_setting_find(key);

	for (size_t i = 0; i < MB_SERVICES; i++)
		if (mb_setting_id(key) == mb_service_rows[i].port)
			return usual_port(&mb_service_rows[i]);
	return row ? row->def : def ? def->def : NULL;
}

static bool is_services(const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);

	return def && def->type == MB_TYPE_SERVICES;
}

/* Replace each run of characters in `by` by one `with`. People divide services by blanks and commas, lists of settings
 * are divided by line breaks. */
static void divide(char *text, const char *by, char with)
{
	char *to = text;

	for (const char *p = text; *p; p++)
		if (!strchr(by, *p))
			*to++ = *p;
		else if (to > text && to[-1] != with)
			*to++ = with;
	while (to > text && to[-1] == with)
		to--;
	*to = '\0';
}

/* Put the value into the draft, unless it is the usual default. */
static void draft_take(struct mb_setup *s, const char *key, const char *value)
{
	bool needless = value && !is_services(key) && mb_streq(value, usual(s, key));

	mb_draft_set(&s->draft, key, needless ? NULL : value);
}

/* Return what is wrong with an answer, NULL if nothing; the caller frees it. Checks all that can be known from one
 * answer, so that the person hears of it now and not after the last question. */
static char *fault_of(const struct mb_setup *s, const char *key, const char *value)
{
	char *fault = mb_check_setting(s->draft.plugin, key, value), *id = NULL;
	struct mb_secret *secret = NULL;
	struct mb_err err = MB_ERR_INIT;

	if (!fault && mb_setting_id(key) == MB_SET_GRANT)
		fault = mb_check_grant(s->draft.plugin, mb_grant_by_name(value));
	if (!fault && mb_setting_id(key) == MB_SET_CLIENT_ID && mb_client_file_is_path(value) &&
	    !mb_client_file_read(value, &id, &secret, &err))
		fault = mb_xasprintf("client_id: %s", err.text);
	free(id);
	mb_secret_free(&secret);
	mb_err_clear(&err);
	return fault;
}

bool mb_setup_ask(struct mb_setup *s, const char *key, const char *help, unsigned flags,
		  struct mb_err *err)
{
	const char *known = mb_account_given_named(&s->known, key);
	const char *def = mb_account_given_named(&s->defaults, key);
	char *shown = mb_xstrdup(def ? def : usual(s, key));
	bool ok = known != NULL, again = !ok;

	if (known)
		mb_draft_set(&s->draft, key, known);
	else
		mb_ask_say("\n%s\n", help ? help : key);
	if (shown && is_services(key))
		divide(shown, "\n", ' ');
	while (again) {
		struct mb_buf answer;
		char *value = NULL, *fault = NULL;

		mb_buf_init(&answer, ANSWER_MAX);
		if (!mb_ask(key, flags & MB_ASK_HIDDEN ? NULL : shown, flags & MB_ASK_HIDDEN,
			    &answer, err)) {
			mb_buf_fini(&answer);
			break;
		}
		if (answer.len == 0)
			value = mb_xstrdup(shown);
		else if (!mb_streq(mb_buf_str(&answer), "-") || (flags & MB_ASK_NEEDED))
			value = mb_xstrdup(mb_buf_str(&answer));
		if (value && is_services(key))
			divide(value, " ,\t", '\n');
		if (value)
			fault = fault_of(s, key, value);
		else if (flags & MB_ASK_NEEDED)
			fault = mb_xasprintf(_("%s is needed"), key);
		ok = !fault;
		if (ok)
			draft_take(s, key, value);
		again = fault && mb_ask_again(fault, err);
		if (value)
			explicit_bzero(value, strlen(value));
		free(value);
		mb_buf_fini(&answer);
	}
	if (shown)
		explicit_bzero(shown, strlen(shown));
	free(shown);
	return ok;
}

/* Put a setting into the draft, and into `others`, which outlast a round, unless it has a question of its own. */
static void take_other(struct mb_setup *s, const char *key, const char *value)
{
	if (!mb_account_given_named(&s->draft, key) || mb_account_given_named(&s->others, key))
		mb_draft_set(&s->others, key, value);
	mb_draft_set(&s->draft, key, value);
}

/* Take an answer "NAME = VALUE". Returns NULL, or what is wrong with it, which the caller frees. */
static char *take_more(struct mb_setup *s, char *text)
{
	const struct mb_setting_def *def;
	char *value = strchr(text, '='), *fault, *list;
	const char *before;
	size_t len;

	if (!value)
		return mb_xstrdup(_("write it as NAME = VALUE"));
	*value++ = '\0';
	text[strcspn(text, " \t")] = '\0';
	value += strspn(value, " \t");
	len = strlen(value);
	if (len > 1 && strchr("\"'", *value) && value[len - 1] == *value) {
		value[len - 1] = '\0';
		value++;
	}
	def = mb_setting_find(text);
	if (def && (def->type == MB_TYPE_SECRET || mb_setting_id(text) == MB_SET_PROVIDER))
		return mb_xasprintf(_("%s is asked for above"), text);
	if (def && def->type == MB_TYPE_SERVICES)
		divide(value, " ,\t", '\n');
	before = mb_account_given_named(&s->draft, text);
	if (before && !*value) {
		take_other(s, text, NULL);
		return NULL;
	}
	fault = mb_check_setting(s->draft.plugin, text, value);
	if (fault || !def || def->type != MB_TYPE_PARAMS || !before) {
		if (!fault)
			take_other(s, text, value);
		return fault;
	}
	list = mb_xasprintf("%s\n%s", before, value);
	take_other(s, text, list);
	free(list);
	return NULL;
}

bool mb_setup_ask_more(struct mb_setup *s, struct mb_err *err)
{
	bool ok = true, more = true;

	mb_draft_copy(&s->draft, &s->others);
	mb_ask_say(_("\nAny other setting of mailbearer.conf(5), as NAME = VALUE? Enter ends.\n"));
	while (ok && more) {
		struct mb_buf answer;
		char *fault = NULL;

		mb_buf_init(&answer, ANSWER_MAX);
		ok = mb_ask(_("setting"), NULL, false, &answer, err);
		more = answer.len > 0;
		if (ok && more)
			fault = take_more(s, answer.data);
		if (fault)
			ok = mb_ask_again(fault, err);
		mb_buf_fini(&answer);
	}
	return ok;
}
