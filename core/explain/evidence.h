/* SPDX-License-Identifier: MIT */
/*
 * evidence - what a pasted error holds, under everything that programs put around it
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

#define MB_EVIDENCE_MAX   (1024 * 1024)
#define MB_EVIDENCE_CODES 32
#define MB_EVIDENCE_WORD  63

struct mb_evidence {
	/* One line of ASCII: escapes of HTML, JSON, URLs and terminals taken back, base64 that holds
	 * JSON decoded behind the rest, "535-5.7.3", "(535, b'5.7.3" as "535 5.7.3 ". */
	struct mb_buf text;
	struct mb_buf small;           /* the same in small letters, for mb_evidence_find() */
	long codes[MB_EVIDENCE_CODES]; /* see mb_evidence_codes(); the last tells most */
	size_t n_codes;
};

/* mb_evidence_fini() afterwards. */
void mb_evidence_read(struct mb_evidence *e, const char *data, size_t len);
void mb_evidence_fini(struct mb_evidence *e);
/* Finds `word` in the text from `from` on, whatever the case of either, or NULL. strcasestr() would take ten
 * times as long, and tables ask for hundreds of words. */
const char *mb_evidence_find(const struct mb_evidence *e, const char *from, const char *word);
bool mb_evidence_empty(const struct mb_evidence *e);

/* Looks for a provider's numbers: in error_codes and the like, and behind `prefix` ("AADSTS"). */
void mb_evidence_codes(struct mb_evidence *e, const char *prefix);

/* The word that is the value of `key`, in JSON, a query or a dump of either, from *pos on, which moves
 * behind it; `word` has MB_EVIDENCE_WORD + 1 bytes. False: there is no more. */
bool mb_evidence_value(const struct mb_evidence *e, const char *key, const char **pos, char *word);

/* The code of a mail server's answer ("535 5.7.3") that stands at `at` or not far before it, copied to
 * `code` (MB_EVIDENCE_WORD + 1 bytes), or false. */
bool mb_evidence_reply_code(const struct mb_evidence *e, const char *at, char *code);

/* Says whether such an answer stands anywhere. */
bool mb_evidence_has_reply(const struct mb_evidence *e);
/* The nearest code of a mail server before `at` says no for good (RFC 5321 4.2.1, RFC 3463 2). */
bool mb_evidence_permanent(const struct mb_evidence *e, const char *at);
/* A number of 5 to 8 digits that stands alone, from *pos on, which moves behind it; 0: none. */
long mb_evidence_number(const struct mb_evidence *e, const char **pos);

#endif
