/* SPDX-License-Identifier: MIT */
#include "base/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "base/text.h"

const char *mb_when_span(char *out, size_t size, int64_t seconds)
{
	/* unsigned long may have 32 bits, which is 136 years. */
	int64_t most = seconds < UINT32_MAX ? seconds : UINT32_MAX;
	unsigned long n = most > 0 ? (unsigned long)most : 0;

	if (n >= 2 * 86400)
		snprintf(out, size, P_("%lu day", "%lu days", n / 86400), n / 86400);
	else if (n >= 2 * 3600)
		snprintf(out, size, P_("%lu hour", "%lu hours", n / 3600), n / 3600);
	else if (n >= 120)
		snprintf(out, size, P_("%lu minute", "%lu minutes", n / 60), n / 60);
	else
		snprintf(out, size, _("%lld s"), (long long)seconds);
	return out;
}

const char *mb_when_local(char *out, size_t size, int64_t when)
{
	time_t t = (time_t)when;
	struct tm tm;

	/* time_t may end in 2038. */
	if (t != when || !localtime_r(&t, &tm) || !strftime(out, size, "%Y-%m-%d %H:%M", &tm))
		snprintf(out, size, "%" PRId64, when);
	return out;
}
