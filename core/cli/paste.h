/* SPDX-License-Identifier: MIT */
/*
 * paste - the answer to a sign-in, typed or pasted by the person
 *
 * For machines without a browser, or with a browser that cannot reach us: the person copies the address at which the
 * browser ended.
 */
#ifndef MB_PASTE_H
#define MB_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "global/err.h"
#include "net/redirect.h"

struct mb_buf;

/* Print `prompt` on stderr and read a redirect URL or a code from stdin. The caller frees *answer_r, and compares its
 * state unless it is `bare`. */
bool mb_paste(const char *prompt, struct mb_deadline deadline, struct mb_redirect *answer_r,
	      struct mb_err *err);

/*
 * Read one line from `in` and append it without the line break. A terminal is read character by character, as its
 * ordinary mode would cut a line at 4096 bytes. Only on a terminal `prompt` is shown on `out`, and the first bytes are
 * echoed unless `hidden`. The terminal's mode is restored in any case, also by signals; ^C and the like work as usual.
 * MB_E_DATA for ^D or the end of input without a line, and for a line over the buffer's limit; MB_E_RETRY if there is
 * no line in time.
 */
bool mb_paste_line(int in, int out, const char *prompt, bool hidden, struct mb_deadline deadline,
		   struct mb_buf *line, struct mb_err *err);

/* Parse what was pasted, an untrusted text: a whole redirect URL, its query, or only a code, perhaps with blanks and
 * quotes around it. MB_E_DATA if it has neither a code nor an error. The caller frees *answer_r. */
bool mb_paste_parse(const char *text, size_t len, struct mb_redirect *answer_r, struct mb_err *err);

#endif
