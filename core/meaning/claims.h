/* SPDX-License-Identifier: MIT */
/*
 * claims - what a token that is a JWT says about itself (RFC 7519 4)
 *
 * The claims are shown to people and never trusted: the signature is not checked.
 */
#ifndef MB_CLAIMS_H
#define MB_CLAIMS_H

#include "base/json.h"

/* Decode the claims of `token`, which may be NULL. Returns NULL if the token is no JWT. The caller json_decref()s the
 * claims. */
json_t *mb_claims(const char *token, size_t len);

/* Return the sign-in name in the claims, printable; NULL if there is none. The caller frees it. */
char *mb_claims_user(const json_t *claims);

#endif
