/* SPDX-License-Identifier: MIT */
#include "explain/decode.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "crypto/base64.h"

#define BASE64_MIN 16   /* characters of a base64 text that is decoded */
#define BASE64_MAX 8192 /* the same; a server's challenge fits, most tokens do not and need not */

static void put_char(struct mb_buf *out, unsigned c)
{
	if (c == '\n' || c == '\r')
		mb_buf_addc(out, '\n');
	else if (c == 0)
		; /* UTF-16 from Windows: without its NULs it is ASCII */
	else if (c < 0x20 || c == 0x7f || c == 0xa0)
		mb_buf_addc(out, ' ');
	else
		mb_buf_addc(out, c < 0x80 ? (char)c : '?');
}

/* Each take_*() returns how many bytes it has decoded, 0 if the text at `s` is not of its kind. */

/* Skip a terminal's escape sequence: ESC [ 31 m. */
static size_t take_escape(const char *s, size_t len)
{
	size_t n = 1;

	if (*s != 0x1b)
		return 0;
	if (len > 1 && s[1] != '[')
		return 1;
	for (n = 2; n < len && n < 32; n++)
		if (s[n] >= 0x40 && s[n] <= 0x7e)
			return n + 1;
	return 1;
}

static size_t take_backslash(struct mb_buf *out, const char *s, size_t len)
{
	int value;

	if (*s != '\\' || len < 2)
		return 0;
	if (s[1] == 'u' && len >= 6) {
		value = mb_text_hex(s + 2, 4);
		if (value < 0)
			return 0;
		put_char(out, value < 0x100 ? (unsigned)value : '?');
		return 6;
	}
	if (s[1] == '\\')
		return 1; /* the text was escaped twice */
	if (!strchr("nrt\"'/", s[1]))
		return 0;
	put_char(out, s[1] == 'n' || s[1] == 'r' ? '\n' : s[1] == 't' ? ' ' : (unsigned char)s[1]);
	return 2;
}

static size_t take_percent(struct mb_buf *out, const char *s, size_t len)
{
	int byte = mb_text_percent(s, len);

	if (byte < 0)
		return 0;
	put_char(out, (unsigned)byte);
	return 3;
}

static const struct {
	const char *text;
	char means;
} entities[] = {
	{ "&quot;", '"' },  { "&apos;", '\'' }, { "&lt;", '<' },    { "&gt;", '>' },
	{ "&nbsp;", ' ' },  { "&amp;", '&' },   { "<br>", '\n' },   { "<br/>", '\n' },
	{ "<br />", '\n' }, { "<p>", '\n' },    { "</p>", '\n' },   { "<b>", ' ' },
	{ "</b>", ' ' },    { "<code>", ' ' },  { "</code>", ' ' }, { "<pre>", ' ' },
	{ "</pre>", ' ' },  { "</span>", ' ' }, { "</div>", ' ' },  { "</a>", ' ' },
};

static size_t take_html(struct mb_buf *out, const char *s, size_t len)
{
	bool is_hex = len > 2 && (s[2] | 0x20) == 'x';
	unsigned value = 0;
	size_t n = is_hex ? 3 : 2;

	if (*s != '&' && *s != '<')
		return 0;
	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
		size_t size = strlen(entities[i].text);

		if (size <= len && entities[i].text[1] == (s[1] | 0x20) &&
		    strncasecmp(s, entities[i].text, size) == 0) {
			put_char(out, (unsigned char)entities[i].means);
			return size;
		}
	}
	if (len < 4 || s[0] != '&' || s[1] != '#')
		return 0;
	for (; n < len && n < 9 && mb_text_hex(s + n, 1) >= 0; n++)
		value = value * (is_hex ? 16 : 10) + (unsigned)mb_text_hex(s + n, 1);
	if (n == len || s[n] != ';' || value == 0)
		return 0;
	put_char(out, value < 0x100 ? value : '?');
	return n + 1;
}

/* Replace UTF-8 that stands for ASCII: no-break spaces, and the quotes and dashes of word processors. */
static size_t take_utf8(struct mb_buf *out, const char *s, size_t len)
{
	const unsigned char *u = (const unsigned char *)s;

	if (len >= 2 && u[0] == 0xc2 && u[1] == 0xa0) {
		mb_buf_addc(out, ' ');
		return 2;
	}
	if (len < 3 || u[0] != 0xe2 || u[1] != 0x80)
		return 0;
	mb_buf_addc(out, u[2] >= 0x98 && u[2] <= 0x9f ? '\'' : u[2] <= 0x8f ? ' ' : '-');
	return 3;
}

void mb_decode(struct mb_buf *out, const char *data, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		const char *s = data + i;
		size_t left = len - i;

		n = take_escape(s, left);
		n = n ? n : take_backslash(out, s, left);
		n = n ? n : take_percent(out, s, left);
		n = n ? n : take_html(out, s, left);
		n = n ? n : take_utf8(out, s, left);
		if (n)
			continue;
		n = 1;
		put_char(out, (unsigned char)*s);
	}
}

static bool is_base64(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c && strchr("+/-_", c));
}

void mb_decode_base64(struct mb_buf *out, const char *text, size_t len)
{
	struct mb_buf one;
	size_t n, i, skip;

	mb_buf_init(&one, BASE64_MAX);
	for (i = 0; i < len; i += n + 1) {
		for (n = 0; i + n < len && is_base64(text[i + n]);)
			n++;
		if (n < BASE64_MIN || n > BASE64_MAX)
			continue;
		/* In "+eyJ" the sign does not belong to the base64 text. */
		for (skip = 0; skip < 3 && strchr("+-/_", text[i + skip]);)
			skip++;
		if (mb_base64_decode(&one, text + i + skip, n - skip) && *mb_buf_str(&one) == '{') {
			mb_buf_addc(out, '\n');
			mb_decode(out, one.data, one.len);
		}
		mb_buf_cut(&one, 0);
	}
	mb_buf_fini(&one);
}
