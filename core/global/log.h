/* SPDX-License-Identifier: MIT */
/*
 * log - what people read on stderr
 *
 * One line per failure, "mailbearer: " before it. Steps only with -v. Names of parameters may be
 * logged, values of secrets never. errno is preserved.
 */
#ifndef MB_LOG_H
#define MB_LOG_H

#include <stdbool.h>

struct mb_err;

/* 0: failures only; 1: steps (-v); 2: more steps (-vv). -1: nothing (-q). */
void mb_log_set_level(int level);
int mb_log_level(void);

/* A failure or a warning. */
void mb_warnx(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The failure `err`, about `account` when that is not NULL. */
void mb_warn_err(const char *account, const struct mb_err *err);
/* A step. */
void mb_step(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
#endif
