/* SPDX-License-Identifier: MIT */
/*
 * discover - endpoints that an issuer publishes (RFC 8414, OpenID Connect Discovery 1.0)
 *
 * Only for accounts that have an issuer and no token endpoint. A copy is kept (store/metadata.h), and
 * renewed once a day; while the issuer does not answer, the copy serves.
 */
#ifndef MB_DISCOVER_H
#define MB_DISCOVER_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"
#include "base/json.h"

struct mb_session;

enum mb_known { MB_NOT_KNOWN, MB_NO, MB_YES };

struct mb_discovered {
	json_t *document; /* untrusted; what we need of it */
	bool iss;         /* promises `iss`, RFC 9207 */
};

/* Sees that the session knows its token endpoint. May ask the issuer; the lock is held. */
bool mb_discover(struct mb_session *s, struct mb_err *err);
/* As mb_resolve_endpoint(), but asks what the issuer has published, after mb_discover(). */
char *mb_discover_endpoint(const struct mb_session *s, enum mb_endpoint_kind kind,
			   struct mb_err *err);
/* The same, but having none is MB_E_CONFIG too. */
char *mb_discover_required(const struct mb_session *s, enum mb_endpoint_kind kind,
			   struct mb_err *err);
/* Does the token endpoint take clients that prove themselves this way (a word of RFC 7591 2)? */
enum mb_known mb_discover_auth_method(const struct mb_session *s, const char *method);
/* Is `iss` of an answer the account's issuer? Also true where nothing is known about that. */
bool mb_discover_is_issuer(const struct mb_session *s, const char *iss);
/* The endpoint was not there: the issuer is asked again next time. */
void mb_discover_doubt(struct mb_session *s);
void mb_discovered_free(struct mb_discovered **d);

#endif
