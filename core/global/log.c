/* SPDX-License-Identifier: MIT */
#include "global/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "global/err.h"
#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"

#define LINE_MAX_BYTES 4096 /* longest line on stderr */

static int log_level;

void mb_log_set_level(int level)
{
	log_level = level;
}

int mb_log_level(void)
{
	return log_level;
}

/* Write a line by one write(2), so that lines of several processes do not mix. */
static void line_write(const char *, va_list) __attribute__((format(printf, 1, 0)));

static void line_write(const char *fmt, va_list ap)
{
	int saved = errno;
	char *text = mb_xvasprintf(fmt, ap);
	struct mb_buf buf;

	mb_buf_init(&buf, LINE_MAX_BYTES);
	mb_buf_adds(&buf, "mailbearer: ");
	mb_text_printable(&buf, text, LINE_MAX_BYTES - 64);
	mb_buf_addc(&buf, '\n');
	/* If stderr fails, there is nowhere to report that. */
	if (write(STDERR_FILENO, buf.data, buf.len) < 0)
		saved = errno;
	mb_buf_fini(&buf);
	mb_wipe(text, strlen(text));
	free(text);
	errno = saved;
}

void mb_warnx(const char *fmt, ...)
{
	va_list ap;

	if (log_level < 0)
		return;
	va_start(ap, fmt);
	line_write(fmt, ap);
	va_end(ap);
}

void mb_warn_err(const char *account, const struct mb_err *err)
{
	const char *text = err->text ? err->text : _("failed without a reason: please report this");

	if (account)
		mb_warnx("%s: %s", account, text);
	else
		mb_warnx("%s", text);
}

void mb_step(const char *fmt, ...)
{
	va_list ap;

	if (log_level < 1)
		return;
	va_start(ap, fmt);
	line_write(fmt, ap);
	va_end(ap);
}
