/* SPDX-License-Identifier: MIT */
#include "crypto/base64.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"

static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void encode(struct mb_buf *out, const void *data, size_t len, const char *alphabet, bool pad)
{
	const unsigned char *p = data;

	for (; len > 0; p += 3, len -= len < 3 ? len : 3) {
		uint32_t bits = (uint32_t)p[0] << 16;
		char quad[4];
		size_t n = len < 3 ? len + 1 : 4;

		if (len > 1)
			bits |= (uint32_t)p[1] << 8;
		if (len > 2)
			bits |= p[2];
		for (size_t i = 0; i < 4; i++)
			quad[i] = i < n ? alphabet[bits >> (18 - 6 * i) & 63] : '=';
		mb_buf_add(out, quad, pad ? 4 : n);
	}
}

void mb_base64(struct mb_buf *out, const void *data, size_t len)
{
	encode(out, data, len, plain, true);
}

void mb_base64url(struct mb_buf *out, const void *data, size_t len)
{
	encode(out, data, len, url, false);
}

/* Return the six bits of a digit of either alphabet, -1 for any other character. */
static int value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

bool mb_base64_decode(struct mb_buf *out, const char *text, size_t len)
{
	uint32_t bits = 0;
	int n = 0;

	while (len > 0 && text[len - 1] == '=')
		len--;
	if (len % 4 == 1)
		return false;
	for (size_t i = 0; i < len; i++) {
		int value = value_of(text[i]);

		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		n += 6;
		if (n >= 8) {
			n -= 8;
			mb_buf_addc(out, (char)(bits >> n & 0xff));
		}
	}
	return mb_buf_ok(out);
}
