/* SPDX-License-Identifier: MIT */
/*
 * decode - taking back what programs did to an error on its way to a person
 */
#ifndef MB_DECODE_H
#define MB_DECODE_H

#include <stddef.h>

struct mb_buf;

/* Appends `data` (untrusted) as printable ASCII and line breaks: escapes of HTML, JSON, URLs and
 * terminals decoded, other bytes as '?'. */
void mb_decode(struct mb_buf *out, const char *data, size_t len);
/* Appends the JSON objects that stand in `text` as base64, each on a line. */
void mb_decode_base64(struct mb_buf *out, const char *text, size_t len);

#endif
