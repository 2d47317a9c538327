/* SPDX-License-Identifier: MIT */
/*
 * head - what a browser (or anything else on this machine) asks of the loopback listener
 *
 * Untrusted to the byte. The reading of HTTP is strict: what is not plainly a browser's GET gets no
 * further.
 */
#ifndef MB_HEAD_H
#define MB_HEAD_H

#include <stddef.h>

struct mb_redirect;

/* The length of the head with its empty line, 0 while that has not come. */
size_t mb_head_len(const char *data, size_t len);

/*
 * Judges a whole head. 200: a GET of `path` with a well-formed query, which is then in *answer_r
 * (whatever it says; the caller owns it). 404: another path. 405: another method. 400: all else,
 * also a Host that is no loopback name (DNS rebinding). *why_r is a static sentence for the person
 * and the log. *answer_r is untouched unless 200.
 */
unsigned mb_head_judge(const char *head, size_t len, const char *path, struct mb_redirect *answer_r,
		       const char **why_r);

#endif
