/* SPDX-License-Identifier: MIT */
#include "account/registration.h"

#include <stdlib.h>

#include "account/endpoints.h"
#include "account/session.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "global/log.h"
#include "oauth/register.h"
#include "store/client.h"

static bool save_client(const struct mb_session *s, struct mb_replace *prepared, struct mb_err *err)
{
	const struct mb_party *p = &s->party;
	const struct mb_registered *r = &p->registered;
	struct mb_client client = {
		.authority = mb_xstrdup(p->authority),
		.redirect_uri = mb_xstrdup(mb_account_get(p->account, MB_SET_REDIRECT_URI)),
		.id = mb_xstrdup(r->id),
		.secret = mb_secret_copy(r->secret),
		.secret_expires = r->secret_expires,
		.auth_method = mb_xstrdup(r->auth_method),
		.registered = mb_clock_now(),
	};
	bool ok = mb_client_save(&client, s->client_path, prepared, err);

	mb_client_fini(&client);
	return ok;
}

/* Register as a client. The file has room for the answer before the request is sent. */
static bool register_client(struct mb_session *s, struct mb_err *err)
{
	struct mb_party *p = &s->party;
	char *endpoint = mb_register_endpoint(p, err);
	struct mb_replace prepared = MB_REPLACE_INIT;
	bool ok = false;

	if (endpoint) {
		mb_step(_("%s: registering as a client"), p->account->name);
		ok = mb_client_prepare(&prepared, s->client_path, err) &&
		     mb_register(p, endpoint, err) && save_client(s, &prepared, err);
		mb_replace_abort(&prepared);
	}
	free(endpoint);
	return ok;
}

bool mb_registration_ensure(struct mb_session *s, struct mb_err *err)
{
	const struct mb_party *p = &s->party;
	bool waited, ok;

	if (p->client_id && p->token_endpoint)
		return true;
	if (!mb_session_lock(s, &waited, err))
		return false;
	/* Another login may have registered while we waited. */
	ok = mb_endpoints_find(s, err) && mb_session_client(s, err);
	if (ok && !p->client_id)
		ok = register_client(s, err) && mb_session_client(s, err);
	mb_session_unlock(s);
	return ok;
}
