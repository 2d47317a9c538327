/* SPDX-License-Identifier: MIT */
/* Random strings, and tokens in the shape of JWTs (nobody here checks their signature). */
#include "provider.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void mb_pv_base64url(const unsigned char *data, size_t len, char *out)
{
	for (size_t i = 0; i < len; i += 3) {
		unsigned v = (unsigned)data[i] << 16 |
			     (i + 1 < len ? (unsigned)data[i + 1] << 8 : 0) |
			     (i + 2 < len ? data[i + 2] : 0);

		*out++ = alphabet[v >> 18];
		*out++ = alphabet[v >> 12 & 63];
		if (i + 1 < len)
			*out++ = alphabet[v >> 6 & 63];
		if (i + 2 < len)
			*out++ = alphabet[v & 63];
	}
	*out = '\0';
}

char *mb_pv_random(const char *prefix, size_t len)
{
	size_t start = strlen(prefix);
	char *text = malloc(start + len + 1);

	if (!text || (len && gnutls_rnd(GNUTLS_RND_NONCE, text + start, len) < 0))
		abort();
	memcpy(text, prefix, start);
	for (size_t i = start; i < start + len; i++)
		text[i] = alphabet[(unsigned char)text[i] & 63];
	text[start + len] = '\0';
	return text;
}

bool mb_pv_s256(const char *verifier, char challenge[44])
{
	unsigned char digest[32];

	if (gnutls_hash_fast(GNUTLS_DIG_SHA256, verifier, strlen(verifier), digest) < 0)
		return false;
	mb_pv_base64url(digest, sizeof(digest), challenge);
	return true;
}

/* header.payload.signature, the signature random; takes json */
static char *jwt(const char *header, json_t *json, size_t bytes, size_t sign)
{
	char *payload = json_dumps(json, JSON_COMPACT), *signature, *out;
	size_t size, len;

	json_decref(json);
	if (!payload)
		abort();
	size = strlen(header) * 4 / 3 + strlen(payload) * 4 / 3 + 8;
	out = malloc(size);
	if (!out)
		abort();
	mb_pv_base64url((const unsigned char *)header, strlen(header), out);
	len = strlen(out);
	out[len++] = '.';
	mb_pv_base64url((const unsigned char *)payload, strlen(payload), out + len);
	len = strlen(out);
	out[len++] = '.';
	out[len] = '\0';
	free(payload);
	if (bytes && bytes < len + 16) { /* no room for a JWT */
		free(out);
		return mb_pv_random("", bytes);
	}
	signature = mb_pv_random(out, bytes ? bytes - len : sign);
	free(out);
	return signature;
}

static json_t *claims(struct mb_pv *pv, const struct mb_pv_who *who, const char *audience,
		      int lifetime)
{
	char issuer[256];
	int64_t now = mb_pv_time(pv);

	if (who->family == MB_PV_MICROSOFT)
		snprintf(issuer, sizeof(issuer), "%s/%s/v2.0", pv->issuer, who->tenant);
	else
		snprintf(issuer, sizeof(issuer), "%s", pv->issuer);
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:I}", "iss", issuer, "aud", audience, "sub",
			 who->user ? who->user->name : who->client->id, "iat", (json_int_t)now,
			 "nbf", (json_int_t)now, "exp", (json_int_t)(now + lifetime));
}

static char *jwt_access(struct mb_pv *pv, const struct mb_pv_who *who, size_t bytes)
{
	char audience[256], *shown = mb_pv_scope_shown(who->family, who->scope);
	json_t *json = claims(
	    pv, who, mb_pv_scope_audience(who->family, who->scope, audience, sizeof(audience)),
	    pv->setting[MB_PV_LIFETIME]);

	json_object_set_new(json, "appid", json_string(who->client->id));
	json_object_set_new(json, "tid", json_string(who->tenant));
	if (who->user) {
		json_object_set_new(json, "upn", json_string(who->user->name));
		json_object_set_new(json, "scp", json_string(shown));
	} else {
		json_object_set_new(
		    json, "roles",
		    json_pack("[s,s,s]", "IMAP.AccessAsApp", "POP.AccessAsApp", "SMTP.SendAsApp"));
	}
	free(shown);
	return jwt("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"none\"}", json, bytes, 342);
}

char *mb_pv_access_token(struct mb_pv *pv, const struct mb_pv_who *who)
{
	size_t bytes = (size_t)pv->setting[MB_PV_TOKEN_BYTES];
	const char *prefix = who->family == MB_PV_GOOGLE      ? "ya29."
			     : who->family == MB_PV_MICROSOFT ? "EwB"
							      : "";

	if (who->family == MB_PV_MICROSOFT && !mb_pv_consumers(who->tenant))
		return jwt_access(pv, who, bytes);
	if (bytes <= strlen(prefix))
		return mb_pv_random(bytes ? "" : prefix, bytes ? bytes : *prefix ? 160 : 43);
	return mb_pv_random(prefix, bytes - strlen(prefix));
}

char *mb_pv_id_token(struct mb_pv *pv, const struct mb_pv_who *who)
{
	json_t *json = claims(pv, who, who->client->id, 3600);

	json_object_set_new(json, "email", json_string(who->user->name));
	json_object_set_new(json, "preferred_username", json_string(who->user->name));
	if (who->family == MB_PV_MICROSOFT)
		json_object_set_new(json, "tid", json_string(who->tenant));
	return jwt("{\"typ\":\"JWT\",\"alg\":\"none\"}", json, 0, 0);
}
