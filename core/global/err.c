/* SPDX-License-Identifier: MIT */
#include "global/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"

#define TEXT_MAX 2048 /* bytes of a sentence */

static const int exits[] = {
	[MB_OK] = EX_OK,          [MB_E_USAGE] = EX_USAGE,   [MB_E_DATA] = EX_DATAERR,
	[MB_E_BUG] = EX_SOFTWARE, [MB_E_IO] = EX_IOERR,      [MB_E_RETRY] = EX_TEMPFAIL,
	[MB_E_LOGIN] = EX_NOPERM, [MB_E_DENIED] = EX_NOPERM, [MB_E_CONFIG] = EX_CONFIG,
};

/* Return "head: tail", printable, which the caller frees. `tail` may be NULL. */
static char *joined(const char *head, const char *tail)
{
	struct mb_buf buf;

	mb_buf_init(&buf, TEXT_MAX);
	mb_text_printable(&buf, head, TEXT_MAX / 2);
	if (tail) {
		mb_buf_adds(&buf, ": ");
		mb_text_printable(&buf, tail, TEXT_MAX / 2 - 2);
	}
	return mb_buf_take(&buf);
}

/* Set the text to the formatted head, followed by `tail`, which may be NULL or the old text. */
static void compose(struct mb_err *, const char *, va_list, const char *)
    __attribute__((format(printf, 2, 0)));

static void compose(struct mb_err *err, const char *fmt, va_list ap, const char *tail)
{
	char *head = mb_xvasprintf(fmt, ap);
	char *english = tail == err->text && err->english ? joined(head, err->english) : NULL;
	char *text = joined(head, tail);

	free(head);
	free(err->text);
	free(err->english);
	err->text = text;
	err->english = english;
}

bool mb_err_set(struct mb_err *err, enum mb_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	compose(err, fmt, ap, NULL);
	va_end(ap);
	err->code = code;
	return false;
}

bool mb_err_errno(struct mb_err *err, const char *fmt, ...)
{
	int saved = errno;
	bool passes = saved == EINTR || saved == EAGAIN || saved == ENOMEM || saved == EMFILE ||
		      saved == ENFILE || saved == ETIMEDOUT;
	char *why = mb_xasprintf("%m");
	va_list ap;

	va_start(ap, fmt);
	compose(err, fmt, ap, why);
	va_end(ap);
	free(why);
	err->code = passes ? MB_E_RETRY : MB_E_IO;
	errno = saved;
	return false;
}

bool mb_err_wrap(struct mb_err *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	compose(err, fmt, ap, err->text);
	va_end(ap);
	return false;
}

const char *mb_err_english(const struct mb_err *err)
{
	return err->english ? err->english : err->text;
}

void mb_err_clear(struct mb_err *err)
{
	free(err->text);
	free(err->english);
	*err = (struct mb_err)MB_ERR_INIT;
}

bool mb_err_move(struct mb_err *to, struct mb_err *from)
{
	free(to->text);
	free(to->english);
	*to = *from;
	*from = (struct mb_err)MB_ERR_INIT;
	return false;
}

int mb_err_exit(enum mb_code code)
{
	return exits[code];
}
