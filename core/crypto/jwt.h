/* SPDX-License-Identifier: MIT */
/*
 * jwt - signed JSON Web Tokens (RFC 7515, RFC 7519), in the compact form
 */
#ifndef MB_JWT_H
#define MB_JWT_H

#include <stdbool.h>

#include "global/err.h"
#include "base/json.h"

struct mb_key;
struct mb_secret;

/* `alg` and `typ` are put into `header`; both objects stay the caller's. MB_E_CONFIG: the algorithm
 * (RS256, PS256, ES256) is not of this kind of key. The token is the caller's; whoever has it may
 * use it until it expires. */
bool mb_jwt_sign(struct mb_secret **jwt_r, json_t *header, const json_t *claims,
		 const char *algorithm, const struct mb_key *key, struct mb_err *err);

#endif
