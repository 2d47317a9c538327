/* SPDX-License-Identifier: MIT */
/*
 * paste - the answer of a sign-in, typed or pasted by the person
 *
 * For machines without a browser, or where the browser cannot reach us: the person copies the
 * address at which the browser ended.
 */
#ifndef MB_PASTE_H
#define MB_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "global/err.h"
#include "net/redirect.h"

struct mb_buf;

/* Prints `prompt` on stderr and reads a redirect URL or a code from stdin. The caller owns
 * *answer_r; if not `bare`, its state is still to be compared. */
bool mb_paste(const char *prompt, struct mb_deadline deadline, struct mb_redirect *answer_r,
	      struct mb_err *err);

/*
 * Appends one line from `in`, without the line break. A terminal is read as it types: in its
 * ordinary mode it would cut a line at 4096 bytes. Only there is `prompt` shown on `out`, and the first
 * bytes are echoed unless `hidden`; its mode comes back on every way out, signals included. ^C and the
 * like work as ever; ^D or the end of input without a line, a line over the buffer's limit: MB_E_DATA;
 * no line in time: MB_E_RETRY.
 */
bool mb_paste_line(int in, int out, const char *prompt, bool hidden, struct mb_deadline deadline,
		   struct mb_buf *line, struct mb_err *err);

/* What was pasted, untrusted: a whole redirect URL, its query, or a code alone, perhaps in blanks and
 * quotes. Neither a code nor an error in it: MB_E_DATA. */
bool mb_paste_parse(const char *text, size_t len, struct mb_redirect *answer_r, struct mb_err *err);

#endif
