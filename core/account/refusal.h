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

/* Is a refusal being remembered? Then `err` says it again. The lock is held, the session loaded. */
bool mb_refusal_stands(const struct mb_session *s, struct mb_err *err);

/* Has a process before us in the queue failed since `waiting_since` (Unix time; 0: we did not
 * wait)? Then `err` repeats its error: a crowd sends one request also when that fails. */
bool mb_refusal_is_news(const struct mb_session *s, int64_t waiting_since, struct mb_err *err);

/* Keep the error for `status`, and as a refusal when a person must act or the provider wants to
 * be left alone. `verdict` is NULL when the provider did not answer. True: a person must act and
 * was not told yet, so on_attention is due (after unlocking). If a refused password could not be
 * noted, `err` says so too. */
bool mb_refusal_keep(struct mb_session *s, const struct mb_verdict *verdict, struct mb_err *err);

/* Forget error and refusal after a success, but not the session's note; after a `login` also the
 * refusals of a password and of mail servers. */
void mb_refusal_forget(struct mb_session *s, bool login);

/* Run on_attention, if it is set and did not itself start this process. The lock is not held.
 * False: the command failed, so that perhaps nobody was told. */
bool mb_attention(const struct mb_session *s, const struct mb_err *err);

#endif
