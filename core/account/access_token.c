/* SPDX-License-Identifier: MIT */
#include "account/access_token.h"

#include <string.h>

#include "account/grant.h"
#include "account/refusal.h"
#include "base/secret.h"
#include "base/text.h"
#include "config/account.h"
#include "config/config.h"
#include "config/resolve.h"
#include "global/log.h"
#include "global/replace.h"
#include "global/waited.h"
#include "oauth/no_refresh.h"

/* The state of one call. */
struct work {
	struct mb_session session;
	int64_t min_validity;        /* seconds */
	bool force;                  /* however fresh the stored token is */
	struct mb_token_file before; /* the token file before we waited */
	struct mb_verdict verdict;
	bool judged;                         /* the provider has answered: see verdict */
	int64_t waiting_since;               /* Unix time; 0: nobody was before us */
	const struct mb_token_file *refused; /* the token that a mail server refused; NULL: none */
};

/* Load the stored token. False, with the token empty: there is none that can be trusted and was
 * obtained for the settings of now. */
static bool load_token(const struct work *w, struct mb_token_file *token)
{
	if (mb_token_file_load(token, w->session.token_path) &&
	    mb_streq(token->binding, w->session.binding))
		return true;
	mb_token_file_fini(token);
	*token = (struct mb_token_file){ 0 };
	return false;
}

static bool token_is_fresh(const struct work *w, const struct mb_token_file *token)
{
	return !w->force && mb_token_file_fresh(token, mb_clock_now(), w->min_validity);
}

static bool tokens_equal(const struct mb_token_file *a, const struct mb_token_file *b)
{
	return a->token_len == b->token_len && memcmp(a->token, b->token, a->token_len) == 0;
}

/* Does the stored token answer this call? */
static bool token_serves(const struct work *w, const struct mb_token_file *token)
{
	if (w->refused)
		return !tokens_equal(token, w->refused) && token->expires > mb_clock_now();
	return token_is_fresh(w, token) ||
	       (w->waiting_since && mb_token_file_newer(token, &w->before, mb_clock_now()));
}

/* Give the stored token the stamp of the config of now, so that the front uses it again: the
 * config was changed, but no setting that the token depends on. */
static void restamp(const struct work *w, const struct mb_token_file *token)
{
	const struct mb_account *account = w->session.party.account;
	struct mb_token_file copy = *token;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf text;

	if (mb_streq(token->stamp, account->config->stamp))
		return;
	copy.stamp = account->config->stamp;
	copy.min_validity = mb_account_number(account, MB_SET_MIN_VALIDITY);
	copy.timeout = mb_account_number(account, MB_SET_TIMEOUT);
	mb_buf_init(&text, MB_TOKEN_FILE_MAX);
	mb_token_file_format(&copy, &text);
	if (mb_buf_ok(&text) &&
	    !mb_file_replace_light(w->session.token_path, text.data, text.len, &err))
		mb_step("%s", err.text);
	mb_err_clear(&err);
	mb_buf_fini(&text);
}

/* Restamp under the lock, as without it a newer token might be overwritten. Do not wait for the
 * lock: the token is good as it is. */
static void restamp_if_free(struct work *w, const struct mb_token_file *token)
{
	struct mb_token_file now;

	if (mb_streq(token->stamp, w->session.party.account->config->stamp) ||
	    !mb_session_try_lock(&w->session))
		return;
	if (load_token(w, &now)) {
		restamp(w, &now);
		mb_token_file_fini(&now);
	}
	mb_session_unlock(&w->session);
}

/* Set the error that says why there is nothing to refresh. */
static bool not_signed_in(const struct work *w, struct mb_err *err)
{
	const struct mb_session *s = &w->session;
	const char *name = s->party.account->name, *differs;

	if (s->record_err.code == MB_E_LOGIN)
		return mb_err_set(err, MB_E_LOGIN, _("sign in again: mailbearer login %s (%s)"),
				  name, s->record_err.text);
	if (s->record_err.code != MB_OK)
		return mb_err_set(err, s->record_err.code, "%s", s->record_err.text);
	differs = s->have_record ? mb_session_differs(s) : NULL;
	if (differs)
		return mb_err_set(
		    err, MB_E_LOGIN,
		    _("sign in again: mailbearer login %s (%s has changed since the login)"), name,
		    differs);
	if (s->have_record)
		return mb_err_set(
		    err, MB_E_LOGIN,
		    _("%s, then: mailbearer login %s (the provider gave no refresh token)"),
		    mb_no_refresh_remedy(&s->party), name);
	return mb_err_set(err, MB_E_LOGIN, _("sign in: mailbearer login %s"), name);
}

/* Load the record again, after invalid_grant. True: another process (a store on NFS, a copied
 * home) has saved a newer refresh token. */
static bool newer_record(struct work *w)
{
	struct mb_session *s = &w->session;
	struct mb_secret *used = mb_secret_copy(s->record.refresh_token);
	bool newer;

	mb_session_load(s);
	newer = s->have_record && s->record.refresh_token &&
		!mb_secret_equal(s->record.refresh_token, used) && !mb_session_differs(s);
	mb_secret_free(&used);
	return newer;
}

static enum mb_outcome send_refresh(struct work *w, struct mb_token_file *token, struct mb_err *err)
{
	enum mb_outcome outcome = mb_grant_refresh(&w->session, token, &w->verdict, err);

