/* SPDX-License-Identifier: MIT */
/*
 * append - adding an account to the config file
 *
 * What stands in the file already stays byte for byte, and so do its mode and owner; a symbolic link
 * stays one. The new file takes the old one's place by rename, and only once it has been read and
 * checked as a whole.
 */
#ifndef MB_APPEND_H
#define MB_APPEND_H

#include <stdbool.h>

#include "global/err.h"

struct mb_account;
struct mb_config;

/* Load the config as it is, empty if there is no file yet; the caller owns it. False: no account
 * can be appended, as the file or a setting outside accounts is faulty (MB_E_CONFIG), or the
 * file cannot be replaced (MB_E_IO). */
bool mb_append_open(const char *path, struct mb_config **config_r, struct mb_err *err);

/* Append the draft (config/draft.h). A new file is 0600, new folders 0700. MB_E_CONFIG: the file
 * would be faulty, with two accounts of that name or a secret that others can read. */
bool mb_append_account(const char *path, const struct mb_account *draft, struct mb_err *err);

#endif
