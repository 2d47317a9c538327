/* SPDX-License-Identifier: MIT */
/*
 * finish - the end of every login: redeem under the lock, save, forget the refusals
 */
#ifndef MB_FINISH_H
#define MB_FINISH_H

#include <mailbearer/plugin.h>
#include <stdbool.h>

#include "global/err.h"
#include "oauth/session.h"

struct mb_form;
struct mb_verdict;

/* Takes the lock, sends the form (see mb_obtain()) with the account's timeout, saves, unlocks. Nothing is
 * sent while ACCOUNT.json cannot be read (MB_E_IO). When the provider refuses, the verdict is moved to
 * `verdict_r`, which may be NULL; its meaning is MB_MEANS_UNKNOWN when the provider did not speak. */
bool mb_finish_login(struct mb_session *s, enum mb_phase phase, unsigned grant,
		     struct mb_form *form, struct mb_verdict *verdict_r, struct mb_err *err);

/* The login of a grant that needs no redirect and no code (password, client credentials). */
bool mb_finish_direct(struct mb_session *s, struct mb_err *err);

#endif
