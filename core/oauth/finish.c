/* SPDX-License-Identifier: MIT */
#include "oauth/finish.h"

#include "config/account.h"
#include "oauth/grant.h"
#include "oauth/obtain.h"
#include "oauth/refusal.h"

static bool begin(struct mb_session *s, struct mb_err *err)
{
	bool waited;

	s->deadline = mb_deadline_in(mb_account_number(s->account, "timeout"));
	if (!mb_session_lock(s, &waited, err))
		return false;
	mb_session_load(s);
	mb_err_clear(&s->status_err); /* a login replaces a status that cannot be read */
	if (mb_session_readable(s, err))
		return true;
	mb_session_unlock(s);
	return false;
}

static bool end(struct mb_session *s, enum mb_outcome outcome, struct mb_token_file *token)
{
	mb_token_file_fini(token);
	if (outcome == MB_OBTAINED)
		mb_refusal_forget(s, true);
	mb_session_unlock(s);
	return outcome == MB_OBTAINED;
}

bool mb_finish_login(struct mb_session *s, enum mb_phase phase, unsigned grant,
		     struct mb_form *form, struct mb_verdict *verdict_r, struct mb_err *err)
{
	struct mb_verdict verdict = { .retry_after = -1 };
	struct mb_token_file token;
	enum mb_outcome outcome;

	if (!begin(s, err))
		return false;
	outcome = mb_obtain(s, phase, grant, form, true, &token, &verdict, err);
	if (verdict_r)
		*verdict_r = verdict;
	else
		mb_verdict_fini(&verdict);
	return end(s, outcome, &token);
}

bool mb_finish_direct(struct mb_session *s, struct mb_err *err)
{
	struct mb_verdict verdict = { .retry_after = -1 };
	struct mb_token_file token = { 0 };
	enum mb_outcome outcome;

	if (!begin(s, err))
		return false;
	outcome = mb_grant_direct(s, true, &token, &verdict, err);
	if (outcome == MB_REFUSED)
		mb_refusal_keep(s, &verdict, err);
	mb_verdict_fini(&verdict);
	return end(s, outcome, &token);
}
