/* SPDX-License-Identifier: MIT */
/*
 * buf - a growing text with a limit
 *
 * A buffer gets its maximum length when it is initialised. Once an append has failed (limit reached), all later
 * ones fail, too: append everything, then ask mb_buf_ok() once. The text is always NUL-terminated. A buffer may hold
 * secrets: its memory is wiped when it is freed, shortened or moved.
 */
#ifndef MB_BUF_H
#define MB_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct mb_buf {
	char *data;           /* NULL before the first append */
	size_t len, cap, max; /* in bytes, without the NUL; `cap` is what is allocated */
	bool failed;
};

void mb_buf_init(struct mb_buf *buf, size_t max);
/* Wipe and free the text. The buffer is empty and usable again afterwards. */
void mb_buf_fini(struct mb_buf *buf);

/* Make room for `len` bytes in an empty buffer, so that it need not grow. */
void mb_buf_expect(struct mb_buf *buf, size_t len);
/* Append bytes, a string, a character or a formatted text. */
void mb_buf_add(struct mb_buf *buf, const void *data, size_t len);
void mb_buf_adds(struct mb_buf *buf, const char *s);
void mb_buf_addc(struct mb_buf *buf, char c);
void mb_buf_addv(struct mb_buf *buf, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
void mb_buf_addf(struct mb_buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Shorten the text to `len` bytes and wipe the rest. */
void mb_buf_cut(struct mb_buf *buf, size_t len);

/* Tell whether all appends succeeded. */
bool mb_buf_ok(const struct mb_buf *buf);
/* Return the text, "" if the buffer is empty. Borrowed. */
const char *mb_buf_str(const struct mb_buf *buf);
/* Take the text out of the buffer, which is empty afterwards. The caller frees the string. */
char *mb_buf_take(struct mb_buf *buf);

#endif
