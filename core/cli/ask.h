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

/* Tell whether there is a person: stdin is a terminal. */
bool mb_ask_person(void);

/* Print an explanation, for a person only. */
void mb_ask_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Ask the question `what`, with the default in brackets unless that is NULL, and append the answer without the blanks
 * around it. `hidden`: the answer is not echoed. The answer may be a secret: the caller wipes the buffer. */
bool mb_ask(const char *what, const char *def, bool hidden, struct mb_buf *answer,
	    struct mb_err *err);

/* Report an answer that cannot be used. True if there is a person to ask again; false with `err` for a script. Frees
 * `sentence`. */
bool mb_ask_again(char *sentence, struct mb_err *err);

/* Ask for y or n; an empty answer means the default. */
bool mb_ask_yes(const char *question, bool def, bool *yes_r, struct mb_err *err);

#endif
