/* SPDX-License-Identifier: MIT */
/*
 * access_token - the one call that every shim makes
 *
 * Cached, else refreshed, else obtained by a grant that needs no person: core/README.md tells the
 * life of a token. Never prompts, never waits longer than the account's timeout.
 */
#ifndef MB_ACCESS_TOKEN_H
#define MB_ACCESS_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"
#include "store/paths.h"
#include "store/token_file.h"

struct mb_account;

/* Get an access token that is valid for `min_validity` seconds more (-1: the account's setting).
 * With `force` only a token serves that was obtained during this call, by us or by the process
 * that we waited for. A remembered refusal stands even then. The caller ends the token with
 * mb_token_file_fini(). A request that failed is kept for `status`, and on_attention has run if
 * a person is newly needed. */
bool mb_access_token(const struct mb_account *account, const struct mb_paths *paths,
		     int64_t min_validity, bool force, struct mb_token_file *token,
		     struct mb_err *err);

/* Get another token than `refused`, which a mail server does not take although it has not
 * expired: the stored one if another process has obtained it meanwhile, else a new one. */
bool mb_access_token_after(const struct mb_account *account, const struct mb_paths *paths,
			   const struct mb_token_file *refused, struct mb_token_file *token,
			   struct mb_err *err);

#endif
