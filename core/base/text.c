/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"

const char *(*mb_translator)(const char *one, const char *many, unsigned long n);

/* gettext() answers an empty text with the head of the catalogue, so none is looked up. */
const char *mb_tr(const char *text)
{
	return mb_translator && text && *text ? mb_translator(text, NULL, 0) : text;
}

const char *mb_trn(const char *one, const char *many, unsigned long n)
{
	if (mb_translator)
		return mb_translator(one, many, n);
	return n == 1 ? one : many;
}

bool mb_streq(const char *a, const char *b)
{
	/* Most differ in their first character, and need no call. */
	return a == b || (a && b && *a == *b && strcmp(a, b) == 0);
}

const char *mb_text_after(const char *s, const char *prefix)
{
	while (*prefix)
		if (*s++ != *prefix++)
			return NULL;
	return s;
}

bool mb_text_number(const char *s, int64_t min, int64_t max, int64_t *value_r)
{
	int64_t value = 0;

	if (!*s)
		return false;
	for (; *s; s++) {
		int digit = *s - '0';

		if (digit < 0 || digit > 9 || value > (INT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	if (value < min || value > max)
		return false;
	*value_r = value;
	return true;
}

int mb_text_hex(const char *s, size_t n)
{
	int value = 0;

	for (; n > 0; n--, s++) {
		int letter = *s | 0x20;

		if (*s >= '0' && *s <= '9')
			value = value << 4 | (*s - '0');
		else if (letter >= 'a' && letter <= 'f')
			value = value << 4 | (letter - 'a' + 10);
		else
			return -1;
	}
	return value;
}

int mb_text_percent(const char *s, size_t len)
{
	return len >= 3 && *s == '%' ? mb_text_hex(s + 1, 2) : -1;
}

size_t mb_text_utf8(const char *text, uint32_t *character_r)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	size_t len = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t c = len == 1 ? s[0] : s[0] & (0xffU >> (len + 1));

	if ((s[0] & 0xc0) == 0x80 || s[0] >= 0xf8)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3fU);
	}
	if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*character_r = c;
	return len;
}

/* Characters that draw nothing, or that change how their neighbours are drawn or ordered: C1 controls, marks of
 * direction, line separators, fillers, tags, and the characters that Unicode calls default ignorable. */
static const struct {
	uint32_t first, last;
} unshown[] = {
	{ 0x7f, 0x9f },       { 0xad, 0xad },       { 0x34f, 0x34f },   { 0x61c, 0x61c },
	{ 0x115f, 0x1160 },   { 0x17b4, 0x17b5 },   { 0x180b, 0x180f }, { 0x200b, 0x200f },
	{ 0x2028, 0x202e },   { 0x2060, 0x206f },   { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },
	{ 0xfeff, 0xfeff },   { 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb }, { 0x1bca0, 0x1bca3 },
	{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};

static bool is_unshown(uint32_t c)
{
	if (c < unshown[0].first)
		return false;
	for (size_t i = 0; i < sizeof(unshown) / sizeof(*unshown); i++)
		if (c >= unshown[i].first && c <= unshown[i].last)
			return true;
	return false;
}

bool mb_text_is_utf8(const char *s)
{
	uint32_t c;
	size_t len;

	for (; *s; s += len) {
		len = mb_text_utf8(s, &c);
		if (!len)
			return false;
	}
	return true;
}

bool mb_text_is_visible(const char *s)
{
	uint32_t c = 0;
	size_t len;

	for (; *s; s += len) {
		len = mb_text_utf8(s, &c);
		if (!len || c < 0x20 || (is_unshown(c) && c != 0x200c && c != 0x200d))
			return false;
	}
	return true;
}

size_t mb_text_columns(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t columns = 0;

	for (; *p; p++) {
		bool goes_on = (*p & 0xc0) == 0x80;
		/* combining marks, U+0300 to U+036F */
		bool combines = *p == 0xcc || (*p == 0xcd && p[1] < 0xb0);

		columns += !goes_on && !combines;
	}
	return columns;
}

int mb_text_pad(const char *s, size_t columns)
{
	size_t have = mb_text_columns(s);

	return have < columns ? (int)(columns - have) : 0;
}

void mb_text_printable(struct mb_buf *buf, const char *s, size_t max)
{
	size_t start = buf->len;

	while (*s) {
		uint32_t c = 0;
		size_t len = mb_text_utf8(s, &c);
		bool shown = len && !is_unshown(c);

		if (buf->len - start + (shown ? len : 1) > max)
			break;
		if (len && (c <= 0x20 || c == 0x7f)) {
			if (buf->len > start && buf->data[buf->len - 1] != ' ')
				mb_buf_addc(buf, ' ');
		} else if (!shown) {
			mb_buf_addc(buf, '?');
		} else {
			mb_buf_add(buf, s, len);
		}
		s += len ? len : 1;
	}
	while (buf->len > start && buf->data[buf->len - 1] == ' ')
		mb_buf_cut(buf, buf->len - 1);
}

char *mb_text_shown(const char *s)
{
	struct mb_buf buf;

	if (!s)
		return NULL;
	mb_buf_init(&buf, strlen(s));
	mb_text_printable(&buf, s, buf.max);
	return mb_buf_take(&buf);
}

/* Append \uXXXX for one UTF-16 unit. */
static void add_escape(struct mb_buf *buf, uint32_t unit)
{
	static const char hex[] = "0123456789abcdef";
	char text[] = {
		'\\',          'u', hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15],
		hex[unit & 15]
	};

	mb_buf_add(buf, text, sizeof(text));
}

void mb_text_json(struct mb_buf *buf, const char *json, size_t len)
{
	const char *p = json, *end = json + len, *kept = json;

	while (p < end) {
		uint32_t c = 0;
		size_t n = mb_text_utf8(p, &c);

		if (n && is_unshown(c)) {
			mb_buf_add(buf, kept, (size_t)(p - kept));
			if (c > 0xffff) { /* a surrogate pair (RFC 8259 7) */
				add_escape(buf, 0xd7c0 + (c >> 10));
				c = 0xdc00 | (c & 0x3ff);
			}
			add_escape(buf, c);
			kept = p + n;
		}
		p += n ? n : 1;
	}
	mb_buf_add(buf, kept, (size_t)(end - kept));
}

bool mb_text_is_graphic(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] < 0x21 || s[i] > 0x7e)
			return false;
	return true;
}

char *mb_text_cat(const char *first, ...)
{
	size_t len = strlen(first);
	const char *s;
	char *out, *p;
	va_list ap;

	va_start(ap, first);
	while ((s = va_arg(ap, const char *)))
		len += strlen(s);
	va_end(ap);
	out = mb_xmalloc(len + 1);
	va_start(ap, first);
	for (s = first, p = out; s; s = va_arg(ap, const char *)) {
		len = strlen(s);
		memcpy(p, s, len);
		p += len;
	}
	*p = '\0';
	va_end(ap);
	return out;
}

const char *mb_text_of_number(struct mb_number *out, int64_t value)
{
	uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
	char *p = out->digits + sizeof(out->digits);

	*--p = '\0';
	do {
		*--p = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (value < 0)
		*--p = '-';
	return p;
}
