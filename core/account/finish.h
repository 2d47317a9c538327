/* SPDX-License-Identifier: MIT */
/*
 * finish - the end of every login: redeem under the lock, save, forget the refusals
 *
 * Each function takes the lock, sends with the account's timeout, saves and unlocks. Nothing is sent while ACCOUNT.json cannot
 * be read (MB_E_IO).
 */
#ifndef MB_FINISH_H
#define MB_FINISH_H

#include <stdbool.h>

#include "account/session.h"
#include "global/err.h"
#include "oauth/device.h"

struct mb_authorization;
struct mb_redirect;

/* Check what the browser brought back (mb_authorization_form()), and redeem the code. */
bool mb_finish_code(struct mb_session *s, const struct mb_authorization *a,
		    const struct mb_redirect *redirect, struct mb_err *err);

/* Ask once whether the person has signed in with the device code. MB_POLL_DONE: signed in and saved.
 * MB_POLL_PENDING: ask again after the interval, which this may have changed. */
enum mb_poll mb_finish_device(struct mb_session *s, struct mb_device *d, struct mb_err *err);

/* Sign in by a grant that needs no redirect and no code (password, client credentials). */
bool mb_finish_direct(struct mb_session *s, struct mb_err *err);

#endif
