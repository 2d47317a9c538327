/* SPDX-License-Identifier: MIT */
#include "net/redirect.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"

static const struct {
	const char *name;
	size_t offset;
} members[] = {
	{ "state", offsetof(struct mb_redirect, state) },
	{ "iss", offsetof(struct mb_redirect, iss) },
	{ "error", offsetof(struct mb_redirect, error) },
	{ "error_description", offsetof(struct mb_redirect, error_description) },
	{ "error_uri", offsetof(struct mb_redirect, error_uri) },
	{ "error_subcode", offsetof(struct mb_redirect, error_subcode) },
};

#define N_MEMBERS (sizeof(members) / sizeof(*members))

static char **member_at(struct mb_redirect *r, size_t i)
{
	return (char **)(void *)((char *)r + members[i].offset);
}

/* Append `s` decoded. False for a control character that is not encoded, and for NUL, encoded or not. */
static bool decode(struct mb_buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x20 || c == 0x7f)
			return false;
		if (c == '+') {
			c = ' ';
		} else if (c == '%') {
			int byte = mb_text_percent(s + i, len - i);

			if (byte <= 0)
				return false;
			c = (unsigned char)byte;
			i += 2;
		}
		mb_buf_addc(out, (char)c);
	}
	return true;
}

/* Store a parameter, unless its value is empty or its name unknown. False for a code with impossible characters. */
static bool param_keep(struct mb_redirect *r, const char *name, const struct mb_buf *value)
{
	if (value->len == 0)
		return true;
	if (mb_streq(name, "code")) {
		if (!mb_text_is_graphic(value->data, value->len))
			return false;
		r->code = mb_secret_new(value->data, value->len);
	}
	for (size_t i = 0; i < N_MEMBERS; i++)
		if (mb_streq(name, members[i].name))
			*member_at(r, i) = mb_xstrdup(value->data);
	return true;
}

/* Add a name to `seen` and tell whether it is a new one. `seen` holds the names so far, each between two NULs. */
static bool is_new(struct mb_buf *seen, const struct mb_buf *name)
{
	size_t start = seen->len - 1;
	bool found;

	mb_buf_add(seen, mb_buf_str(name), name->len + 1);
	found = memmem(seen->data, start + 1, seen->data + start, seen->len - start);
	return !found;
}

static bool parse_one(struct mb_redirect *r, const char *s, size_t len, struct mb_buf *seen,
		      struct mb_err *err)
{
	const char *equals = memchr(s, '=', len);
	size_t name_len = equals ? (size_t)(equals - s) : len;
	struct mb_buf name, value;
	bool ok = false;

	mb_buf_init(&name, MB_REDIRECT_MAX);
	mb_buf_init(&value, MB_REDIRECT_MAX);
	if (!decode(&name, s, name_len) ||
	    (equals && !decode(&value, equals + 1, len - name_len - 1)))
		mb_err_set(err, MB_E_DATA, _("the redirect is not well encoded"));
	else if (!is_new(seen, &name))
		mb_err_set(err, MB_E_DATA, _("the redirect has a parameter twice: %s"),
			   mb_buf_str(&name));
	else if (!param_keep(r, mb_buf_str(&name), &value))
		mb_err_set(err, MB_E_DATA, _("the redirect's code has impossible characters"));
	else
		ok = true;
	mb_buf_fini(&name);
	mb_buf_fini(&value);
	return ok;
}

bool mb_redirect_parse(struct mb_redirect *r, const char *query, size_t len, struct mb_err *err)
{
	const char *end = query + len;
	struct mb_buf seen;
	bool ok = len <= MB_REDIRECT_MAX ||
		  mb_err_set(err, MB_E_DATA, _("the redirect is too long"));

	*r = (struct mb_redirect)MB_REDIRECT_INIT;
	mb_buf_init(&seen, 2 * MB_REDIRECT_MAX);
	mb_buf_addc(&seen, '\0');
	while (ok && query < end) {
		const char *amp = memchr(query, '&', (size_t)(end - query));
		size_t one = (size_t)((amp ? amp : end) - query);

		ok = one == 0 || parse_one(r, query, one, &seen, err);
		query += amp ? one + 1 : one;
	}
	if (ok && r->code && r->error)
		ok = mb_err_set(err, MB_E_DATA, _("the redirect has both a code and an error"));
	mb_buf_fini(&seen);
	if (!ok)
		mb_redirect_fini(r);
	return ok;
}

void mb_redirect_fini(struct mb_redirect *r)
{
	mb_secret_free(&r->code);
	for (size_t i = 0; i < N_MEMBERS; i++)
		free(*member_at(r, i));
	*r = (struct mb_redirect)MB_REDIRECT_INIT;
}

bool mb_redirect_state_is(const struct mb_redirect *r, const char *state)
{
	struct mb_secret *got = mb_secret_new_str(r->state);
	struct mb_secret *sent = mb_secret_new_str(state);
	bool equal = got && sent && mb_secret_equal(got, sent);

	mb_secret_free(&got);
	mb_secret_free(&sent);
	return equal;
}
