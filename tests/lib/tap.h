/* SPDX-License-Identifier: MIT */
/*
 * tap - test results, one line each
 */
#ifndef MB_TEST_TAP_H
#define MB_TEST_TAP_H

#include <stdbool.h>

/* Print "ok N - TEXT" or "not ok N - TEXT". Returns `ok`. */
bool mb_tap(bool ok, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Print the plan. Returns main()'s exit status. */
int mb_tap_end(void);

#endif
