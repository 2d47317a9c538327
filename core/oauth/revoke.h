/* SPDX-License-Identifier: MIT */
/*
 * revoke - taking a login back at the provider (RFC 7009)
 */
#ifndef MB_REVOKE_H
#define MB_REVOKE_H

#include <stdbool.h>

#include "global/err.h"
#include "oauth/session.h"

/* Revokes the session's refresh token, which most providers take for the whole grant. `loaded` under
 * the lock. *had_endpoint_r: the provider can be asked at all. A login made with other settings is not
 * sent anywhere: MB_E_CONFIG. */
bool mb_revoke(struct mb_session *s, bool *had_endpoint_r, struct mb_err *err);

#endif
