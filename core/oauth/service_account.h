/* SPDX-License-Identifier: MIT */
/*
 * service_account - assertions of Google's service accounts (RFC 7523 2.1)
 */
#ifndef MB_SERVICE_ACCOUNT_H
#define MB_SERVICE_ACCOUNT_H

#include <stdbool.h>

#include "base/json.h"
#include "global/err.h"
#include "oauth/party.h"

struct mb_key;
struct mb_secret;

/* A service account's key file. */
struct mb_service_account {
	json_t *json;
	struct mb_key *key;
};

/* Read the file that the account names. mb_service_account_fini() in any case. */
bool mb_service_account_load(struct mb_service_account *sa, const struct mb_account *account,
			     struct mb_err *err);
void mb_service_account_fini(struct mb_service_account *sa);

/* Make an assertion for the account's subject; the token endpoint is known. The caller owns it. */
bool mb_service_account_assertion(const struct mb_service_account *sa, const struct mb_party *p,
				  struct mb_secret **assertion_r, struct mb_err *err);

#endif
