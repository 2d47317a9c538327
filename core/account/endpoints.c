/* SPDX-License-Identifier: MIT */
#include "account/endpoints.h"

#include <stdlib.h>

#include "account/session.h"
#include "base/json.h"
#include "base/text.h"
#include "config/resolve.h"
#include "global/log.h"
#include "oauth/discover.h"
#include "store/metadata.h"

/* Seconds for which a copy serves without asking the issuer. */
#define COPY_SECONDS 86400
/* Seconds that a renewal may take while there is a copy. */
#define RENEWAL_SECONDS 5

/* Ask the issuer, and keep what it says; if it does not answer, the copy serves. */
static json_t *renew(struct mb_session *s, const char *issuer, json_t *copy, struct mb_err *err)
{
	struct mb_party *p = &s->party;
	struct mb_deadline all = p->deadline, some = mb_deadline_in(RENEWAL_SECONDS);
	json_t *document;

	if (copy && some.at_ms < all.at_ms)
		p->deadline = some;
	document = mb_discover_fetch(p, issuer, err);
	p->deadline = all;
	if (document) {
		mb_metadata_save(s->metadata_path, issuer, document, mb_clock_now());
	} else if (copy) {
		mb_step(_("%s: the copy serves (%s)"), issuer, err->text);
		mb_err_clear(err);
		document = json_incref(copy);
	}
	return document;
}

bool mb_endpoints_find(struct mb_session *s, struct mb_err *err)
{
	int64_t fetched = 0, now = mb_clock_now();
	json_t *document, *copy;
	char *issuer;

	if (s->party.token_endpoint)
		return true;
	issuer = mb_resolve_required(s->party.account, MB_ENDPOINT_ISSUER, err);
	if (!issuer)
		return false;
	copy = mb_metadata_load(s->metadata_path, issuer, &fetched);
	document = copy && fetched <= now && fetched > now - COPY_SECONDS
		       ? json_incref(copy)
		       : renew(s, issuer, copy, err);
	json_decref(copy);
	free(issuer);
	return document && mb_discover_take(&s->party, document, err);
}

void mb_endpoints_doubt(const struct mb_session *s)
{
	struct mb_err err = MB_ERR_INIT;
	char *issuer = mb_resolve_endpoint(s->party.account, MB_ENDPOINT_ISSUER, &err);

	if (s->party.discovered && issuer)
		mb_metadata_save(s->metadata_path, issuer, s->party.discovered->document, 0);
	free(issuer);
	mb_err_clear(&err);
}
