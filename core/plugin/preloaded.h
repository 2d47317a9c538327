/* SPDX-License-Identifier: MIT */
/*
 * preloaded - the plugins linked into the program (--disable-shared)
 *
 * libtool writes their table into a program linked with -dlopen. A program without one has none;
 * no main() has to know.
 */
#ifndef MB_PRELOADED_H
#define MB_PRELOADED_H

#include <stdbool.h>
#include <stddef.h>

/* To be called before lt_dlinit(). */
void mb_preloaded_init(void);

/* The name of the i-th plugin in `name` (`size` bytes, at least 32); false after the last. */
bool mb_preloaded_name(size_t i, char *name, size_t size);

#endif
