/* SPDX-License-Identifier: MIT */
/*
 * discover - endpoints that an issuer publishes (RFC 8414, OpenID Connect Discovery 1.0)
 *
 * Only for accounts that have an issuer and no token endpoint. When the issuer is asked, and when a copy of what it
 * published serves, account/endpoints.h decides.
 */
#ifndef MB_DISCOVER_H
#define MB_DISCOVER_H

#include <mailbearer/plugin.h>
#include <stdbool.h>

#include "base/json.h"
#include "global/err.h"

struct mb_party;

enum mb_known { MB_NOT_KNOWN, MB_NO, MB_YES };

struct mb_discovered {
	json_t *document; /* untrusted; the members that mailbearer needs */
	bool iss;         /* the issuer promises `iss` in redirects (RFC 9207) */
};

/* Ask the issuer, within the deadline. Returns the members that mailbearer needs of what it
 * publishes (untrusted), for the caller to decref(); NULL with an error. */
json_t *mb_discover_fetch(struct mb_party *p, const char *issuer, struct mb_err *err);
/* Take over a document that was fetched, and with it the token endpoint, which was not known.
 * `document` is owned from here on. False with MB_E_CONFIG: it has no usable token endpoint. */
bool mb_discover_take(struct mb_party *p, json_t *document, struct mb_err *err);
/* Find an endpoint as mb_resolve_endpoint() does, else among those that the issuer has
 * published. The caller frees it. */
char *mb_discover_endpoint(const struct mb_party *p, enum mb_endpoint_kind kind,
			   struct mb_err *err);
/* Find an endpoint as mb_discover_endpoint() does, but having none is MB_E_CONFIG too. */
char *mb_discover_required(const struct mb_party *p, enum mb_endpoint_kind kind,
			   struct mb_err *err);
/* Does the token endpoint take clients that prove themselves by `method` (RFC 7591 2)? */
enum mb_known mb_discover_auth_method(const struct mb_party *p, const char *method);
/* Is `iss` (untrusted) the account's issuer? Also true where no issuer is known. */
bool mb_discover_is_issuer(const struct mb_party *p, const char *iss);
void mb_discovered_free(struct mb_discovered **d);

#endif
