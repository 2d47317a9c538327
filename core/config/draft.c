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
	if (value)
		mb_given_set(&draft->given, key, mb_xstrdup(value), 0);
	else
		mb_given_remove(&draft->given, key);
}

void mb_draft_copy(struct mb_account *draft, const struct mb_account *from)
{
	for (size_t i = 0; i < from->given.n; i++)
		mb_draft_set(draft, from->given.all[i].key, from->given.all[i].value);
}

void mb_draft_empty(struct mb_account *draft)
{
	mb_given_fini(&draft->given);
	free(draft->name);
	draft->name = NULL;
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

	for (size_t i = 0; i < draft->given.n; i++)
		if ((int)strlen(draft->given.all[i].key) > width)
			width = (int)strlen(draft->given.all[i].key);
	mb_buf_addf(out, "account %s {\n", draft->name);
	for (size_t i = 0; i < draft->given.n; i++) {
		const struct mb_given *g = &draft->given.all[i];

		mb_buf_addf(out, "  %-*s = ", width, g->key);
		if (for_people && mb_setting_is_secret(g->id, g->value))
			mb_buf_adds(out, _("(not shown)"));
		else if (mb_setting_is_list(g->id))
			write_list(g->value, out);
		else
			mb_draft_quote(g->value, out);
		mb_buf_addc(out, '\n');
	}
	mb_buf_adds(out, "}\n");
}
