/* SPDX-License-Identifier: MIT */
/*
 * nearest - which word was meant
 */
#ifndef MB_NEAREST_H
#define MB_NEAREST_H

#include <stddef.h>

/* The word of `words` that differs from `word` in at most two letters (added, left out, changed or
 * swapped), or NULL. */
const char *mb_nearest(const char *word, const char *const *words, size_t n);

#endif
