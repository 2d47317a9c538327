/* SPDX-License-Identifier: MIT */
/*
 * register - making mailbearer known to a provider that lets every client register itself (RFC 7591)
 */
#ifndef MB_REGISTER_H
#define MB_REGISTER_H

#include <stdbool.h>

#include "global/err.h"

struct mb_session;

/* Before a login: sees that the session knows the endpoints and has a client id; registers if need be,
 * and saves that. Takes the lock for it, and asks nobody if there is nothing to ask. */
bool mb_register(struct mb_session *s, struct mb_err *err);

#endif
