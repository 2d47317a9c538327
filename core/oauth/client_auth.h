/* SPDX-License-Identifier: MIT */
/*
 * client_auth - how a client proves who it is: a secret (RFC 6749 2.3.1), an assertion signed with its
 * own key (RFC 7523 2.2), or one that somebody else wrote into a file (workload identity)
 */
#ifndef MB_CLIENT_AUTH_H
#define MB_CLIENT_AUTH_H

#include <stdbool.h>

#include "global/err.h"
#include "oauth/party.h"

struct mb_form;

/* Add client_id and the proof of who the client is; a public client has none. The token endpoint
 * is known. May read files, run a command, ask a PKCS#11 token. Each assertion is new, and so is
 * good for one request. */
bool mb_client_auth(struct mb_party *p, struct mb_form *form, struct mb_err *err);

#endif
