/* SPDX-License-Identifier: MIT */
#include "account/finish.h"

#include "account/grant.h"
#include "account/obtain.h"
#include "account/refusal.h"
#include "config/account.h"
#include "net/form.h"
#include "oauth/authorization.h"

static bool begin_login(struct mb_session *s, struct mb_err *err)
{
	bool waited;

	s->party.deadline = mb_deadline_in(mb_account_number(s->party.account, MB_SET_TIMEOUT));
	if (!mb_session_lock(s, &waited, err))
		return false;
	mb_session_load(s);
	mb_err_clear(&s->status_err); /* a login replaces a status that cannot be read */
	if (mb_session_readable(s, err))
		return true;
	mb_session_unlock(s);
	return false;
}

static bool end_login(struct mb_session *s, enum mb_outcome outcome, struct mb_token_file *token)
{
	mb_token_file_fini(token);
	if (outcome == MB_OBTAINED)
		mb_refusal_forget(s, true);
	mb_session_unlock(s);
	return outcome == MB_OBTAINED;
}

/* Redeem the code in `form`, by which a person signed in. The verdict stays MB_MEANS_UNKNOWN
 * when the provider did not answer. */
static bool redeem(struct mb_session *s, enum mb_phase phase, unsigned grant, struct mb_form *form,
		   struct mb_verdict *verdict, struct mb_err *err)
{
	struct mb_token_file token;
	enum mb_outcome outcome;

	if (!begin_login(s, err))
		return false;
	outcome = mb_obtain(s, phase, grant, form, true, &token, verdict, err);
	return end_login(s, outcome, &token);
}

bool mb_finish_code(struct mb_session *s, const struct mb_authorization *a,
		    const struct mb_redirect *redirect, struct mb_err *err)
{
	struct mb_form *form = mb_authorization_form(a, &s->party, redirect, err);
	struct mb_verdict verdict = { .retry_after = -1 };
	bool ok = form &&
		  redeem(s, MB_PHASE_CODE, MB_GRANT_AUTHORIZATION_CODE, form, &verdict, err);

	mb_verdict_fini(&verdict);
	mb_form_free(&form);
	return ok;
}

enum mb_poll mb_finish_device(struct mb_session *s, struct mb_device *d, struct mb_err *err)
{
	struct mb_form *form = mb_device_form(d);
	struct mb_verdict verdict = { .retry_after = -1 };
	enum mb_poll result = MB_POLL_DONE;

	if (!redeem(s, MB_PHASE_POLL, MB_GRANT_DEVICE_CODE, form, &verdict, err)) {
		result = mb_device_go_on(d, &verdict, err);
		if (result == MB_POLL_PENDING)
			mb_err_clear(err);
	}
	mb_verdict_fini(&verdict);
	mb_form_free(&form);
	return result;
}

bool mb_finish_direct(struct mb_session *s, struct mb_err *err)
{
	struct mb_verdict verdict = { .retry_after = -1 };
	struct mb_token_file token = { 0 };
	enum mb_outcome outcome;

	if (!begin_login(s, err))
		return false;
	outcome = mb_grant_direct(s, true, &token, &verdict, err);
	if (outcome == MB_REFUSED)
		mb_refusal_keep(s, &verdict, err);
	mb_verdict_fini(&verdict);
	return end_login(s, outcome, &token);
}
