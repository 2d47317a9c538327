/* SPDX-License-Identifier: MIT */
/*
 * party - an account as a client of its provider: all that a request has to know
 *
 * A party knows no files of ours: account/session.h fills in what they hold.
 */
#ifndef MB_PARTY_H
#define MB_PARTY_H

#include <stdbool.h>

#include "base/clock.h"
#include "oauth/register.h"

struct mb_account;
struct mb_discovered;
struct mb_err;
struct mb_key;
struct mb_secret;

struct mb_party {
	const struct mb_account *account;
	struct mb_deadline deadline;      /* of all requests */
	unsigned grant;                   /* the account's grant, a bit of enum mb_grant */
	char *scope;                      /* to ask for */
	char *token_endpoint;             /* where grants go; NULL: only the issuer can tell */
	char *authority;                  /* the token endpoint, or the issuer that tells it */
	struct mb_discovered *discovered; /* what the issuer has published; NULL: not asked */
	char *client_id;                  /* the account's, or registered; NULL: none yet */
	struct mb_registered registered;  /* if mailbearer registered it itself */
	struct mb_secret *client_secret;  /* once it was read */
	struct mb_key *client_key;        /* once it was read */
};

/* Fill the party from the account's settings, except the client. Asks nobody. The account has no
 * fault and is borrowed. False with MB_E_CONFIG: neither token endpoint nor issuer is known. The
 * caller ends the party with mb_party_fini() in any case. */
bool mb_party_init(struct mb_party *p, const struct mb_account *account, struct mb_err *err);
void mb_party_fini(struct mb_party *p);

#endif
