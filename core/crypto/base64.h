/* SPDX-License-Identifier: MIT */
/*
 * base64 - RFC 4648, plain (SASL, Basic) and URL-safe without padding (PKCE, JWT)
 */
#ifndef MB_BASE64_H
#define MB_BASE64_H

#include <stdbool.h>
#include <stddef.h>

struct mb_buf;

/* Append to `out`. */
void mb_base64(struct mb_buf *out, const void *data, size_t len);
void mb_base64url(struct mb_buf *out, const void *data, size_t len);
/* Appends the decoded bytes; takes both alphabets, with or without padding. `text` is untrusted:
 * false if it is not base64. */
bool mb_base64_decode(struct mb_buf *out, const char *text, size_t len);

#endif
