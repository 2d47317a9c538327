/* SPDX-License-Identifier: MIT */
/*
 * xalloc - memory that is there
 *
 * A call gives memory or does not return: it says so on stderr and exits 75 (temporary). A
 * shortage is waited out for a moment first, because a token that has just been rotated must
 * still reach the disk. The caller owns and free()s every result.
 */
#ifndef MB_XALLOC_H
#define MB_XALLOC_H

#include <stdarg.h>
#include <stddef.h>

void *mb_xmalloc(size_t size);
/* Zeroed; a product that overflows counts as out of memory. */
void *mb_xcalloc(size_t n, size_t size);
void *mb_xreallocarray(void *old, size_t n, size_t size);
/* NULL gives NULL. */
char *mb_xstrdup(const char *s);
char *mb_xstrndup(const char *s, size_t len);
char *mb_xvasprintf(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));
char *mb_xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* For libraries that answer NULL only for want of memory: as mb_xmalloc() would. */
void mb_out_of_memory(void) __attribute__((noreturn));

#endif
