/* SPDX-License-Identifier: MIT */
/*
 * revoke - taking a login back at the provider (RFC 7009)
 */
#ifndef MB_REVOKE_H
#define MB_REVOKE_H

#include <stdbool.h>

#include "global/err.h"
#include "oauth/party.h"

struct mb_secret;

/* Revoke a refresh token, which most providers take for the whole grant. The token endpoint is known, and the token
 * came from this provider. *had_endpoint_r: the provider can be asked at all. */
bool mb_revoke(struct mb_party *p, const struct mb_secret *refresh_token, bool *had_endpoint_r,
	       struct mb_err *err);

#endif
