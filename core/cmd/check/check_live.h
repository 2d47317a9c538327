/* SPDX-License-Identifier: MIT */
/*
 * check_live - an account looked at step by step, as it is just now
 *
 * Each step that waits for a server takes the account's `timeout` at most. A step that cannot be done
 * because an earlier one failed is left out; the others go on.
 */
#ifndef MB_CHECK_LIVE_H
#define MB_CHECK_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "account/session.h"
#include "cmd/check/check_report.h"
#include "store/token_file.h"

struct mb_run;

struct mb_check {
	const struct mb_account *account;
	const struct mb_paths *paths;
	struct mb_findings *findings;
	struct mb_session session;
	struct mb_token_file token;
	bool have_token;
	/* Seen in the token: why a mail server may refuse it. NULL: nothing. */
	char *suspicion;
};

/* The verb, but for --config-only. Returns the exit status. */
int mb_check_live(struct mb_run *run, const char *name);

/* Its parts, in this order; there is a token. */
void mb_check_claims(struct mb_check *c);
void mb_check_mail(struct mb_check *c);

#endif
