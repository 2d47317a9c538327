/* SPDX-License-Identifier: MIT */
#include "cmd/setup/msmtprc.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"

#define BLANKS " \t\r"

static void account_fini(struct mb_msmtprc_account *a)
{
	free(a->name);
	free(a->host);
	free(a->user);
	free(a->from);
	*a = (struct mb_msmtprc_account){ .name = NULL };
}

/* Replace *to by a copy of `from`, unless that is NULL. */
static void inherit_one(char **to, const char *from)
{
	if (!from)
		return;
	free(*to);
	*to = mb_xstrdup(from);
}

static void inherit(struct mb_msmtprc_account *to, const struct mb_msmtprc_account *from)
{
	inherit_one(&to->host, from->host);
	inherit_one(&to->user, from->user);
	inherit_one(&to->from, from->from);
}

static const struct mb_msmtprc_account *find_account(const struct mb_msmtprc *rc, const char *name)
{
	for (size_t i = 0; i < rc->n; i++)
		if (mb_streq(rc->accounts[i].name, name))
			return &rc->accounts[i];
	return NULL;
}

/* Inherit from the parents, which are divided by commas. */
static bool take_parents(struct mb_msmtprc *rc, struct mb_msmtprc_account *a, char *parents,
			 const char *path, struct mb_err *err)
{
	char *save = NULL;

	for (char *p = strtok_r(parents, "," BLANKS, &save); p;
	     p = strtok_r(NULL, "," BLANKS, &save)) {
		const struct mb_msmtprc_account *parent = find_account(rc, p);

		if (!parent)
			return mb_err_set(err, MB_E_DATA,
					  _("%s: account %s names %s, which is not above it"), path,
					  a->name, p);
		inherit(a, parent);
		a->other_name = true;
	}
	return true;
}

/* Begin an account: "account NAME [: PARENT[,PARENT]]". */
static bool open_account(struct mb_msmtprc *rc, char *value, const char *path, struct mb_err *err)
{
	char *colon = strchr(value, ':');
	struct mb_msmtprc_account a = { .name = NULL };
	bool ok;

	if (rc->n == MB_MSMTPRC_ACCOUNTS)
		return mb_err_set(err, MB_E_DATA, _("%s: more than %d accounts"), path,
				  MB_MSMTPRC_ACCOUNTS);
	if (colon)
		*colon = '\0';
	value[strcspn(value, BLANKS)] = '\0';
	a.name = mb_xstrdup(value);
	inherit(&a, &rc->defaults);
	ok = !colon || take_parents(rc, &a, colon + 1, path, err);
	if (!ok) {
		account_fini(&a);
		return false;
	}
	rc->accounts = mb_xreallocarray(rc->accounts, rc->n + 1, sizeof(*rc->accounts));
	rc->accounts[rc->n++] = a;
	return true;
}

/* Set a value of the account. An empty value removes what was inherited, as in msmtp. */
static void set_value(struct mb_msmtprc_account *a, const char *command, const char *value)
{
	char **to = mb_streq(command, "host")   ? &a->host
		    : mb_streq(command, "user") ? &a->user
		    : mb_streq(command, "from") ? &a->from
						: NULL;

	a->other_name = false;
	if (!to)
		return;
	free(*to);
	*to = *value ? mb_xstrdup(value) : NULL;
}

/* Cut off blanks at the end, and quotes around the value. */
static char *tidy(char *value)
{
	size_t len = strlen(value);

	while (len > 0 && strchr(BLANKS, value[len - 1]))
		value[--len] = '\0';
	if (len < 2 || *value != '"' || value[len - 1] != '"')
		return value;
	value[len - 1] = '\0';
	return value + 1;
}

static bool take_line(struct mb_msmtprc *rc, bool *in_defaults, char *line, const char *path,
		      struct mb_err *err)
{
	char *command = line + strspn(line, BLANKS);
	char *value = command + strcspn(command, BLANKS);

	if (!*command || *command == '#')
		return true;
	if (*value)
		*value++ = '\0';
	value = tidy(value + strspn(value, BLANKS));
	if (mb_streq(command, "defaults")) {
		account_fini(&rc->defaults);
		*in_defaults = true;
	} else if (mb_streq(command, "account")) {
		*in_defaults = false;
		return open_account(rc, value, path, err);
	} else if (*in_defaults || rc->n == 0) {
		set_value(&rc->defaults, command, value);
	} else {
		set_value(&rc->accounts[rc->n - 1], command, value);
	}
	return true;
}

bool mb_msmtprc_parse(struct mb_msmtprc *rc, const char *path, const struct mb_buf *text,
		      struct mb_err *err)
{
	const char *p = mb_buf_str(text), *end = p + text->len;
	bool ok = true, in_defaults = true;

	*rc = (struct mb_msmtprc)MB_MSMTPRC_INIT;
	while (ok && p < end) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t len = (size_t)((stop ? stop : end) - p);
		/* The line may hold a password. */
		char *line = mb_xstrndup(p, len);

		ok = take_line(rc, &in_defaults, line, path, err);
		explicit_bzero(line, strnlen(p, len));
		free(line);
		p += len + 1;
	}
	if (!ok)
		mb_msmtprc_fini(rc);
	return ok;
}

void mb_msmtprc_fini(struct mb_msmtprc *rc)
{
	for (size_t i = 0; i < rc->n; i++)
		account_fini(&rc->accounts[i]);
	account_fini(&rc->defaults);
	free(rc->accounts);
	*rc = (struct mb_msmtprc)MB_MSMTPRC_INIT;
}
