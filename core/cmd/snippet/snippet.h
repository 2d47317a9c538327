/* SPDX-License-Identifier: MIT */
/*
 * snippet - print what a mail program wants in its config
 */
#ifndef MB_SNIPPET_H
#define MB_SNIPPET_H

#include "cmd/snippet/snippet_file.h"

struct mb_run;

/* Print the snippet, filled in for the account. Returns the exit status. */
int mb_snippet_print(struct mb_run *run, const struct mb_snippet *snippet, const char *account);

#endif
