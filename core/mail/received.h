/* SPDX-License-Identifier: MIT */
/*
 * received - the trace fields of a message, and the date in the newest of them
 *
 * Pure. The header is untrusted: what does not parse counts as not there.
 */
#ifndef MB_RECEIVED_H
#define MB_RECEIVED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The topmost Received field (RFC 5322 3.6.7), with its line breaks: data[*start_r..*end_r). False,
 * and an empty piece, when there is none before the empty line. */
bool mb_received_find(const char *data, size_t len, size_t *start_r, size_t *end_r);

struct mb_internal_date {
	char text[27]; /* "17-Jul-1996 09:44:25 +0000" (RFC 9051 9, date-time without quotes) */
};

/* Read the date behind the last ';' of a Received field (RFC 5322 3.6.7). False: there is none. */
bool mb_received_date(const char *field, size_t len, struct mb_internal_date *date);
/* The date in the newest Received, else `now` (Unix time). */
void mb_internal_date(struct mb_internal_date *date, const char *data, size_t len, int64_t now);

#endif
