/* SPDX-License-Identifier: MIT */
#include "net/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"

#define DECODINGS 3 /* times that a text is percent-decoded in search of a secret */

struct param {
	char *name;
	struct mb_secret *value;
	bool secret; /* set by mb_form_set_secret() */
};

struct mb_form {
	struct param *params;
	size_t n;
	bool basic; /* client_id and client_secret go into the Authorization header */
};

struct mb_form *mb_form_new(void)
{
	return mb_xcalloc(1, sizeof(struct mb_form));
}

static void param_clear(struct param *p)
{
	free(p->name);
	mb_secret_free(&p->value);
}

void mb_form_free(struct mb_form **form)
{
	if (!*form)
		return;
	for (size_t i = 0; i < (*form)->n; i++)
		param_clear(&(*form)->params[i]);
	free((*form)->params);
	free(*form);
	*form = NULL;
}

static struct param *param_find(const struct mb_form *form, const char *name)
{
	for (size_t i = 0; i < form->n; i++)
		if (mb_streq(form->params[i].name, name))
			return &form->params[i];
	return NULL;
}

void mb_form_drop(struct mb_form *form, const char *name)
{
	struct param *p = param_find(form, name);

	if (!p)
		return;
	param_clear(p);
	form->n--;
	memmove(p, p + 1, (size_t)(form->params + form->n - p) * sizeof(*p));
}

/* Append a parameter; takes `value` over. */
static void param_set(struct mb_form *form, const char *name, struct mb_secret *value, bool secret)
{
	mb_form_drop(form, name);
	if (mb_secret_len(value) == 0) {
		mb_secret_free(&value);
		return;
	}
	form->params = mb_xreallocarray(form->params, form->n + 1, sizeof(*form->params));
	form->params[form->n++] = (struct param){ mb_xstrdup(name), value, secret };
}

void mb_form_set(struct mb_form *form, const char *name, const char *value)
{
	param_set(form, name, mb_secret_new_str(value), false);
}

void mb_form_set_secret(struct mb_form *form, const char *name, const struct mb_secret *value)
{
	param_set(form, name, mb_secret_copy(value), true);
}

void mb_form_use_basic(struct mb_form *form)
{
	form->basic = true;
}

bool mb_form_is_secret(const struct mb_form *form, const char *name)
{
	const struct param *p = param_find(form, name);

	return p && p->secret;
}

static bool contains_secret(const struct mb_form *form, const char *text)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->params[i].secret && strstr(text, mb_secret_expose(form->params[i].value)))
			return true;
	return false;
}

/* Percent-decode `text` in place, and with `plus` turn '+' into a blank. Keeps whatever is not encoded, as `text` may
 * be any text. False if nothing changed. */
static bool decode(char *text, bool plus)
{
	const char *end = text + strlen(text);
	char *out = text;
	bool changed = false;

	for (const char *p = text; p < end; p++) {
		int byte = mb_text_percent(p, (size_t)(end - p));

		if (byte > 0) {
			*out++ = (char)byte;
			p += 2;
			changed = true;
		} else {
			changed |= plus && *p == '+';
			*out++ = plus && *p == '+' ? ' ' : *p;
		}
	}
	*out = '\0';
	return changed;
}

/* Tell whether `text` contains a secret that was percent-encoded once or several times. */
static bool contains_encoded(const struct mb_form *form, const char *text, bool plus)
{
	size_t size = strlen(text) + 1;
	char *copy = mb_xstrdup(text);
	bool found = false;

	for (int i = 0; i < DECODINGS && !found && decode(copy, plus); i++)
		found = contains_secret(form, copy);
	mb_wipe(copy, size);
	free(copy);
	return found;
}

bool mb_form_gives_away(const struct mb_form *form, const char *text)
{
	return contains_secret(form, text) || contains_encoded(form, text, false) ||
	       contains_encoded(form, text, true);
}

/* RFC 3986 2.3. */
static bool is_unreserved(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

void mb_form_escape(struct mb_buf *out, const char *s, size_t len)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t done = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		char escape[] = { '%', hex[c >> 4], hex[c & 15] };

		if (is_unreserved(s[i]))
			continue;
		mb_buf_add(out, s + done, i - done);
		mb_buf_add(out, escape, sizeof(escape));
		done = i + 1;
	}
	mb_buf_add(out, s + done, len - done);
}

static bool in_head(const struct mb_form *form, const struct param *p)
{
	return form->basic &&
	       (mb_streq(p->name, "client_id") || mb_streq(p->name, "client_secret"));
}

static void add_basic_half(const struct mb_form *form, const char *name, struct mb_buf *out)
{
	const struct param *p = param_find(form, name);

	if (p)
		mb_form_escape(out, mb_secret_expose(p->value), mb_secret_len(p->value));
}

void mb_form_basic(const struct mb_form *form, struct mb_buf *out)
{
	if (!form->basic)
		return;
	add_basic_half(form, "client_id", out);
	mb_buf_addc(out, ':');
	add_basic_half(form, "client_secret", out);
}

void mb_form_encode(const struct mb_form *form, struct mb_buf *out)
{
	size_t start = out->len;

	for (size_t i = 0; i < form->n; i++) {
		const struct param *p = &form->params[i];

		if (in_head(form, p))
			continue;
		if (out->len > start)
			mb_buf_addc(out, '&');
		mb_form_escape(out, p->name, strlen(p->name));
		mb_buf_addc(out, '=');
		mb_form_escape(out, mb_secret_expose(p->value), mb_secret_len(p->value));
	}
}

void mb_form_names(const struct mb_form *form, struct mb_buf *out)
{
	for (size_t i = 0; i < form->n; i++) {
		if (i > 0)
			mb_buf_addc(out, ' ');
		mb_buf_adds(out, form->params[i].name);
	}
}
