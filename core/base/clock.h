/* SPDX-License-Identifier: MIT */
/*
 * clock - what time it is, and how long is left
 */
#ifndef MB_CLOCK_H
#define MB_CLOCK_H

#include <stdint.h>

/* Unix time in seconds: what tokens and files count in. May jump. */
int64_t mb_clock_now(void);
/* Milliseconds that never jump, for waiting. */
int64_t mb_clock_ms(void);

/* A moment on mb_clock_ms()'s scale by which all must be done. */
struct mb_deadline {
	int64_t at_ms;
};

struct mb_deadline mb_deadline_in(int64_t seconds);
/* Milliseconds left, never negative. */
int64_t mb_deadline_left_ms(struct mb_deadline deadline);
/* Sleeps, but not past the deadline. */
void mb_clock_sleep_ms(int64_t ms, struct mb_deadline deadline);

#endif
