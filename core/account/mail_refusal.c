/* SPDX-License-Identifier: MIT */
#include "account/mail_refusal.h"

#include <stdlib.h>

#include "account/refusal.h"
#include "account/session.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/config.h"
#include "global/log.h"
#include "meaning/judge.h"
#include "plugin/service.h"

/* Load the status; a damaged file counts as empty. False: the file cannot be read, so it may
 * hold a refusal. */
static bool load_status(const struct mb_account *account, const struct mb_paths *paths,
			struct mb_status *status, struct mb_err *err)
{
	char *path = mb_paths_state_file(paths, MB_STATE_STATUS, account->name);
	bool known = mb_status_load(status, path, err);

	free(path);
	if (known || err->code != MB_E_LOGIN)
		return known;
	mb_err_clear(err);
	return true;
}

bool mb_mail_refusal_stands(const struct mb_account *account, const struct mb_paths *paths,
			    enum mb_service service, struct mb_err *err)
{
	int64_t now = mb_clock_now(), longest = mb_account_number(account, MB_SET_RETRY_AFTER);
	const struct mb_mail_refusal *r;
	struct mb_status status;
	bool stands;

	if (!load_status(account, paths, &status, err))
		return true;
	r = &status.mail[mb_service_index(service)];
	/* A refusal that ends later than it can have been set to: the clock was set back. */
	stands = r->text && r->until > now && r->until <= now + longest &&
		 mb_streq(r->stamp, account->config->stamp);
	if (stands)
		mb_verdict_retold(account, r->code, r->text, err);
	mb_status_fini(&status);
	return stands;
}

/* Set the slot to the refusal `err`, or with NULL to none, under the lock. True: the refusal is
 * new. */
static bool change_slot(struct mb_session *s, size_t slot, const struct mb_err *err)
{
	struct mb_mail_refusal *r = &s->status.mail[slot];
	struct mb_err failed = MB_ERR_INIT;
	bool waited, known;

	if (!mb_session_lock(s, &waited, &failed)) {
		mb_step("%s", failed.text); /* a refusal that is not kept costs a request */
		mb_err_clear(&failed);
		return false;
	}
	mb_session_load(s);
	known = err && mb_streq(r->text, mb_err_english(err));
	mb_mail_refusal_clear(r);
	if (err) {
		r->until = mb_clock_now() + mb_account_number(s->party.account, MB_SET_RETRY_AFTER);
		r->code = err->code;
		r->text = mb_xstrdup(mb_err_english(err));
		r->stamp = mb_xstrdup(s->party.account->config->stamp);
	}
	if (!mb_session_save_status(s, &failed))
		mb_step("%s", failed.text);
	mb_err_clear(&failed);
	mb_session_unlock(s);
	return !known;
}

void mb_mail_refusal_keep(const struct mb_account *account, const struct mb_paths *paths,
			  enum mb_service service, const struct mb_err *err)
{
	struct mb_err failed = MB_ERR_INIT;
	struct mb_session s;

	if (mb_session_open(&s, account, paths, &failed) &&
	    change_slot(&s, mb_service_index(service), err))
		mb_attention(&s, err);
	mb_session_close(&s);
	mb_err_clear(&failed);
}

void mb_mail_refusal_forget(const struct mb_account *account, const struct mb_paths *paths,
			    enum mb_service service)
{
	struct mb_err failed = MB_ERR_INIT;
	struct mb_status status;
	struct mb_session s;
	bool there;

	there = load_status(account, paths, &status, &failed) &&
		status.mail[mb_service_index(service)].text;
	mb_status_fini(&status);
	mb_err_clear(&failed);
	if (!there)
		return;
	if (mb_session_open(&s, account, paths, &failed))
		change_slot(&s, mb_service_index(service), NULL);
	mb_session_close(&s);
	mb_err_clear(&failed);
}
