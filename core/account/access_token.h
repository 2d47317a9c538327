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

/* `min_validity`: seconds, -1 for the account's setting. `force`: a stored token will not do, only one
 * that is obtained now, by us or by whom we waited for. A remembered refusal stands all the same. On success the token, for the caller to
 * end with mb_token_file_fini(). Failures were kept for `status`, and on_attention has run. */
bool mb_access_token(const struct mb_account *account, const struct mb_paths *paths,
		     int64_t min_validity, bool force, struct mb_token_file *token,
		     struct mb_err *err);

/* Another token than `refused`, which a mail server does not take although it has not expired: the
 * one that somebody else obtained meanwhile, else a new one. */
bool mb_access_token_after(const struct mb_account *account, const struct mb_paths *paths,
			   const struct mb_token_file *refused, struct mb_token_file *token,
			   struct mb_err *err);

#endif
