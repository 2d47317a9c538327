/* SPDX-License-Identifier: MIT */
/*
 * authorization - the authorization code grant with PKCE (RFC 6749 4.1, RFC 7636, RFC 9207)
 */
#ifndef MB_AUTHORIZATION_H
#define MB_AUTHORIZATION_H

#include <stdbool.h>

#include "global/err.h"
#include "oauth/party.h"

struct mb_form;
struct mb_redirect;
struct mb_secret;

struct mb_authorization {
	char *url;                  /* for the browser */
	char *redirect_uri;         /* the very string sent (RFC 6749 4.1.3) */
	struct mb_secret *state;    /* what the redirect must bring back */
	struct mb_secret *verifier; /* the code verifier (RFC 7636 4.1) */
};

/* Make the URL to open. The caller ends `a` with mb_authorization_fini() in any case. */
bool mb_authorization_begin(struct mb_authorization *a, const struct mb_party *p,
			    const char *redirect_uri, struct mb_err *err);
void mb_authorization_fini(struct mb_authorization *a);

/* Check the redirect (untrusted), and make the form that redeems its code, for the caller to
 * free. NULL with an error: there is no code to redeem. Whoever received the redirect has
 * compared the state. */
struct mb_form *mb_authorization_form(const struct mb_authorization *a, const struct mb_party *p,
				      const struct mb_redirect *redirect, struct mb_err *err);

#endif
