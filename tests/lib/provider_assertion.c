/* SPDX-License-Identifier: MIT */
/* Signed assertions: of clients (RFC 7523 2.2) and of service accounts (RFC 7523 2.1). */
#include "provider.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

#define KEYS_MAX     16
#define LIFE_CLIENT  600
#define LIFE_ACCOUNT 3600
#define HALF         32 /* of a signature by ES256 */

/* Only ever touched under the lock. */
static struct key {
	char *owner, *kid,
	    *scope; /* scope: what is delegated to a service account; NULL: a client's */
	char x5t[44], x5t_s256[44];
	gnutls_pubkey_t public;
} keys[KEYS_MAX];
static size_t n_keys;
static char **used; /* jti: each is good once */
static size_t n_used;

struct jwt {
	json_t *header, *claims;
	gnutls_datum_t signature;
	size_t signed_len;
};

static void thumbprint(gnutls_x509_crt_t crt, gnutls_digest_algorithm_t how, char out[44])
{
	unsigned char digest[32];
	size_t size = sizeof(digest);

	if (gnutls_x509_crt_get_fingerprint(crt, how, digest, &size) < 0)
		abort();
	mb_pv_base64url(digest, size, out);
}

bool mb_pv_key_add(const char *owner, const char *kid, const char *scope, const char *file)
{
	struct key *key = &keys[n_keys];
	gnutls_datum_t data = { NULL, 0 };
	gnutls_x509_crt_t crt;
	bool ok = n_keys < KEYS_MAX && gnutls_load_file(file, &data) >= 0;

	gnutls_x509_crt_init(&crt);
	if (ok && gnutls_x509_crt_import(crt, &data, GNUTLS_X509_FMT_PEM) >= 0 &&
	    gnutls_pubkey_init(&key->public) >= 0 &&
	    gnutls_pubkey_import_x509(key->public, crt, 0) >= 0) {
		thumbprint(crt, GNUTLS_DIG_SHA1, key->x5t);
		thumbprint(crt, GNUTLS_DIG_SHA256, key->x5t_s256);
		key->owner = mb_pv_strdup(owner);
		key->kid = kid ? mb_pv_strdup(kid) : NULL;
		key->scope = scope ? mb_pv_strdup(scope) : NULL;
		n_keys++;
	} else {
		ok = false;
	}
	gnutls_x509_crt_deinit(crt);
	gnutls_free(data.data);
	return ok;
}

/* base64url without padding and without other characters; the caller frees data. */
static bool decode(const char *text, size_t len, gnutls_datum_t *out)
{
	char *copy = malloc(len + 4);
	gnutls_datum_t in = { (unsigned char *)copy, (unsigned)len };
	bool ok = len % 4 != 1;

	if (!copy)
		abort();
	for (size_t i = 0; i < len; i++) {
		ok = ok && text[i] && text[i] != '+' && text[i] != '/' && text[i] != '=';
		copy[i] = text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i];
	}
	while (in.size % 4)
		copy[in.size++] = '=';
	ok = ok && gnutls_base64_decode2(&in, out) >= 0;
	free(copy);
	return ok;
}

static json_t *decode_json(const char *text, size_t len)
{
	gnutls_datum_t data = { NULL, 0 };
	json_t *json = NULL;

	if (decode(text, len, &data))
		json = json_loadb((const char *)data.data, data.size, JSON_REJECT_DUPLICATES, NULL);
	gnutls_free(data.data);
	return json;
}

static bool parse(struct jwt *jwt, const char *text)
{
	const char *dot = strchr(text, '.'), *dot2 = dot ? strchr(dot + 1, '.') : NULL;

	memset(jwt, 0, sizeof(*jwt));
	if (!dot2 || strchr(dot2 + 1, '.'))
		return false;
	jwt->header = decode_json(text, (size_t)(dot - text));
	jwt->claims = decode_json(dot + 1, (size_t)(dot2 - dot - 1));
	jwt->signed_len = (size_t)(dot2 - text);
	return json_is_object(jwt->header) && json_is_object(jwt->claims) &&
	       decode(dot2 + 1, strlen(dot2 + 1), &jwt->signature);
}

