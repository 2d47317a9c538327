/* SPDX-License-Identifier: MIT */
#include "mail/mutf7.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"

/* The text so far, and the run of base64 at its end. */
struct run {
	struct mb_buf *out;
	uint32_t bits;
	unsigned n_bits;
	bool open;
};

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

static void add_unit(struct run *r, uint32_t unit)
{
	if (!r->open)
		mb_buf_addc(r->out, '&');
	r->open = true;
	r->bits = (r->bits << 16) | unit;
	for (r->n_bits += 16; r->n_bits >= 6; r->n_bits -= 6)
		mb_buf_addc(r->out, digits[(r->bits >> (r->n_bits - 6)) & 63]);
}

static void close_run(struct run *r)
{
	if (r->open && r->n_bits > 0)
		mb_buf_addc(r->out, digits[(r->bits << (6 - r->n_bits)) & 63]);
	if (r->open)
		mb_buf_addc(r->out, '-');
	r->open = false;
	r->n_bits = 0;
}

static void add_character(struct run *r, uint32_t c)
{
	if (c >= 0x20 && c <= 0x7e) {
		close_run(r);
		if (c == '"' || c == '\\')
			mb_buf_addc(r->out, '\\');
		mb_buf_addc(r->out, (char)c);
		if (c == '&')
			mb_buf_addc(r->out, '-');
	} else if (c < 0x10000) {
		add_unit(r, c);
	} else {
		add_unit(r, 0xd800 + ((c - 0x10000) >> 10));
		add_unit(r, 0xdc00 + ((c - 0x10000) & 0x3ff));
	}
}

bool mb_mutf7_quoted(struct mb_buf *out, const char *utf8, struct mb_err *err)
{
	const char *p = utf8;
	struct run r = { .out = out };

	if (!*p)
		return mb_err_set(err, MB_E_USAGE, _("a mailbox has no name"));
	mb_buf_addc(out, '"');
	while (*p) {
		uint32_t c = 0;
		size_t len = mb_text_utf8(p, &c);

		if (!len || c < 0x20 || (c >= 0x7f && c < 0xa0))
			return mb_err_set(err, MB_E_USAGE,
					  _("\"%s\" is no name of a mailbox: it must be UTF-8 "
					    "without control characters"),
					  utf8);
		add_character(&r, c);
		p += len;
	}
	close_run(&r);
	mb_buf_addc(out, '"');
	return true;
}
