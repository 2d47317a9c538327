/* SPDX-License-Identifier: MIT */
/* faults [PHASE...]: kill errors cached signals copies; all of them without one. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "faults.h"

static int n_tests;

bool tap(bool ok, const char *fmt, ...)
{
	va_list ap;

	printf("%s %d - ", ok ? "ok" : "not ok", ++n_tests);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	fflush(stdout);
	return ok;
}

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
	bool ok = true;

	if (!can_trace()) {
		printf("1..0 # SKIP no strace, or it may not trace\n");
		return 0;
	}
	mb_provider_start(&provider);
	if (wanted(argc, argv, "kill")) {
		ok = phase_kill(MB_BED_GENERIC, provider.port) && ok;
		ok = phase_kill(MB_BED_MICROSOFT, provider.port) && ok;
	}
	if (wanted(argc, argv, "errors"))
		ok = phase_errors(provider.port) && ok;
	if (wanted(argc, argv, "cached"))
		ok = phase_errors_cached(provider.port) && ok;
	if (wanted(argc, argv, "signals"))
		ok = phase_signals(provider.port) && ok;
	if (wanted(argc, argv, "copies"))
		ok = phase_copies(provider.port) && ok;
	mb_provider_stop(&provider);
	printf("1..%d\n", n_tests);
	return ok ? 0 : 1;
}