static void jwt_free(struct jwt *jwt)
{
	json_decref(jwt->header);
	json_decref(jwt->claims);
	gnutls_free(jwt->signature.data);
}

static const char *str(const json_t *json, const char *name)
{
	const char *value = json_string_value(json_object_get(json, name));

	return value ? value : "";
}

static bool verify(const struct key *key, const struct jwt *jwt, const char *text)
{
	const char *alg = str(jwt->header, "alg");
	bool ec = !strcmp(alg, "ES256");
	gnutls_datum_t data = { (unsigned char *)(uintptr_t)text, (unsigned)jwt->signed_len };
	gnutls_datum_t der = jwt->signature, halves[2];
	bool ok;

	if (strcmp(alg, "PS256") && strcmp(alg, "RS256") && !ec)
		return false;
	if (ec) {
		if (jwt->signature.size != 2 * HALF)
			return false;
		for (int i = 0; i < 2; i++)
			halves[i] = (gnutls_datum_t){ jwt->signature.data + i * HALF, HALF };
		if (gnutls_encode_rs_value(&der, &halves[0], &halves[1]) < 0)
			return false;
	}
	ok = gnutls_pubkey_verify_data2(key->public,
					ec            ? GNUTLS_SIGN_ECDSA_SHA256
					: *alg == 'P' ? GNUTLS_SIGN_RSA_PSS_RSAE_SHA256
						      : GNUTLS_SIGN_RSA_SHA256,
					0, &data, &der) >= 0;
	if (ec)
		gnutls_free(der.data);
	return ok;
}

/* The owner's key that the header names, by thumbprint or number; the other thumbprint of the same key
 * must not stand there. A key registered without either is found by its owner alone. */
static const struct key *find_key(const char *owner, const struct jwt *jwt)
{
	const char *x5t = str(jwt->header, "x5t"), *x5t_s256 = str(jwt->header, "x5t#S256");
	const char *kid = str(jwt->header, "kid");
	bool old = !strcmp(str(jwt->header, "alg"), "RS256");

	for (size_t i = 0; i < n_keys; i++) {
		if (strcmp(keys[i].owner, owner))
			continue;
		if (keys[i].kid ? !strcmp(keys[i].kid, kid)
		    : old       ? !strcmp(keys[i].x5t, x5t) && !*x5t_s256
				: !strcmp(keys[i].x5t_s256, x5t_s256) && !*x5t)
			return &keys[i];
	}
	return NULL;
}

static bool first_use(const char *jti)
{
	for (size_t i = 0; i < n_used; i++)
		if (!strcmp(used[i], jti))
			return false;
	used = realloc(used, (n_used + 1) * sizeof(*used));
	if (!used)
		abort();
	used[n_used++] = mb_pv_strdup(jti);
	return *jti != '\0';
}

static json_int_t number(const json_t *json, const char *name)
{
	return json_integer_value(json_object_get(json, name));
}

static bool in_time(const struct mb_pv *pv, const struct jwt *jwt, int life, bool nbf)
{
	json_int_t now = mb_pv_time(pv), iat = number(jwt->claims, "iat");
	json_int_t exp = number(jwt->claims, "exp"), start = number(jwt->claims, "nbf");

	return iat > 0 && iat <= now + 5 && exp > now && exp <= iat + life &&
	       (!nbf || (start > 0 && start <= now + 5));
}

/* "the token endpoint" of this call's family, wherever the assertion is shown */
static bool audience_ok(const struct mb_pv_call *call, const struct jwt *jwt)
{
	char url[300];

	if (call->family == MB_PV_MICROSOFT)
		snprintf(url, sizeof(url), "%.120s/%s/oauth2/v2.0/token", call->pv->issuer,
			 call->tenant);
	else
		snprintf(url, sizeof(url), "%.120s%s", call->pv->issuer,
			 call->family == MB_PV_GOOGLE ? "/token" : "/generic/token");
	return !strcmp(str(jwt->claims, "aud"), url);
}

