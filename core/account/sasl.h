/* SPDX-License-Identifier: MIT */
/*
 * sasl - the initial responses that carry a token, in base64
 *
 * Pure: from user and token to text. Both are checked for characters that would let them say more
 * than they may.
 */
#ifndef MB_SASL_H
#define MB_SASL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "global/err.h"

struct mb_buf;

/* XOAUTH2 (Google's and Microsoft's documents): appends to `out`. */
bool mb_sasl_xoauth2(struct mb_buf *out, const char *user, const char *token, size_t token_len,
		     struct mb_err *err);
/* OAUTHBEARER (RFC 7628 3.1). `host` NULL: without host and port, which are optional. */
bool mb_sasl_oauthbearer(struct mb_buf *out, const char *user, const char *host, uint16_t port,
			 const char *token, size_t token_len, struct mb_err *err);

#endif
