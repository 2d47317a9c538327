/* SPDX-License-Identifier: MIT */
#include "meaning/reply.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "net/http.h"
#include "meaning/identity.h"
#include "store/token_file.h"

/* Longest lifetime that we believe, in seconds: with a longer one an expired token would be handed out for years. */
#define LIFETIME_MAX (INT64_C(10) * 365 * 86400)
#define SCOPE_MAX    4096 /* bytes */
#define TYPE_MAX     32   /* bytes */

/* Parse a body that is not UTF-8, with '?' for each other byte. Some servers write error texts in Latin-1; the error
 * codes beside them are still good. */
static json_t *parse_ascii(const struct mb_buf *body)
{
	struct mb_buf copy;
	json_t *json;

	mb_buf_init(&copy, MB_HTTP_BODY_MAX);
	for (size_t i = 0; i < body->len; i++)
		mb_buf_addc(&copy, (unsigned char)body->data[i] < 0x80 ? body->data[i] : '?');
	json = mb_json_parse(mb_buf_str(&copy), copy.len);
	mb_buf_fini(&copy);
	return json;
}

static bool is_2xx(const struct mb_reply *reply)
{
	return reply->status >= 200 && reply->status <= 299;
}

void mb_reply_parse(struct mb_reply *reply, const struct mb_http_answer *answer)
{
	const struct mb_buf *body = &answer->body;
	/* A byte order mark may be ignored (RFC 8259 8.1). */
	size_t bom = mb_text_after(mb_buf_str(body), "\xef\xbb\xbf") ? 3 : 0;

	*reply = (struct mb_reply){
		.status = answer->status,
		.retry_after = answer->retry_after,
		.clock_ahead = answer->date ? mb_clock_now() - answer->date : 0,
		.json = mb_json_parse(mb_buf_str(body) + bom, body->len - bom),
	};
	if (!reply->json && !is_2xx(reply))
		reply->json = parse_ascii(body);
}

void mb_reply_fini(struct mb_reply *reply)
{
	json_decref(reply->json);
	reply->json = NULL;
}

/* Tell whether the answer has an error. Some servers always send the member, empty if there is no error. */
static bool has_error(const json_t *json)
{
	const json_t *error = json_object_get(json, "error");

	return error && !json_is_null(error) &&
	       !(json_is_string(error) && json_string_length(error) == 0);
}

bool mb_reply_is_success(const struct mb_reply *reply)
{
	return is_2xx(reply) && reply->json && !has_error(reply->json);
}

/* Seconds from a member that may be a number or a string. RFC 6749 only recommends expires_in: a provider that
 * leaves it out or writes nonsense there has told us nothing; one that writes 0 or less has told us that the token
 * is worth nothing. */
static int64_t lifetime(const struct mb_reply *reply, const char *name, int64_t unknown)
{
	int64_t seconds;

	if (!mb_json_int(reply->json, name, &seconds) || seconds > LIFETIME_MAX)
		return unknown;
	return seconds;
}

/* Return the access token if it can stand in a line, a header and a SASL string, else NULL. The caller frees it. */
static struct mb_secret *access_token(const struct mb_reply *reply)
{
	const char *token = mb_json_str(reply->json, "access_token");
	size_t len = token ? strlen(token) : 0;

	if (len == 0 || len > MB_TOKEN_MAX || !mb_text_is_graphic(token, len))
		return NULL;
	return mb_secret_new(token, len);
}

/* Return the refresh token, or NULL. It may contain blanks, as it is only sent in forms (RFC 6749 A.17). The caller
 * frees it. */
static struct mb_secret *refresh_token(const struct mb_reply *reply, bool *unusable_r)
{
	const json_t *member = json_object_get(reply->json, "refresh_token");
	const char *token = mb_json_str(reply->json, "refresh_token");
	size_t len = token ? strlen(token) : 0;
	bool good = len > 0 && len <= MB_TOKEN_MAX;

	for (size_t i = 0; i < len && good; i++)
		good = token[i] >= 0x20 && token[i] <= 0x7e;
	*unusable_r = len > 0 ? !good : member && !json_is_null(member) && !json_is_string(member);
	return good ? mb_secret_new(token, len) : NULL;
}

