/* SPDX-License-Identifier: MIT */
/*
 * overwrite - the last resort to save a text that exists nowhere else
 */
#ifndef MB_OVERWRITE_H
#define MB_OVERWRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

/* Write `data` into our existing file `path`, where replacing the file has failed. A crash meanwhile would leave the
 * file torn. Space on the disk is reserved before the old text is overwritten. */
bool mb_file_overwrite(const char *path, const void *data, size_t len, struct mb_err *err);

#endif
