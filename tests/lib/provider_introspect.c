/* SPDX-License-Identifier: MIT */
/* Asking about tokens (RFC 7662, Google's tokeninfo), taking them back (RFC 7009), metadata. */
#include "provider.h"

#include <string.h>

/* token's claims, for introspection and tokeninfo alike */
static json_t *describe(const struct mb_pv *pv, const struct mb_pv_item *item)
{
	const struct mb_pv_user *user = item->who.user;
	char audience[256];
	json_t *json = json_pack(
	    "{s:b, s:s, s:s, s:s, s:I, s:I, s:s, s:s}", "active", 1, "scope", item->who.scope,
	    "client_id", item->who.client->id, "token_type", "Bearer", "exp",
	    (json_int_t)item->expires, "iat", (json_int_t)item->issued, "iss", pv->issuer, "aud",
	    mb_pv_scope_audience(item->who.family, item->who.scope, audience, sizeof(audience)));

	if (user) { /* a client's own token names no mailbox */
		json_object_set_new(json, "sub", json_string(user->name));
		json_object_set_new(json, "username", json_string(user->name));
		json_object_set_new(json, "email", json_string(user->name));
	}
	return json;
}

/*
 * RFC 7662 wants the asker authenticated: dovecot / s3cr3t by Basic or, as Dovecot 2.3.19 with
 * client_id and client_secret does, in the form. With introspect_auth=0 no credentials are accepted
 * too; wrong ones never.
 */
void mb_pv_introspect(struct mb_pv_call *call)
{
	struct mb_pv *pv = call->pv;
	const struct mb_pv_item *item;
	const char *token;

	pv->counter[MB_PV_C_INTROSPECT]++;
	call->auth = "none";
	if (!mb_pv_post_form(call))
		return;
	if ((pv->setting[MB_PV_INTROSPECT_AUTH] || mb_pv_param(&call->form, "client_secret") ||
	     mb_httpd_header(call->req, "authorization")) &&
	    !mb_pv_authenticate(call))
		return;
	if (!mb_pv_need(call, "token", &token))
		return;
	item = mb_pv_item_find(pv, MB_PV_ACCESS, token);
	if (!item || !mb_pv_item_live(pv, item)) {
		mb_pv_reply_json(call, 200, json_pack("{s:b}", "active", 0));
		return;
	}
	pv->counter[MB_PV_C_INTROSPECT_ACTIVE]++;
	mb_pv_reply_json(call, 200, describe(pv, item));
}

void mb_pv_tokeninfo(struct mb_pv_call *call)
{
	const char *token = call->query_ok ? mb_pv_param(&call->query, "access_token") : NULL;
	const struct mb_pv_item *item = token ? mb_pv_item_find(call->pv, MB_PV_ACCESS, token)
					      : NULL;
	json_t *json;

	if (!item || !mb_pv_item_live(call->pv, item)) {
		mb_pv_refuse(call, MB_PV_BAD_TOKEN, NULL);
		return;
	}
	json = describe(call->pv, item);
	json_object_set_new(json, "expires_in", json_integer(item->expires - mb_pv_time(call->pv)));
	mb_pv_reply_json(call, 200, json);
}

void mb_pv_revoke(struct mb_pv_call *call)
{
	struct mb_pv *pv = call->pv;
	struct mb_pv_item *item;
	const char *token;

	pv->counter[MB_PV_C_REVOKE]++;
	if (!mb_pv_post_form(call) ||
	    (call->family == MB_PV_GENERIC && !mb_pv_authenticate(call)) ||
	    !mb_pv_need(call, "token", &token))
		return;
	item = mb_pv_item_find(pv, MB_PV_REFRESH, token);
	if (!item)
		item = mb_pv_item_find(pv, MB_PV_ACCESS, token);
	if (item && (item->who.family != call->family ||
		     (call->client && item->who.client != call->client)))
		item = NULL;
	if (!item && call->family == MB_PV_GOOGLE) {
		mb_pv_refuse(call, MB_PV_BAD_TOKEN, NULL);
		return;
	}
	if (item && (item->kind == MB_PV_REFRESH || call->family == MB_PV_GOOGLE))
		mb_pv_revoke_sign_in(pv, item->who.sign_in);
	else if (item)
		item->revoked = true;
	mb_pv_reply_json(call, 200, json_object());
}

void mb_pv_metadata(struct mb_pv_call *call)
{
	static const struct {
		const char *name, *path;
	} urls[] = {
		{ "authorization_endpoint", "/generic/authorize" },
		{ "token_endpoint", "/generic/token" },
		{ "device_authorization_endpoint", "/generic/device" },
		{ "revocation_endpoint", "/generic/revoke" },
		{ "registration_endpoint", "/generic/register" },
		{ "introspection_endpoint", "/introspect" },
	};
	/* where secrets are taken; public clients there are only where it does not matter */
	static const char *const methods[][3] = {
		[MB_PV_ANYWHERE] = { "none", "client_secret_basic", "client_secret_post" },
		[MB_PV_IN_HEAD] = { "client_secret_basic" },
		[MB_PV_IN_FORM] = { "client_secret_post" },
	};
	const char *const *method = methods[call->pv->setting[MB_PV_SECRET_IN]];
	json_t *json = json_pack(
	    "{s:s, s:b, s:[s], s:[s], s:[s,s*,s*], s:[s,s,s,s,s]}", "issuer", call->pv->issuer,
	    "authorization_response_iss_parameter_supported", 1, "response_types_supported", "code",
	    "code_challenge_methods_supported", "S256", "token_endpoint_auth_methods_supported",
	    method[0], method[1], method[2], "grant_types_supported", "authorization_code",
	    "refresh_token", MB_PV_DEVICE_GRANT, "password", "client_credentials");
	char url[256];

	call->pv->counter[MB_PV_C_METADATA]++;
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		snprintf(url, sizeof(url), "%.150s%s", call->pv->issuer, urls[i].path);
		json_object_set_new(json, urls[i].name, json_string(url));
	}
	mb_pv_reply_json(call, 200, json);
}
