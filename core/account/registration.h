/* SPDX-License-Identifier: MIT */
/*
 * registration - seeing that an account has a client id, if the provider lets mailbearer register itself
 */
#ifndef MB_REGISTRATION_H
#define MB_REGISTRATION_H

#include <stdbool.h>

struct mb_err;
struct mb_session;

/* Before a login: see that the session knows the endpoints and has a client id; register if need be, and save what
 * comes of it in ACCOUNT.client. Takes the lock for it, and asks nobody if there is nothing to ask. */
bool mb_registration_ensure(struct mb_session *s, struct mb_err *err);

#endif
