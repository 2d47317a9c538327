/* SPDX-License-Identifier: MIT */
#include "base/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "base/text.h"

const char *mb_when_span(char *out, size_t size, int64_t seconds)
{
	if (seconds >= 2 * 86400)
		snprintf(out, size, _("%" PRId64 " days"), seconds / 86400);
	else if (seconds >= 2 * 3600)
		snprintf(out, size, _("%" PRId64 " hours"), seconds / 3600);
	else if (seconds >= 120)
		snprintf(out, size, _("%" PRId64 " minutes"), seconds / 60);
	else
		snprintf(out, size, _("%" PRId64 " s"), seconds);
	return out;
}

const char *mb_when_local(char *out, size_t size, int64_t when)
{
	time_t t = (time_t)when;
	struct tm tm;

	if (!localtime_r(&t, &tm) || !strftime(out, size, "%Y-%m-%d %H:%M", &tm))
		snprintf(out, size, "%" PRId64, when);
	return out;
}
