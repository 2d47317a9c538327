/* SPDX-License-Identifier: MIT */
#include "account/grant.h"

#include "account/endpoints.h"
#include "base/secret.h"
#include "base/text.h"
#include "config/account.h"
#include "config/resolve.h"
#include "global/log.h"
#include "net/form.h"
#include "oauth/service_account.h"

enum mb_outcome mb_grant_refresh(struct mb_session *s, struct mb_token_file *token,
				 struct mb_verdict *verdict, struct mb_err *err)
{
	struct mb_form *form = mb_form_new();
	enum mb_outcome outcome;

	mb_step(_("%s: refreshing"), s->party.account->name);
	mb_form_set(form, "grant_type", "refresh_token");
	mb_form_set_secret(form, "refresh_token", s->record.refresh_token);
	if (s->party.account->plugin->traits & MB_TRAIT_SCOPE_ON_REFRESH)
		mb_form_set(form, "scope", s->party.scope);
	outcome = mb_obtain(s, MB_PHASE_REFRESH, MB_GRANT_REFRESH_TOKEN, form, false, token,
			    verdict, err);
	mb_form_free(&form);
	return outcome;
}

static enum mb_outcome send_password(struct mb_session *s, bool by_person,
				     struct mb_token_file *token, struct mb_verdict *verdict,
				     struct mb_err *err)
{
	struct mb_form *form = NULL;
	struct mb_secret *secret = NULL;
	enum mb_outcome outcome = MB_NO_ANSWER;

	if (s->status.password_refused && !by_person) {
		mb_err_set(err, MB_E_DENIED,
			   _("the password was refused and is not sent again: correct it, then: "
			     "mailbearer login %s"),
			   s->party.account->name);
		return MB_NO_ANSWER;
	}
	if (!mb_account_secret(s->party.account, MB_SECRET_PASSWORD, s->party.deadline, &secret,
			       err))
		return MB_NO_ANSWER;
	mb_step(_("%s: asking with the password"), s->party.account->name);
	form = mb_form_new();
	mb_form_set(form, "grant_type", "password");
	mb_form_set(form, "username", mb_account_get(s->party.account, MB_SET_USER));
	mb_form_set_secret(form, "password", secret);
	mb_form_set(form, "scope", s->party.scope);
	outcome = mb_obtain(s, MB_PHASE_PASSWORD, MB_GRANT_PASSWORD, form, true, token, verdict,
			    err);
	mb_form_free(&form);
	mb_secret_free(&secret);
	return outcome;
}

static enum mb_outcome send_credentials(struct mb_session *s, struct mb_token_file *token,
					struct mb_verdict *verdict, struct mb_err *err)
{
	struct mb_form *form = mb_form_new();
	enum mb_outcome outcome;

	mb_step(_("%s: asking with the client's credentials"), s->party.account->name);
	mb_form_set(form, "grant_type", "client_credentials");
	mb_form_set(form, "scope", s->party.scope);
	outcome = mb_obtain(s, MB_PHASE_CLIENT, MB_GRANT_CLIENT_CREDENTIALS, form, true, token,
			    verdict, err);
	mb_form_free(&form);
	return outcome;
}

/* Make the service account's assertion, for the caller to free. A wrong key file is found before
 * any request, and the key is freed before the assertion is sent. */
static bool make_assertion(struct mb_session *s, struct mb_secret **assertion_r, struct mb_err *err)
{
	struct mb_service_account sa;
	bool ok = mb_service_account_load(&sa, s->party.account, err) &&
		  mb_endpoints_find(s, err) &&
		  mb_service_account_assertion(&sa, &s->party, assertion_r, err);

	mb_service_account_fini(&sa);
	return ok;
}

static enum mb_outcome send_assertion(struct mb_session *s, struct mb_token_file *token,
				      struct mb_verdict *verdict, struct mb_err *err)
{
	struct mb_form *form = NULL;
	struct mb_secret *assertion = NULL;
	enum mb_outcome outcome;

	mb_step(_("%s: asking as the service account"), s->party.account->name);
	if (!make_assertion(s, &assertion, err))
		return MB_NO_ANSWER;
	form = mb_form_new();
	mb_form_set(form, "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
	mb_form_set_secret(form, "assertion", assertion);
	outcome = mb_obtain(s, MB_PHASE_JWT, MB_GRANT_JWT_BEARER, form, true, token, verdict, err);
	mb_form_free(&form);
	mb_secret_free(&assertion);
	return outcome;
}

enum mb_outcome mb_grant_direct(struct mb_session *s, bool by_person, struct mb_token_file *token,
				struct mb_verdict *verdict, struct mb_err *err)
{
	if (s->party.grant == MB_GRANT_PASSWORD)
		return send_password(s, by_person, token, verdict, err);
	if (s->party.grant == MB_GRANT_CLIENT_CREDENTIALS)
		return send_credentials(s, token, verdict, err);
	if (s->party.grant == MB_GRANT_JWT_BEARER)
		return send_assertion(s, token, verdict, err);
	mb_err_set(err, MB_E_CONFIG, _("this version cannot use the grant of this account"));
	return MB_NO_ANSWER;
}