	if (outcome == MB_REFUSED && w->verdict.invalid_grant && newer_record(w)) {
		mb_verdict_fini(&w->verdict);
		mb_err_clear(err);
		outcome = mb_grant_refresh(&w->session, token, &w->verdict, err);
	}
	return outcome;
}

/* Use the account's own grant, as the refresh token was `refused` or there is none. When this
 * grant gets no answer (the password is known to be wrong, its command fails), the refusal of
 * the refresh token is what is remembered. */
static enum mb_outcome fall_back(struct work *w, bool refused, struct mb_token_file *token,
				 struct mb_err *err)
{
	struct mb_verdict before = w->verdict;
	enum mb_outcome outcome;

	w->verdict = (struct mb_verdict){ .retry_after = -1 };
	mb_err_clear(err);
	outcome = mb_grant_direct(&w->session, false, token, &w->verdict, err);
	if (refused && outcome == MB_NO_ANSWER) {
		mb_verdict_fini(&w->verdict);
		w->verdict = before;
		return MB_REFUSED;
	}
	mb_verdict_fini(&before);
	return outcome;
}

/* Try the grants that may help, in order. The lock is held. */
static bool obtain_token(struct work *w, struct mb_token_file *token, struct mb_err *err)
{
	struct mb_session *s = &w->session;
	bool direct = mb_grant_is_direct(s->party.grant);
	bool can_refresh = s->have_record && s->record.refresh_token && !mb_session_differs(s);
	enum mb_outcome outcome = MB_NO_ANSWER;

	if (!mb_session_readable(s, err))
		return false;
	if (can_refresh)
		outcome = send_refresh(w, token, err);
	else if (!direct)
		return not_signed_in(w, err);
	if (direct && (!can_refresh || (outcome == MB_REFUSED && w->verdict.invalid_grant)))
		outcome = fall_back(w, can_refresh, token, err);
	w->judged = outcome == MB_REFUSED;
	return outcome == MB_OBTAINED;
}

/* Remove a stale token file, so that `cat` fails instead of printing a dead token. Stale: it has
 * expired or was obtained for other settings. */
static void remove_stale_token(const struct work *w)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_token_file token;

	if (mb_token_file_load(&token, w->session.token_path) &&
	    (token.expires <= mb_clock_now() || !mb_streq(token.binding, w->session.binding)))
		mb_file_remove(w->session.token_path, &err);
	mb_token_file_fini(&token);
	mb_err_clear(&err);
}

/* Answer from the stored token, else by a grant. The lock is held. True: *token is the answer.
 * *attention_r: a person must be told. */
static bool under_lock(struct work *w, struct mb_token_file *token, bool *attention_r,
		       struct mb_err *err)
{
	struct mb_session *s = &w->session;

	if (load_token(w, token)) {
		if (token_serves(w, token)) {
			restamp(w, token);
			return true;
		}
		mb_token_file_fini(token);
	}
	mb_session_load(s);
	if (!mb_session_status_known(s, err) || mb_refusal_stands(s, err) ||
	    mb_refusal_is_news(s, w->waiting_since, err)) {
		remove_stale_token(w);
		return false;
	}
	if (obtain_token(w, token, err)) {
		mb_refusal_forget(s, false);
		return true;
	}
	*attention_r = mb_refusal_keep(s, w->judged ? &w->verdict : NULL, err);
	remove_stale_token(w);
	return false;
}

static bool access_token(struct work *w, const struct mb_account *account,
			 const struct mb_paths *paths, struct mb_token_file *token,
			 struct mb_err *err)
{
	bool waited = false, attention = false, ok = false;
	int64_t waited_ms, now;

	if (w->min_validity < 0)
		w->min_validity = mb_account_number(account, MB_SET_MIN_VALIDITY);
	*token = (struct mb_token_file){ 0 };
	if (!mb_session_open(&w->session, account, paths, err))
		goto out;
	waited_ms = mb_waited_take(mb_deadline_left_ms(w->session.party.deadline));
	w->session.party.deadline.at_ms -= waited_ms;
	now = mb_clock_now();
	if (load_token(w, token) && !w->refused && token_is_fresh(w, token)) {
		restamp_if_free(w, token);
		ok = true;
		goto out;
	}
	w->before = *token;
	*token = (struct mb_token_file){ 0 };
	if (!mb_session_lock(&w->session, &waited, err))
		goto out;
	if (waited || waited_ms > 0)
		w->waiting_since = now - waited_ms / 1000;
	ok = under_lock(w, token, &attention, err);
	mb_session_unlock(&w->session);
	if (attention)
		mb_attention(&w->session, err);
out:
	mb_token_file_fini(&w->before);
	mb_verdict_fini(&w->verdict);
	mb_session_close(&w->session);
	return ok;
}

bool mb_access_token(const struct mb_account *account, const struct mb_paths *paths,
		     int64_t min_validity, bool force, struct mb_token_file *token,
		     struct mb_err *err)
{
	struct work w = { .min_validity = min_validity, .force = force };

	return access_token(&w, account, paths, token, err);
}

bool mb_access_token_after(const struct mb_account *account, const struct mb_paths *paths,
			   const struct mb_token_file *refused, struct mb_token_file *token,
			   struct mb_err *err)
{
	struct work w = { .min_validity = -1, .refused = refused };

	return access_token(&w, account, paths, token, err);
}