/* Tell whether a token type may be shown: it has the form of a type name, and contains no token (RFC 6749 A.13). */
static bool is_quotable_type(const struct mb_reply *reply, const char *type)
{
	static const char *const tokens[] = { "access_token", "refresh_token", "id_token",
					      "device_code" };
	static const char name_chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					 "0123456789-._";
	size_t len = strspn(type, name_chars);

	if (len == 0 || len > TYPE_MAX || type[len])
		return false;
	for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++) {
		const char *token = mb_json_str(reply->json, tokens[i]);

		if (token && *token && strstr(type, token))
			return false;
	}
	return true;
}

static bool tokens_check(const struct mb_tokens *tokens, const struct mb_reply *reply,
			 struct mb_err *err)
{
	const char *type = mb_json_str(reply->json, "token_type");
	bool quotable = type && is_quotable_type(reply, type);

	if (!json_object_get(reply->json, "access_token"))
		return mb_err_set(
		    err, MB_E_RETRY,
		    _("the provider's answer holds no access token: try again later"));
	if (!tokens->access_token)
		return mb_err_set(err, MB_E_RETRY,
				  _("the provider's access token cannot be used (length or "
				    "characters): try again later"));
	if (type && strcasecmp(type, "Bearer") != 0)
		return quotable
			   ? mb_err_set(err, MB_E_CONFIG,
					_("the provider issues tokens of type %s, which mail "
					  "servers do not take: see its documentation"),
					type)
			   : mb_err_set(err, MB_E_CONFIG,
					_("the provider issues tokens of an unknown type, which "
					  "mail servers do not take: see its documentation"));
	if (tokens->lifetime <= 0)
		return mb_err_set(err, MB_E_RETRY,
				  _("the provider's access token has expired already: try again "
				    "later"));
	return true;
}

bool mb_tokens_take(struct mb_tokens *tokens, const struct mb_reply *reply, struct mb_err *err)
{
	const char *scope = mb_json_str(reply->json, "scope");

	*tokens = (struct mb_tokens){
		.access_token = access_token(reply),
		.lifetime = lifetime(reply, "expires_in", MB_LIFETIME_UNKNOWN),
		.refresh_lifetime = lifetime(reply, "refresh_token_expires_in", 0),
	};
	tokens->refresh_token = refresh_token(reply, &tokens->refresh_token_unusable);
	if (tokens->refresh_lifetime == 0) /* the name that Keycloak uses */
		tokens->refresh_lifetime = lifetime(reply, "refresh_expires_in", 0);
	if (tokens->refresh_lifetime < 0)
		tokens->refresh_lifetime = 0;
	if (scope && strlen(scope) <= SCOPE_MAX)
		tokens->scope = mb_xstrdup(scope);
	mb_identity(mb_json_str(reply->json, "id_token"), mb_secret_expose(tokens->access_token),
		    &tokens->signed_in_as, &tokens->issuer, &tokens->subject);
	return tokens_check(tokens, reply, err);
}

void mb_tokens_fini(struct mb_tokens *tokens)
{
	mb_secret_free(&tokens->access_token);
	mb_secret_free(&tokens->refresh_token);
	free(tokens->scope);
	free(tokens->signed_in_as);
	free(tokens->issuer);
	free(tokens->subject);
	*tokens = (struct mb_tokens){ 0 };
}

/* Tell whether plugins must not see this member of a reply. */
static bool is_hidden(const char *name)
{
	static const char *const names[] = { "access_token",
					     "refresh_token",
					     "id_token",
					     "device_code",
					     "user_code",
					     "client_secret",
					     "registration_access_token" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (mb_streq(names[i], name))
			return true;
	return false;
}

const char *mb_reply_str(const struct mb_reply *reply, const char *name)
{
	return is_hidden(name) ? NULL : mb_json_str(reply->json, name);
}

bool mb_reply_int(const struct mb_reply *reply, const char *name, int64_t *value_r)
{
	return !is_hidden(name) && mb_json_int(reply->json, name, value_r);
}
