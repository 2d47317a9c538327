/* SPDX-License-Identifier: MIT */
#include "oauth/client_secret.h"

#include "base/text.h"
#include "config/account.h"
#include "net/form.h"
#include "oauth/discover.h"
#include "oauth/party.h"

#define NONE  "none"
#define BASIC "client_secret_basic"
#define POST  "client_secret_post"

static void add_secret(struct mb_form *form, const struct mb_secret *secret, const char *method)
{
	mb_form_set_secret(form, "client_secret", secret);
	if (mb_streq(method, BASIC))
		mb_form_use_basic(form);
}

static bool provider_takes(const struct mb_party *p, const char *method)
{
	return mb_discover_auth_method(p, method) == MB_YES;
}

static bool refuse_secret(const struct mb_party *p, struct mb_err *err)
{
	if (provider_takes(p, "private_key_jwt"))
		return mb_err_set(err, MB_E_CONFIG,
				  _("set client_key instead of client_secret: the provider takes "
				    "no secrets, but signed assertions (private_key_jwt)"));
	if (provider_takes(p, NONE))
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("remove client_secret: the provider takes public clients only"));
	return mb_err_set(
	    err, MB_E_CONFIG,
	    _("the provider takes a client_secret neither in the form nor in the head "
	      "of a request, and mailbearer can do nothing else with it: ask the "
	      "provider for a client with client_secret_basic or private_key_jwt"));
}

bool mb_client_secret_of_account(struct mb_party *p, struct mb_form *form, struct mb_err *err)
{
	bool post = mb_discover_auth_method(p, POST) != MB_NO; /* which most providers take */

	if (!post && !provider_takes(p, BASIC))
		return refuse_secret(p, err);
	if (!p->client_secret &&
	    !mb_account_secret(p->account, MB_SECRET_CLIENT, p->deadline, &p->client_secret, err))
		return false;
	add_secret(form, p->client_secret, post ? POST : BASIC);
	return true;
}

void mb_client_secret_of_registration(const struct mb_party *p, struct mb_form *form)
{
	const char *method = p->registered.auth_method;

	/* A method that is not told is client_secret_basic (RFC 7591 2). */
	if (!method)
		method = mb_discover_auth_method(p, BASIC) != MB_NO ? BASIC
			 : provider_takes(p, POST)                  ? POST
								    : NONE;
	if (p->registered.secret && !mb_streq(method, NONE))
		add_secret(form, p->registered.secret, method);
}

const char *mb_client_secret_method(const struct mb_party *p, struct mb_err *err)
{
	static const char *const ours[] = { NONE, BASIC, POST };

	if (mb_discover_auth_method(p, NONE) == MB_NOT_KNOWN)
		return NONE;
	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (provider_takes(p, ours[i]))
			return ours[i];
	mb_err_set(err, MB_E_CONFIG,
		   _("set client_id in the account %s: the provider wants clients to prove "
		     "themselves as mailbearer cannot do on its own"),
		   p->account->name);
	return NULL;
}

bool mb_client_secret_can(const char *method)
{
	return !method || mb_streq(method, NONE) || mb_streq(method, BASIC) ||
	       mb_streq(method, POST);
}
