/* SPDX-License-Identifier: MIT */
/*
 * path - ~/ at the start of paths in settings
 */
#ifndef MB_PATH_H
#define MB_PATH_H

/* Copy `value` with a leading ~/ replaced by the home directory; the caller frees it. NULL gives NULL. */
char *mb_path_expand(const char *value);

#endif
