/* SPDX-License-Identifier: MIT */
/*
 * nearest - the known word that a mistyped word was meant to be
 */
#ifndef MB_NEAREST_H
#define MB_NEAREST_H

#include <stddef.h>

/* Return the word of `words` that is nearest to `word` and differs from it in at most two letters (added, left out,
 * changed or swapped), or NULL. */
const char *mb_nearest(const char *word, const char *const *words, size_t n);

#endif
