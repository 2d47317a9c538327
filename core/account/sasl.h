/* SPDX-License-Identifier: MIT */
/*
 * sasl - the initial responses that carry a token, in base64
 *
 * User and token are checked for characters by which they could add parts to the response. MB_E_CONFIG for the user,
 * MB_E_RETRY for the token.
 */
#ifndef MB_SASL_H
#define MB_SASL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "global/err.h"

struct mb_buf;

/* Append a response for XOAUTH2, which Google and Microsoft have documented, to `out`. */
bool mb_sasl_xoauth2(struct mb_buf *out, const char *user, const char *token, size_t token_len,
		     struct mb_err *err);
/* Append a response for OAUTHBEARER to `out`. If `host` is NULL, host and port are left out (RFC 7628 3.1). */
bool mb_sasl_oauthbearer(struct mb_buf *out, const char *user, const char *host, uint16_t port,
			 const char *token, size_t token_len, struct mb_err *err);

#endif
