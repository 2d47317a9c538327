/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#include "global/log.h"
#include "cli/verb.h"
#include "cli/report.h"

static char said[4096];

static void keep(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

static void keep(const char *fmt, va_list ap)
{
	vsnprintf(said, sizeof(said), fmt, ap);
}

/* In the place of libc's. */
#undef syslog
void __syslog_chk(int priority, int flag, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

void syslog(int priority, const char *fmt, ...)
{
	va_list ap;

	(void)priority;
	va_start(ap, fmt);
	keep(fmt, ap);
	va_end(ap);
}

/* The same under FORTIFY. */
void __syslog_chk(int priority, int flag, const char *fmt, ...)
{
	va_list ap;

	(void)priority;
	(void)flag;
	va_start(ap, fmt);
	keep(fmt, ap);
	va_end(ap);
}

static void failures_are_one_harmless_line(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	mb_log_set_level(-1);
	mb_err_set(&err, MB_E_RETRY, "the server says \"a\302\2332Jb\342\200\256c\"");
	mb_report_failure("w\303\274rk\n\033[31m\357\273\277", &err);
	assert_string_equal(said, "w\303\274rk [31m?: the server says \"a?2Jb?c\"");
}

static void notes_too(void **state)
{
	(void)state;
	mb_report_note("%s: sent from=<%s>", "work",
		       "anna\342\201\246@x\r\nroot: \033]0;x\007\302\235");
	assert_string_equal(said, "work: sent from=<anna?@x root: ]0;x ?>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(failures_are_one_harmless_line),
		cmocka_unit_test(notes_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
