/* SPDX-License-Identifier: MIT */
/*
 * redirect - what the provider says through the browser: the query of the redirect URI
 *
 * All of it is untrusted: whoever can make the browser open an address can write it. It counts only
 * once its state is the one that was sent (RFC 6749 10.12).
 */
#ifndef MB_REDIRECT_H
#define MB_REDIRECT_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_secret;

/* Longest query, pasted line and request head. */
#define MB_REDIRECT_MAX (16 * 1024)

/* Decoded; NULL where the parameter is missing or empty. Owned by the struct. */
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

/* Parses "name=value&…", percent-encoded. A parameter that comes twice, bad percent-encoding, NUL, a
 * code of other than graphic characters, code and error at once: MB_E_DATA, without the values.
 * Parameters that are not known are skipped; that there is a code or an error is not checked. On
 * failure *r is empty. */
bool mb_redirect_parse(struct mb_redirect *r, const char *query, size_t len, struct mb_err *err);
void mb_redirect_fini(struct mb_redirect *r);

/* In constant time; a missing state is never right. */
bool mb_redirect_state_is(const struct mb_redirect *r, const char *state);

#endif
