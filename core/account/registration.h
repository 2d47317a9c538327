/* SPDX-License-Identifier: MIT */
/*
 * registration - seeing that an account has a client id, if the provider lets mailbearer register itself
 */
#ifndef MB_REGISTRATION_H
#define MB_REGISTRATION_H

#include <stdbool.h>

struct mb_err;
struct mb_session;

/* See, before a login, that the session knows the endpoints and has a client id. If need be,
 * takes the lock, asks the issuer, registers, and saves the client in ACCOUNT.client. */
bool mb_registration_ensure(struct mb_session *s, struct mb_err *err);

#endif
