/* SPDX-License-Identifier: MIT */
/*
 * stamp - which config file a token file was made from
 *
 * Path, device, inode, size and time of change as one line of text: equal texts mean that the
 * config is as it was, without reading it.
 */
#ifndef MB_STAMP_H
#define MB_STAMP_H

#include <sys/stat.h>

/* Make the stamp of a config file, for the caller to free. */
char *mb_stamp(const char *path, const struct stat *st);

#endif
