/* SPDX-License-Identifier: MIT */
/*
 * git_erase - a server refused the token that git was given
 */
#ifndef MB_GIT_ERASE_H
#define MB_GIT_ERASE_H

#include <stdbool.h>

#include "global/err.h"
#include "store/paths.h"

struct mb_account;
struct mb_secret;

/* Removes the stored token, so that the next `get` obtains another, if `refused` is it and it is older
 * than five minutes: a younger one is not the reason for the refusal. */
bool mb_git_erase(const struct mb_account *account, const struct mb_paths *paths,
		  const struct mb_secret *refused, struct mb_err *err);

#endif
