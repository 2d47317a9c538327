/* SPDX-License-Identifier: MIT */
/*
 * reply - a provider's JSON answer
 *
 * The answer is untrusted from the first byte. It holds tokens, or an error, or nothing that we can use (RFC 6749 5.1
 * and 5.2).
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

/* Lifetime in seconds that we assume if the provider tells none, which it need not do (RFC 6749 5.1). */
#define MB_LIFETIME_UNKNOWN 3600

struct mb_reply {
	long status;
	int64_t retry_after; /* seconds; -1: not told */
	int64_t clock_ahead; /* seconds that our clock is ahead of the provider's; 0: not known */
	json_t *json;        /* NULL: the body is no JSON object */
};

/* The tokens that a successful grant brings. */
struct mb_tokens {
	struct mb_secret *access_token;
	struct mb_secret *refresh_token; /* NULL: none, keep the old one */
	bool refresh_token_unusable;     /* there was one, too long or with forbidden characters */
	int64_t lifetime;                /* of the access token, in seconds */
	int64_t refresh_lifetime;        /* of the refresh token, in seconds; 0: not told */
	char *scope;                     /* as granted, or NULL */
	char *signed_in_as;              /* from the id_token or the access token, or NULL */
	char *issuer, *subject;          /* from the id_token, or NULL */
};

/* Parse the answer. The caller calls mb_reply_fini(). */
void mb_reply_parse(struct mb_reply *reply, const struct mb_http_answer *answer);
void mb_reply_fini(struct mb_reply *reply);

/* Tell whether the reply is a success: 2xx, a JSON object, and no error in it. */
bool mb_reply_is_success(const struct mb_reply *reply);

/*
 * Read the tokens of a successful reply. False if there is no access token that we could show to a mail server; the
 * refresh token is read all the same, so that a bad access token does not make us lose a rotated refresh token. The
 * caller calls mb_tokens_fini(), also on failure.
 */
bool mb_tokens_take(struct mb_tokens *tokens, const struct mb_reply *reply, struct mb_err *err);
void mb_tokens_fini(struct mb_tokens *tokens);

/* Read a member of the reply for a plugin's hook; members that hold tokens, codes or secrets are hidden. Strings are
 * borrowed. */
const char *mb_reply_str(const struct mb_reply *reply, const char *name);
bool mb_reply_int(const struct mb_reply *reply, const char *name, int64_t *value_r);

#endif
