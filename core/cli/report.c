/* SPDX-License-Identifier: MIT */
#include "cli/report.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "cli/verb.h"

static bool same_socket(int a, int b)
{
	struct stat sa, sb;

	return fstat(a, &sa) == 0 && fstat(b, &sb) == 0 && S_ISSOCK(sa.st_mode) &&
	       sa.st_dev == sb.st_dev && sa.st_ino == sb.st_ino;
}

void mb_report_init(void)
{
	int null;

	openlog("mailbearer", LOG_PID, LOG_MAIL);
	if (!same_socket(STDERR_FILENO, STDIN_FILENO) && !same_socket(STDERR_FILENO, STDOUT_FILENO))
		return;
	null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (null >= 0) {
		dup2(null, STDERR_FILENO);
		close(null);
	}
}

/* Write a line to syslog, made printable: not every syslogd and pager is careful with control characters. */
static void vlog(int priority, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

static void vlog(int priority, const char *fmt, va_list ap)
{
	char *text = mb_xvasprintf(fmt, ap), *shown = mb_text_shown(text);

	syslog(priority, "%s", shown);
	free(shown);
	free(text);
}

static void log_line(int priority, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void log_line(int priority, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vlog(priority, fmt, ap);
	va_end(ap);
}

int mb_report_failure(const char *account, struct mb_err *err)
{
	if (account)
		log_line(LOG_ERR, "%s: %s", account, err->text);
	else
		log_line(LOG_ERR, "%s", err->text);
	return mb_fail(account, err);
}

int mb_report_misuse(const struct mb_run *run, struct mb_err *err)
{
	(void)run;
	return mb_report_failure(NULL, err);
}

void mb_report_note(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vlog(LOG_INFO, fmt, ap);
	va_end(ap);
}
