/* SPDX-License-Identifier: MIT */
/*
 * client_file - a client as Google's console and libraries write it to a file
 *
 * `client_id = ~/client_secret_123.json` takes id and secret from the file: that of the console
 * ("installed" or "web") or one of the type authorized_user. Its endpoints are not followed, and its
 * refresh token is not used: only who can edit the config may say where secrets go.
 */
#ifndef MB_CLIENT_FILE_H
#define MB_CLIENT_FILE_H

#include <stdbool.h>

#include "global/err.h"

struct mb_account;
struct mb_secret;

/* Does this client_id name a file? */
bool mb_client_file_is_path(const char *client_id);

/* Read the file (untrusted; refused where others can read it). *secret_r is NULL where the file
 * has none. The caller owns both. */
bool mb_client_file_read(const char *path, char **id_r, struct mb_secret **secret_r,
			 struct mb_err *err);

/* Put the file's id in place of the account's client_id, and add its secret unless the account
 * has another proof of who the client is. What is wrong becomes a fault of the account. */
void mb_client_file_apply(struct mb_account *account);

#endif
