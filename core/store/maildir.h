/* SPDX-License-Identifier: MIT */
/*
 * maildir - putting a message aside into a Maildir
 */
#ifndef MB_MAILDIR_H
#define MB_MAILDIR_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

/* Write `data` with LF line ends into FOLDER/new, making the folder if need be. File and name
 * are on the disk on return. Errors are those of the disk. */
bool mb_maildir_keep(const char *folder, const char *data, size_t len, struct mb_err *err);

#endif
