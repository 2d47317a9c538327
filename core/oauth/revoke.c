/* SPDX-License-Identifier: MIT */
#include "oauth/revoke.h"

#include <stdlib.h>

#include "meaning/judge.h"
#include "net/form.h"
#include "oauth/client_auth.h"
#include "oauth/discover.h"
#include "oauth/request.h"

bool mb_revoke(struct mb_party *p, const struct mb_secret *refresh_token, bool *had_endpoint_r,
	       struct mb_err *err)
{
	char *endpoint = mb_discover_endpoint(p, MB_ENDPOINT_REVOCATION, err);
	struct mb_reply reply = { .json = NULL };
	struct mb_verdict verdict;
	struct mb_form *form;
	bool ok = false;

	*had_endpoint_r = endpoint != NULL;
	if (!endpoint)
		return err->code == MB_OK;
	form = mb_form_new();
	/* The two parameters of a revocation request (RFC 7009 2.1). */
	mb_form_set_secret(form, "token", refresh_token);
	mb_form_set(form, "token_type_hint", "refresh_token");
	if (mb_client_auth(p, form, err) && mb_request_send(p, endpoint, form, &reply, err)) {
		/* A token that is dead already gives 200 too. The body means nothing (RFC 7009 2.2). */
		ok = reply.status == 200;
		if (!ok) {
			mb_judge_reply(&verdict, p->account, MB_WHERE_TOKEN, &reply);
			mb_verdict_err(&verdict, p->account, err);
			mb_verdict_fini(&verdict);
		}
	}
	mb_reply_fini(&reply);
	mb_form_free(&form);
	free(endpoint);
	return ok;
}
