/* SPDX-License-Identifier: MIT */
/*
 * path - ~/ in the values of settings
 */
#ifndef MB_CONFIG_PATH_H
#define MB_CONFIG_PATH_H

/* `value` with a leading ~/ filled in; the caller frees it; NULL gives NULL. */
char *mb_config_path(const char *value);

#endif
