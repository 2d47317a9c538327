/* SPDX-License-Identifier: MIT */
/*
 * xalloc - memory allocation that never returns NULL
 *
 * If there is no memory, these functions try again for a quarter of a second, because a token that has just been
 * rotated must still reach the disk. Then they say so on stderr and exit 75 (temporary failure). The caller
 * free()s every result.
 */
#ifndef MB_XALLOC_H
#define MB_XALLOC_H

#include <stdarg.h>
#include <stddef.h>

void *mb_xmalloc(size_t size);
/* Allocate zeroed memory. A product that overflows counts as out of memory, here and in mb_xreallocarray(). */
void *mb_xcalloc(size_t n, size_t size);
void *mb_xreallocarray(void *old, size_t n, size_t size);
/* NULL gives NULL. */
char *mb_xstrdup(const char *s);
char *mb_xstrndup(const char *s, size_t len);
char *mb_xvasprintf(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));
char *mb_xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Report want of memory and exit 75. For calls of libraries that return NULL for no other reason. */
void mb_out_of_memory(void) __attribute__((noreturn));

#endif
