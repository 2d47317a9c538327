/* SPDX-License-Identifier: MIT */
/*
 * wiping - malloc(3) and its kin for libraries that work on secrets
 *
 * Every block is wiped before it is given back, also when it grows. Having no memory ends the program, as
 * xalloc.h does.
 */
#ifndef MB_WIPING_H
#define MB_WIPING_H

#include <stddef.h>

void *mb_wiping_malloc(size_t size);
void *mb_wiping_calloc(size_t n, size_t size);
void *mb_wiping_realloc(void *old, size_t size);
char *mb_wiping_strdup(const char *s);
/* Only for blocks of these functions; NULL is allowed. */
void mb_wiping_free(void *p);

#endif
