/* SPDX-License-Identifier: MIT */
/*
 * preloaded - the plugins linked into the program (--disable-shared)
 *
 * libtool writes a table of these plugins into a program that is linked with -dlopen. In any other program the table
 * is missing, and there are no such plugins.
 */
#ifndef MB_PRELOADED_H
#define MB_PRELOADED_H

#include <stdbool.h>
#include <stddef.h>

/* Tell libltdl about the table. Call it before lt_dlinit(). */
void mb_preloaded_init(void);

/* Copy the name of the i-th plugin to `name`, which has `size` bytes, at least 32. False after the last plugin. */
bool mb_preloaded_name(size_t i, char *name, size_t size);

#endif
