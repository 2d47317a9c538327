/* SPDX-License-Identifier: MIT */
/*
 * received - the trace fields of a message, and the date in the newest of them
 *
 * The header is untrusted: a field that cannot be parsed counts as missing.
 */
#ifndef MB_RECEIVED_H
#define MB_RECEIVED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Find the topmost Received field, with its line breaks: data[*start_r..*end_r). False, with an empty range, if the
 * header has none (RFC 5322 3.6.7). */
bool mb_received_find(const char *data, size_t len, size_t *start_r, size_t *end_r);

struct mb_internal_date {
	char text[27]; /* "17-Jul-1996 09:44:25 +0000", without quotes (RFC 9051 9, date-time) */
};

/* Read the date behind the last ';' of a Received field; false if there is none (RFC 5322 3.6.7). */
bool mb_received_date(const char *field, size_t len, struct mb_internal_date *date);
/* Read the date in the newest Received of a message; if there is none, take `now` (Unix time). */
void mb_internal_date(struct mb_internal_date *date, const char *data, size_t len, int64_t now);

#endif