static bool client_ok(struct mb_pv_call *call, const struct jwt *jwt, const char *text)
{
	const char *id = mb_pv_param(&call->form, "client_id"), *sub = str(jwt->claims, "sub");
	const struct key *key = find_key(sub, jwt);

	call->client = mb_pv_client(sub, 1u << call->family);
	if (!call->client)
		return mb_pv_refuse(call, MB_PV_UNKNOWN_CLIENT, sub);
	if (!id || strcmp(id, sub) || strcmp(str(jwt->claims, "iss"), sub))
		return mb_pv_refuse(call, MB_PV_BAD_ASSERTION, "iss, sub, client_id");
	if (!call->client->asserts)
		return mb_pv_refuse(call, MB_PV_PUBLIC_SECRET, NULL);
	if (!key || key->scope || !verify(key, jwt, text))
		return mb_pv_refuse(call, MB_PV_WRONG_KEY, NULL);
	if (!audience_ok(call, jwt))
		return mb_pv_refuse(call, MB_PV_BAD_ASSERTION, "aud");
	if (!in_time(call->pv, jwt, LIFE_CLIENT, true))
		return mb_pv_refuse(call, MB_PV_OLD_ASSERTION, NULL);
	if (!first_use(str(jwt->claims, "jti")))
		return mb_pv_refuse(call, MB_PV_BAD_ASSERTION, "jti");
	return true;
}

bool mb_pv_client_assertion(struct mb_pv_call *call, const char *text)
{
	static const char type[] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
	const char *given = mb_pv_param(&call->form, "client_assertion_type");
	struct jwt jwt;
	bool ok;

	if (!given || strcmp(given, type))
		return mb_pv_refuse(call, MB_PV_BAD_ASSERTION, "client_assertion_type");
	ok = parse(&jwt, text) ? client_ok(call, &jwt, text)
			       : mb_pv_refuse(call, MB_PV_BAD_ASSERTION, "not a JWT");
	jwt_free(&jwt);
	return ok;
}

static void service_account(struct mb_pv_call *call, const struct jwt *jwt, const char *text)
{
	const struct key *key = find_key(str(jwt->claims, "iss"), jwt);
	const struct mb_pv_user *user = mb_pv_user(str(jwt->claims, "sub"));
	const char *scope = str(jwt->claims, "scope");
	struct mb_pv_who who = { .family = call->family,
				 .user = user,
				 .sign_in = ++call->pv->sign_ins };

	if (!key || !key->scope || strcmp(str(jwt->header, "alg"), "RS256") ||
	    !verify(key, jwt, text))
		mb_pv_refuse(call, MB_PV_JWT_SIGNATURE, NULL);
	else if (!audience_ok(call, jwt))
		mb_pv_refuse(call, MB_PV_JWT_AUDIENCE, NULL);
	else if (!in_time(call->pv, jwt, LIFE_ACCOUNT, false))
		mb_pv_refuse(call, MB_PV_JWT_TIME, NULL);
	else if (!user)
		mb_pv_refuse(call, MB_PV_JWT_USER, NULL);
	else if (!*scope || !mb_pv_scope_within(scope, key->scope))
		mb_pv_refuse(call, MB_PV_NOT_DELEGATED, NULL);
	else {
		who.client = mb_pv_client("service-account", 1u << call->family);
		who.scope = mb_pv_strdup(scope);
		mb_pv_issue(call, &who, false);
		free(who.scope);
	}
}

void mb_pv_grant_jwt(struct mb_pv_call *call)
{
	const char *text;
	struct jwt jwt;

	if (!mb_pv_need(call, "assertion", &text))
		return;
	if (parse(&jwt, text))
		service_account(call, &jwt, text);
	else
		mb_pv_refuse(call, MB_PV_JWT_SIGNATURE, NULL);
	jwt_free(&jwt);
}
