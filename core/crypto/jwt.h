/* SPDX-License-Identifier: MIT */
/*
 * jwt - signed JSON Web Tokens, in the compact form (RFC 7515, RFC 7519)
 */
#ifndef MB_JWT_H
#define MB_JWT_H

#include <stdbool.h>

#include "global/err.h"
#include "base/json.h"

struct mb_key;
struct mb_secret;

/* Sign `claims` with `key`. `algorithm` is RS256, PS256 or ES256. Adds `alg` and `typ` to `header`; both objects stay
 * the caller's. MB_E_CONFIG if the algorithm does not fit the kind of key. The caller frees the token, which is a
 * secret: whoever has it may use it until it expires. */
bool mb_jwt_sign(struct mb_secret **jwt_r, json_t *header, const json_t *claims,
		 const char *algorithm, const struct mb_key *key, struct mb_err *err);

#endif
