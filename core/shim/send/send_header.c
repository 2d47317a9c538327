/* SPDX-License-Identifier: MIT */
#include "shim/send/send_header.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "shim/send/send_added.h"
#include "shim/send/send_address.h"
#include "shim/send/send_message.h"

/* A field in the header; borrowed. */
struct field {
	const char *start, *end; /* `end` is behind the field's last LF */
	const char *value;       /* the text behind the colon */
};

/* Read the field at *at and move *at behind it; false at the end of the header. */
static bool next_field(const char **at, struct field *f)
{
	const char *p = *at;

	if (!*p)
		return false;
	f->start = p;
	f->value = p + strcspn(p, ":\n");
	if (*f->value == ':')
		f->value++;
	do {
		p += strcspn(p, "\n");
		p += *p == '\n';
	} while (*p == ' ' || *p == '\t');
	f->end = *at = p;
	return true;
}

static bool field_is(const struct field *f, const char *name)
{
	size_t len = strlen(name);

	return strncasecmp(f->start, name, len) == 0 &&
	       f->start[len + strspn(f->start + len, " \t")] == ':';
}

static bool has_field(const char *header, const char *name)
{
	struct field f;

	while (next_field(&header, &f))
		if (field_is(&f, name))
			return true;
	return false;
}

static bool add_value(const struct field *f, struct mb_addresses *list, struct mb_err *err)
{
	char *value = mb_xstrndup(f->value, (size_t)(f->end - f->value));
	bool ok = mb_addresses_add(list, value, err);

	free(value);
	return ok;
}

/* Return a bit for To, Cc or Bcc with this prefix; 0 for any other field. */
static unsigned recipients_field(const struct field *f, const char *prefix)
{
	static const char *const names[] = { "To", "Cc", "Bcc" };
	char name[16];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		stpcpy(stpcpy(name, prefix), names[i]);
		if (field_is(f, name))
			return 1U << i;
	}
	return 0;
}

bool mb_send_header_recipients(const char *header, struct mb_addresses *list, struct mb_err *err)
{
	bool resent = has_field(header, "Resent-To") || has_field(header, "Resent-Cc") ||
		      has_field(header, "Resent-Bcc");
	unsigned seen = 0, bit;
	struct field f;

	while (next_field(&header, &f)) {
		bit = recipients_field(&f, resent ? "Resent-" : "");
		/* The newest block ends here; older blocks follow. */
		if (resent && (seen & bit || (seen && strncasecmp(f.start, "Resent-", 7) != 0)))
			return true;
		seen |= bit;
		if (bit && !add_value(&f, list, err))
			return false;
	}
	return true;
}

char *mb_send_header_from(const char *header)
{
	struct mb_addresses list = MB_ADDRESSES_INIT;
	struct mb_err err = MB_ERR_INIT;
	char *from = NULL;
	struct field f;

	while (next_field(&header, &f))
		if (field_is(&f, "From")) {
			if (add_value(&f, &list, &err) && list.n > 0)
				from = mb_xstrdup(list.items[0]);
			break;
		}
	mb_addresses_fini(&list);
	mb_err_clear(&err);
	return from;
}

bool mb_send_header_8bit(const char *header)
{
	for (; *header; header++)
		if ((unsigned char)*header > 0x7f)
			return true;
	return false;
}

/* Copy the header without Bcc and Resent-Bcc. */
static void copy_public(struct mb_buf *out, const char *header)
{
	struct field f;

	while (next_field(&header, &f))
		if (!field_is(&f, "Bcc") && !field_is(&f, "Resent-Bcc"))
			mb_buf_add(out, f.start, (size_t)(f.end - f.start));
}

bool mb_send_header_complete(struct mb_buf *header, const char *from, const char *name,
			     struct mb_err *err)
{
	const char *old = mb_buf_str(header);
	struct mb_buf out;
	bool ok = true;

	mb_buf_init(&out, MB_SEND_HEADER_MAX + 4096);
	copy_public(&out, old);
	if (!has_field(old, "From"))
		mb_send_add_from(&out, from, name);
	if (!has_field(old, "Date"))
		mb_send_add_date(&out);
	if (!has_field(old, "Message-ID"))
		ok = mb_send_add_message_id(&out, from, err);
	mb_buf_fini(header);
	*header = out;
	return ok;
}
