/* SPDX-License-Identifier: MIT */
/*
 * clock - the time, and deadlines
 */
#ifndef MB_CLOCK_H
#define MB_CLOCK_H

#include <stdint.h>

/* Return Unix time in seconds, the time in tokens and files. May jump when the clock is set. */
int64_t mb_clock_now(void);
/* Return the monotonic clock in milliseconds, for waiting. Never jumps. */
int64_t mb_clock_ms(void);

/* The moment by which some work must be done, on the scale of mb_clock_ms(). */
struct mb_deadline {
	int64_t at_ms;
};

/* Make a deadline that many seconds from now. */
struct mb_deadline mb_deadline_in(int64_t seconds);
/* Return the milliseconds left until the deadline, never negative. */
int64_t mb_deadline_left_ms(struct mb_deadline deadline);
/* Sleep for `ms` milliseconds, but not past the deadline. */
void mb_clock_sleep_ms(int64_t ms, struct mb_deadline deadline);

#endif
