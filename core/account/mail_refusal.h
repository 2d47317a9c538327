/* SPDX-License-Identifier: MIT */
/*
 * mail_refusal - remembering, per service, that a mail server did not take the token
 *
 * Exchange says the same NO for a disabled protocol, a wrong user and a wrong audience: a client that
 * polls must not ask again each minute. `login` and a changed config end the refusal.
 */
#ifndef MB_MAIL_REFUSAL_H
#define MB_MAIL_REFUSAL_H

#include <mailbearer/plugin.h>
#include <stdbool.h>

#include "global/err.h"
#include "store/paths.h"

struct mb_account;

/* Is a refusal of the service being remembered, or may it be, as the status file cannot be read?
 * Then `err` says why. */
bool mb_mail_refusal_stands(const struct mb_account *account, const struct mb_paths *paths,
			    enum mb_service service, struct mb_err *err);
/* Remember the refusal `err` for the setting retry_after, and run on_attention if it is new. */
void mb_mail_refusal_keep(const struct mb_account *account, const struct mb_paths *paths,
			  enum mb_service service, const struct mb_err *err);
/* Forget the refusal of the service, whose server has taken a token. */
void mb_mail_refusal_forget(const struct mb_account *account, const struct mb_paths *paths,
			    enum mb_service service);

#endif
