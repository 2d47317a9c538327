/* SPDX-License-Identifier: MIT */
/*
 * redirect - what the provider says through the browser: the query of the redirect URI
 *
 * The query is untrusted: whoever can make the browser open an address can write it. Use it only if its state is the
 * one that was sent (RFC 6749 10.12).
 */
#ifndef MB_REDIRECT_H
#define MB_REDIRECT_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_secret;

/* Longest query, pasted line and request head, in bytes. */
#define MB_REDIRECT_MAX (16 * 1024)

/* The parameters, decoded; NULL if one is missing or empty. Owned by the struct. */
struct mb_redirect {
	struct mb_secret *code;
	char *state, *iss;
	char *error, *error_description, *error_uri, *error_subcode;
	bool bare; /* only a code was pasted: there is no state to compare */
};

#define MB_REDIRECT_INIT                                                                           \
	{                                                                                          \
		.bare = false                                                                      \
	}

/* Parse "name=value&…", percent-encoded. MB_E_DATA for a parameter that comes twice, bad percent-encoding, NUL, a
 * code with other than graphic characters, or a code and an error together; the sentence holds no values. Unknown
 * parameters are skipped. The query may have neither code nor error. On failure *r is empty. */
bool mb_redirect_parse(struct mb_redirect *r, const char *query, size_t len, struct mb_err *err);
void mb_redirect_fini(struct mb_redirect *r);

/* Tell whether the redirect has this state, in constant time. False if either is missing. */
bool mb_redirect_state_is(const struct mb_redirect *r, const char *state);

#endif
