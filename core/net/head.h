/* SPDX-License-Identifier: MIT */
/*
 * head - the head of a request to the loopback listener
 *
 * The request comes from a browser or from any other program on this machine: every byte is untrusted. The parser of
 * HTTP is strict and refuses all that is not plainly a browser's GET.
 */
#ifndef MB_HEAD_H
#define MB_HEAD_H

#include <stddef.h>

struct mb_redirect;

/* Return the length of the head with its empty line, 0 while the empty line is missing. */
size_t mb_head_len(const char *data, size_t len);

/*
 * Judge a whole head and return an HTTP status. 200: a GET of `path` with a well-formed query, which is then in
 * *answer_r, whatever it says; the caller frees it. 404: another path. 405: another method. 400: all else, also a
 * Host that is no loopback name (DNS rebinding). *why_r is a static sentence for the person and the log. *answer_r is
 * untouched unless the status is 200.
 */
unsigned mb_head_judge(const char *head, size_t len, const char *path, struct mb_redirect *answer_r,
		       const char **why_r);

#endif
