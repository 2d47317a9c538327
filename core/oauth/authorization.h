/* SPDX-License-Identifier: MIT */
/*
 * authorization - the authorization code grant with PKCE (RFC 6749 4.1, RFC 7636, RFC 9207)
 */
#ifndef MB_AUTHORIZATION_H
#define MB_AUTHORIZATION_H

#include <stdbool.h>

#include "global/err.h"
#include "oauth/session.h"

struct mb_redirect;
struct mb_secret;

struct mb_authorization {
	char *url;                  /* for the browser */
	char *redirect_uri;         /* the very string sent, RFC 6749 4.1.3 */
	struct mb_secret *state;    /* what the redirect must bring back */
	struct mb_secret *verifier; /* RFC 7636 4.1 */
};

/* Makes the URL to open. mb_authorization_fini() in any case. */
bool mb_authorization_begin(struct mb_authorization *a, const struct mb_session *s,
			    const char *redirect_uri, struct mb_err *err);
void mb_authorization_fini(struct mb_authorization *a);

/* Checks what came back, then redeems the code and saves, under the lock. The state was compared
 * by whoever received the redirect. */
bool mb_authorization_redeem(const struct mb_authorization *a, struct mb_session *s,
			     const struct mb_redirect *redirect, struct mb_err *err);

#endif
