/* SPDX-License-Identifier: MIT */
/*
 * buf - a growing text with a limit
 *
 * Born with its maximum length. A failed append (limit reached) is sticky: append all you want and
 * ask mb_buf_ok() once. Always NUL-terminated. Everything it ever held is wiped, so it may hold
 * secrets; for the same reason its contents never move without wiping the old place.
 */
#ifndef MB_BUF_H
#define MB_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct mb_buf {
	char *data; /* NULL before the first append */
	size_t len, cap, max;
	bool failed;
};

void mb_buf_init(struct mb_buf *buf, size_t max);
/* Wipes and frees; the buffer is empty and usable again afterwards. */
void mb_buf_fini(struct mb_buf *buf);

/* Makes room for `len` bytes in an empty buffer, so that it need not grow. */
void mb_buf_expect(struct mb_buf *buf, size_t len);
void mb_buf_add(struct mb_buf *buf, const void *data, size_t len);
void mb_buf_adds(struct mb_buf *buf, const char *s);
void mb_buf_addc(struct mb_buf *buf, char c);
void mb_buf_addv(struct mb_buf *buf, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
void mb_buf_addf(struct mb_buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Forgets (and wipes) everything from `len` on. */
void mb_buf_cut(struct mb_buf *buf, size_t len);

bool mb_buf_ok(const struct mb_buf *buf);
/* Borrowed, "" when empty. */
const char *mb_buf_str(const struct mb_buf *buf);
/* The caller owns the string (malloc); the buffer is empty afterwards. */
char *mb_buf_take(struct mb_buf *buf);

#endif
