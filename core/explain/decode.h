/* SPDX-License-Identifier: MIT */
/*
 * decode - undoing the escapes that programs put into an error on its way to a person
 */
#ifndef MB_DECODE_H
#define MB_DECODE_H

#include <stddef.h>

struct mb_buf;

/* Append `data`, which is untrusted, as printable ASCII and line breaks: with escapes of HTML, JSON, URLs and
 * terminals decoded, and '?' for other bytes. */
void mb_decode(struct mb_buf *out, const char *data, size_t len);
/* Append the JSON objects that `text` contains as base64, each on a line. */
void mb_decode_base64(struct mb_buf *out, const char *text, size_t len);

#endif
