/* SPDX-License-Identifier: MIT */
/*
 * refusal - remembering what failed, so that a polling client cannot lock an account out
 */
#ifndef MB_REFUSAL_H
#define MB_REFUSAL_H

#include <stdbool.h>

#include "account/session.h"
#include "global/err.h"
#include "meaning/judge.h"

/* Is a refusal being remembered? Then it is `err` again. Under the lock, after a load. */
bool mb_refusal_stands(const struct mb_session *s, struct mb_err *err);

/* Did somebody before us in the queue fail, since `waiting_since` (Unix time; 0: we did not wait)? Then
 * that is our answer too: a crowd is one request also when it fails. */
bool mb_refusal_is_news(const struct mb_session *s, int64_t waiting_since, struct mb_err *err);

/* Keeps the error for `status`, and as a refusal when a person must act or the provider wants to be
 * left alone. `verdict` is NULL when the provider did not speak. True: it is a new refusal that
 * needs a person, so on_attention is due (after unlocking). That a refused password could not be noted is
 * added to `err`. */
bool mb_refusal_keep(struct mb_session *s, const struct mb_verdict *verdict, struct mb_err *err);

/* Success: forgets error and refusal, but for the session's note; `login` also that a password was
 * refused. */
void mb_refusal_forget(struct mb_session *s, bool login);

/* Runs on_attention, if it is set and this is not its own doing. Not under the lock. False: it failed, so
 * that nobody may have been told. */
bool mb_attention(const struct mb_session *s, const struct mb_err *err);

#endif
