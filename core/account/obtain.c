/* SPDX-License-Identifier: MIT */
#include "account/obtain.h"

#include <stdlib.h>
#include <string.h>

#include "account/endpoints.h"
#include "account/person.h"
#include "base/buf.h"
#include "base/secret.h"
#include "base/signals.h"
#include "base/text.h"
#include "base/when.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/config.h"
#include "config/resolve.h"
#include "config/settings.h"
#include "global/log.h"
#include "net/form.h"
#include "oauth/client_auth.h"
#include "oauth/request.h"

/* Bytes of room made in each file before the request. A longer token still fits unless the disk is
 * full at that very moment. */
#define RESERVE 16384
/* Tolerated clock difference, in seconds. */
#define CLOCK_TOLERATED 60

/* The record and the token file, opened and with room before the request is sent. */
struct prepared {
	struct mb_replace record, token;
};

/* Prepare the files and, before a password is sent, room to note its refusal. */
static bool prepare(struct prepared *p, struct mb_session *s, enum mb_phase phase,
		    struct mb_err *err)
{
	if (phase == MB_PHASE_PASSWORD && s->status_room.fd < 0 &&
	    !mb_replace_begin(&s->status_room, s->status_path, RESERVE, err))
		return false;
	return mb_replace_begin(&p->record, s->record_path, RESERVE, err) &&
	       mb_replace_begin_light(&p->token, s->token_path, RESERVE, err);
}

/* Does the old refresh token stay good after a login that brought no new one? Some providers
 * (Google) give a refresh token only once, and leave it good for the person who has it. */
static bool old_refresh_token_is_good(const struct mb_session *s, unsigned grant,
				      const struct mb_tokens *tokens)
{
	return s->have_record && !mb_grant_is_direct(grant) && !mb_session_differs(s) &&
	       mb_person_compare(s, tokens) != MB_PERSON_OTHER;
}

/* Keep the old record's person: a refresh is for whoever signed in, whatever the reply says. */
static void keep_person(struct mb_record *next, const struct mb_record *r)
{
	free(next->issuer);
	free(next->subject);
	next->issuer = mb_xstrdup(r->issuer);
	next->subject = mb_xstrdup(r->subject);
}

/* Make the new record, from the tokens and where they are silent from the old record. */
static void update_record(struct mb_session *s, unsigned grant, const struct mb_tokens *tokens,
			  bool signing_in)
{
	const struct mb_party *p = &s->party;
	struct mb_record *r = &s->record;
	int64_t now = mb_clock_now();
	struct mb_record next = {
		.refresh_token = mb_secret_copy(tokens->refresh_token),
		.grant = mb_xstrdup(signing_in ? mb_grant_name(grant) : r->grant),
		.provider = mb_xstrdup(p->account->plugin->name),
		.client_id = mb_xstrdup(p->client_id),
		.user = mb_xstrdup(mb_account_get(p->account, MB_SET_USER)),
		.scope = mb_xstrdup(p->scope),
		.token_endpoint = mb_xstrdup(p->authority),
		.signed_in_as = mb_xstrdup(tokens->signed_in_as),
		.granted_scope = mb_xstrdup(tokens->scope),
		.issuer = mb_xstrdup(tokens->issuer),
		.subject = mb_xstrdup(tokens->subject),
		.signed_in = signing_in ? now : r->signed_in,
		.refreshed = now,
		.refresh_expires = tokens->refresh_lifetime > 0 ? now + tokens->refresh_lifetime
								: 0,
	};

	if (!next.refresh_token && (!signing_in || old_refresh_token_is_good(s, grant, tokens))) {
		next.refresh_token = mb_secret_copy(r->refresh_token);
		if (!next.refresh_expires)
			next.refresh_expires = r->refresh_expires;
	}
	if (!signing_in) {
		if (!next.signed_in_as)
			next.signed_in_as = mb_xstrdup(r->signed_in_as);
		if (!next.granted_scope)
			next.granted_scope = mb_xstrdup(r->granted_scope);
		if (r->issuer && r->subject)
			keep_person(&next, r);
	}
	mb_record_fini(r);
	*r = next;
	s->have_record = true;
}

/* Fill and save the token file. A failure is only logged: the token can still be printed once,
 * and the next caller refreshes. */
static void save_token(const struct mb_session *s, const struct mb_tokens *tokens,
		       struct prepared *p, struct mb_token_file *token)
{
	const struct mb_account *account = s->party.account;
	struct mb_err err = MB_ERR_INIT;

	mb_buf_init(&token->text, MB_TOKEN_FILE_MAX);
	token->token = mb_secret_expose(tokens->access_token);
	token->token_len = mb_secret_len(tokens->access_token);
	token->lifetime = tokens->lifetime;
	token->expires = mb_clock_now() + tokens->lifetime;
	token->min_validity = mb_account_number(account, MB_SET_MIN_VALIDITY);
	token->timeout = mb_account_number(account, MB_SET_TIMEOUT);
	token->stamp = account->config->stamp;
	token->binding = s->binding;
	mb_token_file_format(token, &token->text);
	if (!mb_replace_commit(&p->token, token->text.data, token->text.len, &err) &&
	    !mb_file_replace_light(s->token_path, token->text.data, token->text.len, &err)) {
		mb_step("%s", err.text);
		mb_err_clear(&err);
	}
	token->token = mb_buf_str(&token->text);
}

