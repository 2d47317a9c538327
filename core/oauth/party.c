/* SPDX-License-Identifier: MIT */
#include "oauth/party.h"

#include <stdlib.h>

#include "base/secret.h"
#include "config/account.h"
#include "config/resolve.h"
#include "crypto/key.h"
#include "oauth/discover.h"

bool mb_party_init(struct mb_party *p, const struct mb_account *account, struct mb_err *err)
{
	int64_t timeout = mb_account_number(account, MB_SET_TIMEOUT);
	unsigned grant = mb_resolve_grant(account);

	*p = (struct mb_party){
		.account = account,
		.deadline = mb_deadline_in(timeout > 0 ? timeout : 1),
		.grant = grant,
		.scope = mb_resolve_scope(account, grant),
		.authority = mb_resolve_authority(account, err),
	};
	if (p->authority)
		p->token_endpoint = mb_resolve_endpoint(account, MB_ENDPOINT_TOKEN, err);
	return p->authority != NULL;
}

void mb_party_fini(struct mb_party *p)
{
	free(p->scope);
	free(p->token_endpoint);
	free(p->authority);
	mb_discovered_free(&p->discovered);
	free(p->client_id);
	mb_registered_fini(&p->registered);
	mb_secret_free(&p->client_secret);
	mb_key_free(&p->client_key);
	*p = (struct mb_party){ .account = NULL };
}
