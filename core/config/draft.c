/* SPDX-License-Identifier: MIT */
#include "config/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"
#include "config/settings.h"

void mb_draft_set(struct mb_account *draft, const char *key, const char *value)
{
	size_t i = mb_given_index(draft->given, draft->n_given, key);

	if (i == draft->n_given && value)
		mb_given_add(&draft->given, &draft->n_given, key, mb_xstrdup(value), 0);
	else if (i < draft->n_given && value)
		mb_given_replace(&draft->given[i], mb_xstrdup(value));
	else if (i < draft->n_given)
		mb_given_remove(draft->given, &draft->n_given, i);
}

void mb_draft_copy(struct mb_account *draft, const struct mb_account *from)
{
	for (size_t i = 0; i < from->n_given; i++)
		mb_draft_set(draft, from->given[i].key, from->given[i].value);
}

void mb_draft_empty(struct mb_account *draft)
{
	mb_given_free(draft->given, draft->n_given);
	free(draft->name);
	draft->name = NULL;
	draft->given = NULL;
	draft->n_given = 0;
}

void mb_draft_quote(const char *value, struct mb_buf *out)
{
	static const char bare[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	char quote = strpbrk(value, "\"\\$") ? '\'' : '"';

	if (*value && !value[strspn(value, bare)]) {
		mb_buf_adds(out, value);
		return;
	}
	mb_buf_addc(out, quote);
	for (const char *p = value; *p; p++) {
		if (*p == '\\' || *p == quote)
			mb_buf_addc(out, '\\');
		mb_buf_addc(out, *p);
	}
	mb_buf_addc(out, quote);
}

static bool is_list(const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);

	return def && (def->type == MB_TYPE_SERVICES || def->type == MB_TYPE_PARAMS);
}

static void write_list(const char *value, struct mb_buf *out)
{
	char *copy = mb_xstrdup(value), *save = NULL;
	const char *before = "{";

	for (char *s = strtok_r(copy, "\n", &save); s; s = strtok_r(NULL, "\n", &save)) {
		mb_buf_adds(out, before);
		mb_draft_quote(s, out);
		before = ", ";
	}
	mb_buf_addc(out, '}');
	mb_wipe(copy, strlen(value));
	free(copy);
}

void mb_draft_write(const struct mb_account *draft, bool for_people, struct mb_buf *out)
{
	int width = 0;

	for (size_t i = 0; i < draft->n_given; i++)
		if ((int)strlen(draft->given[i].key) > width)
			width = (int)strlen(draft->given[i].key);
	mb_buf_addf(out, "account %s {\n", draft->name);
	for (size_t i = 0; i < draft->n_given; i++) {
		const struct mb_given *g = &draft->given[i];

		mb_buf_addf(out, "  %-*s = ", width, g->key);
		if (for_people && mb_setting_is_secret(g->key, g->value))
			mb_buf_adds(out, _("(not shown)"));
		else if (is_list(g->key))
			write_list(g->value, out);
		else
			mb_draft_quote(g->value, out);
		mb_buf_addc(out, '\n');
	}
	mb_buf_adds(out, "}\n");
}
