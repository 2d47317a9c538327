/* SPDX-License-Identifier: MIT */
/*
 * check_live - checking an account step by step, up to its mail servers
 *
 * Each step that waits for a server takes the account's `timeout` at most. A step that cannot be done because an
 * earlier one failed is left out; the others are done.
 */
#ifndef MB_CHECK_LIVE_H
#define MB_CHECK_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "account/session.h"
#include "cmd/check/findings.h"
#include "store/token_file.h"

struct mb_run;

struct mb_check {
	const struct mb_account *account;
	const struct mb_paths *paths;
	struct mb_findings *findings;
	struct mb_session session;
	struct mb_token_file token;
	bool have_token;
	/* Why a mail server may refuse the token, as far as its claims show; NULL: no reason seen. */
	char *suspicion;
};

/* Do all of `check NAME` without --config-only. Returns the exit status. */
int mb_check_live(struct mb_run *run, const char *name);

/* Do the steps about the token's claims, then those about the mail servers. c->have_token is true. */
void mb_check_claims(struct mb_check *c);
void mb_check_mail(struct mb_check *c);

#endif
