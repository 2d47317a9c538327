/* SPDX-License-Identifier: MIT */
/*
 * log - what people read on stderr
 *
 * Each failure is one line that begins with "mailbearer: ". Steps are shown with -v only. Names of parameters may be
 * logged, secrets never. All functions preserve errno.
 */
#ifndef MB_LOG_H
#define MB_LOG_H

#include <stdbool.h>

struct mb_err;

/* Set what is shown: -1 nothing (-q), 0 failures only, 1 steps (-v), 2 more steps (-vv). */
void mb_log_set_level(int level);
int mb_log_level(void);

/* Print a failure or a warning. */
void mb_warnx(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Print the failure `err`, with the account's name before it unless `account` is NULL. */
void mb_warn_err(const char *account, const struct mb_err *err);
/* Print a step, with -v. */
void mb_step(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
#endif
