/* SPDX-License-Identifier: MIT */
/*
 * overwrite - the last resort for a text that exists nowhere else
 */
#ifndef MB_OVERWRITE_H
#define MB_OVERWRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

/* Writes a file of our own in its place, where replacing it has failed: a crash at this moment would
 * leave it torn. It must be there; its room is taken before its old text goes. */
bool mb_file_overwrite(const char *path, const void *data, size_t len, struct mb_err *err);

#endif
