/* SPDX-License-Identifier: MIT */
#include "oauth/authorization.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/resolve.h"
#include "crypto/base64.h"
#include "crypto/random.h"
#include "crypto/sha256.h"
#include "meaning/judge.h"
#include "net/form.h"
#include "net/redirect.h"
#include "net/url.h"
#include "oauth/discover.h"
#include "oauth/request.h"

/* Random bytes of verifier and state. A verifier has 43 to 128 characters; 32 bytes give 43
 * (RFC 7636 4.1). */
#define VERIFIER_BYTES 32
#define STATE_BYTES    32

/* Make the code challenge of the verifier, for the caller to free (RFC 7636 4.2). */
static char *challenge_of(const struct mb_secret *verifier)
{
	unsigned char digest[MB_SHA256_LEN];
	struct mb_buf text;

	mb_sha256(digest, mb_secret_expose(verifier), mb_secret_len(verifier));
	mb_buf_init(&text, 64);
	mb_base64url(&text, digest, sizeof(digest));
	return mb_buf_take(&text);
}

static void fill_query(struct mb_form *query, const struct mb_authorization *a,
		       const struct mb_party *p)
{
	const char *hint = mb_account_get(p->account, MB_SET_LOGIN_HINT);
	char *challenge = challenge_of(a->verifier);

	mb_form_set(query, "response_type", "code");
	mb_form_set(query, "client_id", p->client_id);
	mb_form_set(query, "redirect_uri", a->redirect_uri);
	mb_form_set(query, "scope", p->scope);
	mb_form_set(query, "state", mb_secret_expose(a->state));
	mb_form_set(query, "code_challenge", challenge);
	mb_form_set(query, "code_challenge_method", "S256");
	mb_form_set(query, "login_hint", hint ? hint : mb_account_get(p->account, MB_SET_USER));
	free(challenge);
}

bool mb_authorization_begin(struct mb_authorization *a, const struct mb_party *p,
			    const char *redirect_uri, struct mb_err *err)
{
	char *endpoint = mb_discover_required(p, MB_ENDPOINT_AUTHORIZATION, err);
	struct mb_form *query = mb_form_new();
	bool ok = false;

	*a = (struct mb_authorization){ .redirect_uri = mb_xstrdup(redirect_uri) };
	if (!endpoint)
		goto out;
	a->state = mb_random_text(STATE_BYTES, err);
	a->verifier = mb_random_text(VERIFIER_BYTES, err);
	if (!a->state || !a->verifier)
		goto out;
	fill_query(query, a, p);
	if (!mb_request_params(p->account, MB_PHASE_AUTHORIZE, query, err))
		goto out;
	a->url = mb_url_with_query(endpoint, query);
	ok = true;
out:
	mb_form_free(&query);
	free(endpoint);
	return ok;
}

void mb_authorization_fini(struct mb_authorization *a)
{
	free(a->url);
	free(a->redirect_uri);
	mb_secret_free(&a->state);
	mb_secret_free(&a->verifier);
	*a = (struct mb_authorization){ NULL, NULL, NULL, NULL };
}

/* Compare the redirect's issuer exactly with the account's; a missing one is wrong where it was
 * promised (RFC 9207 2.4). */
static bool check_issuer(const struct mb_party *p, const struct mb_redirect *redirect,
			 struct mb_err *err)
{
	bool promised = p->account->plugin->traits & MB_TRAIT_ISS ||
			(p->discovered && p->discovered->iss);
	char *issuer = mb_resolve_endpoint(p->account, MB_ENDPOINT_ISSUER, err);
	bool ok = true;

	if (redirect->bare || !issuer)
		promised = false;
	if (redirect->iss && !mb_discover_is_issuer(p, redirect->iss))
		ok = mb_err_set(err, MB_E_DENIED,
				_("the answer comes from another provider (iss is %s, not %s): "
				  "nothing was accepted, try again"),
				redirect->iss, issuer ? issuer : "");
	else if (promised && !redirect->iss)
		ok = mb_err_set(err, MB_E_DENIED,
				_("the answer does not say which provider it is from (iss): "
				  "nothing was accepted, try again"));
	free(issuer);
	return ok;
}

/* Is there a code, and no refusal? */
static bool has_code(const struct mb_party *p, const struct mb_redirect *redirect,
		     struct mb_err *err)
{
	struct mb_verdict verdict;

	if (redirect->error) {
		mb_judge_redirect(&verdict, p->account, redirect);
		mb_verdict_err(&verdict, p->account, err);
		mb_verdict_fini(&verdict);
		return false;
	}
	return redirect->code ||
	       mb_err_set(err, MB_E_RETRY, _("the provider sent no code: try again"));
}

struct mb_form *mb_authorization_form(const struct mb_authorization *a, const struct mb_party *p,
				      const struct mb_redirect *redirect, struct mb_err *err)
{
	struct mb_form *form;

	mb_err_clear(err);
	if (!check_issuer(p, redirect, err) || !has_code(p, redirect, err))
		return NULL;
	form = mb_form_new();
	mb_form_set(form, "grant_type", "authorization_code");
	mb_form_set_secret(form, "code", redirect->code);
	mb_form_set(form, "redirect_uri", a->redirect_uri);
	mb_form_set_secret(form, "code_verifier", a->verifier);
	return form;
}
