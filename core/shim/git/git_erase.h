/* SPDX-License-Identifier: MIT */
/*
 * git_erase - removing a token that a server refused to git
 */
#ifndef MB_GIT_ERASE_H
#define MB_GIT_ERASE_H

#include <stdbool.h>

#include "global/err.h"
#include "store/paths.h"

struct mb_account;
struct mb_secret;

/* Remove the stored token if it is `refused` and older than five minutes, so that the next `get` obtains another one. A
 * younger token is not the reason for the refusal. */
bool mb_git_erase(const struct mb_account *account, const struct mb_paths *paths,
		  const struct mb_secret *refused, struct mb_err *err);

#endif
