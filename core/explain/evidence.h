/* SPDX-License-Identifier: MIT */
/*
 * evidence - the codes and words in a pasted error, without what programs put around them
 *
 * One text and no JSON: people paste halves, dumps of Python and lines that a terminal has wrapped.
 * All input is untrusted: any bytes, up to MB_EVIDENCE_MAX. It may hold tokens and passwords, so it
 * lives in wiped memory and nothing of it is ever printed but numbers and words that tables know.
 */
#ifndef MB_EVIDENCE_H
#define MB_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define MB_EVIDENCE_MAX   (1024 * 1024) /* bytes */
#define MB_EVIDENCE_CODES 32
#define MB_EVIDENCE_WORD  63 /* bytes */

struct mb_evidence {
	/* One line of ASCII: escapes of HTML, JSON, URLs and terminals are decoded; the JSON in base64 texts is
	 * added at the end; "535-5.7.3" and "(535, b'5.7.3" have become "535 5.7.3 ". */
	struct mb_buf text;
	struct mb_buf small;           /* the text in small letters, for mb_evidence_find() */
	long codes[MB_EVIDENCE_CODES]; /* from mb_evidence_codes(); the last one tells most */
	size_t n_codes;
};

/* Read a pasted error. The caller calls mb_evidence_fini(). */
void mb_evidence_read(struct mb_evidence *e, const char *data, size_t len);
void mb_evidence_fini(struct mb_evidence *e);
/* Find `word` in the text from `from` on, in any case of letters; NULL if it is not there. strcasestr() would take ten
 * times as long, and hundreds of words are looked for. */
const char *mb_evidence_find(const struct mb_evidence *e, const char *from, const char *word);
/* Tell whether the text has nothing in it. */
bool mb_evidence_empty(const struct mb_evidence *e);

/* Collect a provider's numbers: those in error_codes and the like, and behind `prefix` ("AADSTS"). */
void mb_evidence_codes(struct mb_evidence *e, const char *prefix);

/* Find the next value of `key` from *pos on (NULL: from the start), in JSON, a query or a dump of either, copy it to
 * `word` (MB_EVIDENCE_WORD + 1 bytes) and move *pos behind it. False if there is no more. */
bool mb_evidence_value(const struct mb_evidence *e, const char *key, const char **pos, char *word);

/* Copy the code of a mail server's answer ("535 5.7.3") at `at` or shortly before it to `code` (MB_EVIDENCE_WORD + 1
 * bytes). False if there is none. */
bool mb_evidence_reply_code(const struct mb_evidence *e, const char *at, char *code);

/* Tell whether the text has such an answer anywhere. */
bool mb_evidence_has_reply(const struct mb_evidence *e);
/* Tell whether the nearest code of a mail server before `at` is a permanent refusal (RFC 5321 4.2.1, RFC 3463 2). */
bool mb_evidence_permanent(const struct mb_evidence *e, const char *at);
/* Find the next number of 5 to 8 digits that stands alone, from *pos on (NULL: from the start), and move *pos behind
 * it; 0 if there is none. */
long mb_evidence_number(const struct mb_evidence *e, const char **pos);

#endif
