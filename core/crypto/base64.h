/* SPDX-License-Identifier: MIT */
/*
 * base64 - plain (for SASL, Basic) and URL-safe without padding (for PKCE, JWT) (RFC 4648)
 */
#ifndef MB_BASE64_H
#define MB_BASE64_H

#include <stdbool.h>
#include <stddef.h>

struct mb_buf;

/* Append `data` to `out`, encoded with padding (mb_base64) or URL-safe without (mb_base64url). */
void mb_base64(struct mb_buf *out, const void *data, size_t len);
void mb_base64url(struct mb_buf *out, const void *data, size_t len);
/* Append the decoded bytes of `text`, which is untrusted, to `out`. Takes both alphabets, with or without padding.
 * False if the text is not base64 or `out` is full. */
bool mb_base64_decode(struct mb_buf *out, const char *text, size_t len);

#endif
