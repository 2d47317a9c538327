/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <time.h>

int64_t mb_clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

int64_t mb_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct mb_deadline mb_deadline_in(int64_t seconds)
{
	/* `seconds` may come from a file: the product must not overflow. */
	if (seconds > INT32_MAX)
		seconds = INT32_MAX;
	return (struct mb_deadline){ mb_clock_ms() + seconds * 1000 };
}

int64_t mb_deadline_left_ms(struct mb_deadline deadline)
{
	int64_t left = deadline.at_ms - mb_clock_ms();

	return left > 0 ? left : 0;
}

void mb_clock_sleep_ms(int64_t ms, struct mb_deadline deadline)
{
	int64_t left = mb_deadline_left_ms(deadline);
	struct timespec pause;

	if (ms > left)
		ms = left;
	pause.tv_sec = (time_t)(ms / 1000);
	pause.tv_nsec = (long)(ms % 1000) * 1000000;
	nanosleep(&pause, NULL);
}
