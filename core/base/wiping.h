/* SPDX-License-Identifier: MIT */
/*
 * wiping - malloc() and its relatives for libraries that work on secrets
 *
 * Each block is wiped before it is freed, also when it grows. Want of memory ends the program, as in xalloc.h.
 */
#ifndef MB_WIPING_H
#define MB_WIPING_H

#include <stddef.h>

void *mb_wiping_malloc(size_t size);
void *mb_wiping_calloc(size_t n, size_t size);
void *mb_wiping_realloc(void *old, size_t size);
char *mb_wiping_strdup(const char *s);
/* Wipe and free a block that one of these functions returned; NULL is allowed. */
void mb_wiping_free(void *p);

#endif
