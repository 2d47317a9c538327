/* SPDX-License-Identifier: MIT */
#include "global/waited.h"

#include <stdlib.h>

#include "base/env.h"
#include "base/text.h"

#define VARIABLE "MAILBEARER_WAITED_MS"

void mb_waited_tell(int64_t ms)
{
	struct mb_number number;

	setenv(VARIABLE, mb_text_of_number(&number, ms), 1);
}

int64_t mb_waited_take(int64_t max)
{
	const char *told = mb_env(VARIABLE);
	int64_t ms;

	/* Anybody can set the variable, but a wrong value can only shorten our wait. */
	if (!told || !mb_text_number(told, 0, INT64_MAX, &ms))
		ms = 0;
	unsetenv(VARIABLE);
	return ms > max ? max : ms;
}
