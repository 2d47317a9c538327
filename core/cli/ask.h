/* SPDX-License-Identifier: MIT */
/*
 * ask - questions to a person on the terminal, or to a script on stdin
 *
 * A person sees explanations and questions on stderr and may answer again. A script gives one answer a
 * line; nothing is shown to it, and a wrong answer is the end (MB_E_DATA), as is the end of its input: asked again
 * it would give the answer to the next question.
 */
#ifndef MB_ASK_H
#define MB_ASK_H

#include <stdbool.h>

#include "global/err.h"

struct mb_buf;

/* Is stdin a terminal? */
bool mb_ask_person(void);

/* An explanation; only a person gets it. */
void mb_ask_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Shows the question `what`, with the default in brackets unless it is NULL, and appends the line
 * without the blanks around it. `hidden`: not echoed. What was typed may be a secret: the buffer is the
 * caller's to wipe. */
bool mb_ask(const char *what, const char *def, bool hidden, struct mb_buf *answer,
	    struct mb_err *err);

/* What to do about an answer that cannot be used, which the sentence says: true: ask again. Takes the
 * sentence. */
bool mb_ask_again(char *sentence, struct mb_err *err);

/* y or n; an empty answer takes the default. */
bool mb_ask_yes(const char *question, bool def, bool *yes_r, struct mb_err *err);

#endif
