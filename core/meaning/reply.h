/* SPDX-License-Identifier: MIT */
/*
 * reply - a provider's JSON answer
 *
 * Untrusted from the first byte. Sorts an answer into tokens (RFC 6749 5.1), an error (RFC 6749
 * 5.2) or nothing usable.
 */
#ifndef MB_REPLY_H
#define MB_REPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"
#include "base/json.h"

struct mb_form;
struct mb_http_answer;
struct mb_secret;

/* Lifetime assumed when the provider names none (RFC 6749 5.1 only recommends it), in seconds. */
#define MB_LIFETIME_UNKNOWN 3600

struct mb_reply {
	long status;
	int64_t retry_after; /* seconds, -1: none */
	int64_t clock_ahead; /* seconds our clock is before the provider's; 0: not known */
	json_t *json;        /* NULL: the body is no JSON object */
};

/* What a successful grant gives. */
struct mb_tokens {
	struct mb_secret *access_token;
	struct mb_secret *refresh_token; /* NULL: none, keep the old one */
	bool refresh_token_unusable;     /* there was one, too long or of forbidden characters */
	int64_t lifetime;                /* seconds */
	int64_t refresh_lifetime;        /* seconds, 0: not told */
	char *scope;                     /* as granted, or NULL */
	char *signed_in_as;              /* from the id_token or the access token, or NULL */
	char *issuer, *subject;          /* from the id_token, or NULL */
};

/* Takes the answer apart; mb_reply_fini() in any case. */
void mb_reply_parse(struct mb_reply *reply, const struct mb_http_answer *answer);
void mb_reply_fini(struct mb_reply *reply);

/* A 2xx with a JSON object and no member `error`. */
bool mb_reply_is_success(const struct mb_reply *reply);

/*
 * False: no access token in it that a mail server could be shown; the refresh token is taken all the
 * same, so that a rotation is not lost to a bad access token. mb_tokens_fini() in any case.
 */
bool mb_tokens_take(struct mb_tokens *tokens, const struct mb_reply *reply, struct mb_err *err);
void mb_tokens_fini(struct mb_tokens *tokens);

/* Strings of the reply that may be shown: tokens, codes and secrets are hidden. Borrowed. */
const char *mb_reply_str(const struct mb_reply *reply, const char *name);
bool mb_reply_int(const struct mb_reply *reply, const char *name, int64_t *value_r);

#endif