/* Save the record. `rotated`: its refresh token exists nowhere else, so that every way is tried. */
static bool save_record(const struct mb_session *s, bool rotated, struct prepared *p,
			struct mb_err *err)
{
	struct mb_err why = MB_ERR_INIT, still = MB_ERR_INIT;
	bool ok = mb_record_save(&s->record, s->record_path, &p->record, &why) ||
		  (rotated && mb_record_rescue(&s->record, s->record_path, &still));

	if (!ok)
		mb_err_move(err, &why);
	mb_err_clear(&why);
	mb_err_clear(&still);
	return ok;
}

static enum mb_outcome take_answer(struct mb_session *s, unsigned grant,
				   const struct mb_reply *reply, bool signing_in,
				   struct prepared *p, struct mb_token_file *token,
				   struct mb_verdict *verdict, struct mb_err *err)
{
	struct mb_tokens tokens;
	bool usable = mb_tokens_take(&tokens, reply, err), saved = true;
	enum mb_outcome outcome = MB_NO_ANSWER;

	if (tokens.refresh_token_unusable) {
		mb_err_set(
		    &s->note, MB_E_RETRY,
		    _("the provider's new refresh token cannot be used (length or characters); "
		      "the old one is kept"));
		mb_step("%s: %s", s->party.account->name, s->note.text);
	}
	if (signing_in && !mb_person_admit(s, grant, &tokens, err)) {
		mb_tokens_fini(&tokens);
		return MB_NO_ANSWER;
	}
	/* An unusable answer without a new refresh token changes nothing. */
	if (usable || tokens.refresh_token) {
		update_record(s, grant, &tokens, signing_in);
		saved = save_record(s, tokens.refresh_token != NULL, p, err);
	}
	if (usable && saved) {
		save_token(s, &tokens, p, token);
		outcome = MB_OBTAINED;
	} else if (saved) {
		/* The next answer will be no better: the provider is left alone for a while. */
		*verdict = (struct mb_verdict){ .meaning = MB_MEANS_RETRY,
						.retry_after = -1,
						.pause = true };
		outcome = MB_REFUSED;
	}
	mb_tokens_fini(&tokens);
	return outcome;
}

/* Add to the error that the clocks differ, if an assertion was sent: it is good for minutes
 * only, so that is why it was refused. */
static void mention_clock(const struct mb_form *form, const struct mb_reply *reply,
			  struct mb_err *err)
{
	int64_t ahead = reply->clock_ahead, by = ahead < 0 ? -ahead : ahead;
	char span[32];

	if (by < CLOCK_TOLERATED ||
	    !(mb_form_is_secret(form, "client_assertion") || mb_form_is_secret(form, "assertion")))
		return;
	mb_when_span(span, sizeof(span), by);
	mb_err_wrap(err,
		    ahead > 0 ? _("this machine's clock is %s ahead of the provider's")
			      : _("this machine's clock is %s behind the provider's"),
		    span);
}

/* Add how to register anew to the error: a dynamically registered client was deleted at the
 * provider. */
static void mention_registration(const struct mb_session *s, const struct mb_verdict *verdict,
				 struct mb_err *err)
{
	const char *name = s->party.account->name;

	if (s->party.registered.id && verdict->meaning == MB_MEANS_FIX_CONFIG)
		mb_err_wrap(err, _("register anew: mailbearer logout %s, then mailbearer login %s"),
			    name, name);
}

/* Does the reply say that the token endpoint is not there any more? */
static bool is_gone(const struct mb_reply *reply)
{
	return !reply->json && (reply->status == 404 || reply->status == 405 ||
				reply->status == 410 || reply->status / 100 == 3);
}

enum mb_outcome mb_obtain(struct mb_session *s, enum mb_phase phase, unsigned grant,
			  struct mb_form *form, bool signing_in, struct mb_token_file *token,
			  struct mb_verdict *verdict, struct mb_err *err)
{
	struct mb_party *party = &s->party;
	struct prepared p = { MB_REPLACE_INIT, MB_REPLACE_INIT };
	enum mb_outcome outcome = MB_NO_ANSWER;
	struct mb_reply reply = { .json = NULL };

	*token = (struct mb_token_file){ 0 };
	if (!mb_endpoints_find(s, err) || !mb_client_auth(party, form, err) ||
	    !mb_request_params(party->account, phase, form, err) || !prepare(&p, s, phase, err))
		goto out;
	mb_signals_hold();
	if (mb_request_send(party, party->token_endpoint, form, &reply, err)) {
		if (mb_reply_is_success(&reply)) {
			outcome = take_answer(s, grant, &reply, signing_in, &p, token, verdict,
					      err);
		} else {
			mb_judge_reply(verdict, party->account, MB_WHERE_TOKEN, &reply);
			if (phase == MB_PHASE_PASSWORD)
				mb_judge_password(verdict);
			if (phase == MB_PHASE_CODE)
				mb_judge_code(verdict);
			mb_verdict_err(verdict, party->account, err);
			mention_clock(form, &reply, err);
			mention_registration(s, verdict, err);
			if (is_gone(&reply))
				mb_endpoints_doubt(s);
			outcome = MB_REFUSED;
		}
	}
	mb_signals_release();
out:
	mb_replace_abort(&p.record);
	mb_replace_abort(&p.token);
	mb_reply_fini(&reply);
	return outcome;
}
