/* SPDX-License-Identifier: MIT */
/* faults [PHASE...]: kill errors cached silent signals copies; all of them without one. */
#include <stdio.h>
#include <string.h>

#include "faults.h"

static bool wanted(int argc, char **argv, const char *phase)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], phase) == 0)
			return true;
	return argc == 1;
}

/* strace may be there, but not allowed to trace. */
static bool can_trace(void)
{
	static const char *const argv[] = { STRACE, "-f", "-o", "/dev/null", "/bin/true", NULL };
	static struct mb_spawn s;

	return mb_spawn(&s, argv, 10000) == 0;
}

int main(int argc, char **argv)
{
	struct mb_provider provider;

	if (!can_trace()) {
		printf("1..0 # SKIP no strace, or it may not trace\n");
		return 0;
	}
	mb_provider_start(&provider);
	if (wanted(argc, argv, "kill")) {
		phase_kill(MB_BED_GENERIC, provider.port);
		phase_kill(MB_BED_MICROSOFT, provider.port);
	}
	if (wanted(argc, argv, "errors"))
		phase_errors(provider.port);
	if (wanted(argc, argv, "cached"))
		phase_errors_cached(provider.port);
	if (wanted(argc, argv, "silent"))
		phase_silent(provider.port);
	if (wanted(argc, argv, "signals"))
		phase_signals(provider.port);
	if (wanted(argc, argv, "copies"))
		phase_copies(provider.port);
	mb_provider_stop(&provider);
	return mb_tap_end();
}
