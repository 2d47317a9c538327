/* SPDX-License-Identifier: MIT */
/*
 * claims - what a token in the shape of a JWT says about itself (RFC 7519 4)
 *
 * Read for people, never trusted: the signature is not checked, and nothing but words for a person
 * hangs on it.
 */
#ifndef MB_CLAIMS_H
#define MB_CLAIMS_H

#include "base/json.h"

/* The caller decref()s it; NULL: it is no JWT (`token` may be NULL). */
json_t *mb_claims(const char *token, size_t len);

/* The sign-in name among them, printable; the caller frees it; NULL: there is none. */
char *mb_claims_user(const json_t *claims);

#endif
