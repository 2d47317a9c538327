/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "oauth/register.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "oauth/client_secret.h"
#include "oauth/discover.h"
#include "oauth/party.h"
#include "oauth/request.h"

#define ID_MAX 1024 /* bytes */
/* The id of this software, the same everywhere (RFC 7591 2). */
#define SOFTWARE_ID "8f1c3a52-6a0e-4b6c-9a52-0d6f8f3f6d21"

void mb_registered_fini(struct mb_registered *r)
{
	free(r->id);
	mb_secret_free(&r->secret);
	free(r->auth_method);
	*r = (struct mb_registered){ .id = NULL };
}

static json_t *make_array(const char *const *list, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, json_string(list[i]));
	return array;
}

/* Describe a native client, public if the provider has such (RFC 7591 2, RFC 8252). */
static json_t *metadata_of(const struct mb_party *p, const char *auth_method, bool device)
{
	const char *const grants[] = { "authorization_code", "refresh_token",
				       "urn:ietf:params:oauth:grant-type:device_code" };
	const char *const code[] = { "code" };
	const char *const redirects[] = { mb_account_get(p->account, MB_SET_REDIRECT_URI) };
	json_t *json = json_object();

	mb_json_set_str(json, "client_name", PACKAGE_NAME);
	mb_json_set_str(json, "software_id", SOFTWARE_ID);
	mb_json_set_str(json, "software_version", PACKAGE_VERSION);
	mb_json_set_str(json, "application_type", "native");
	mb_json_set_str(json, "token_endpoint_auth_method", auth_method);
	json_object_set_new(json, "grant_types", make_array(grants, device ? 3 : 2));
	json_object_set_new(json, "response_types", make_array(code, 1));
	if (redirects[0])
		json_object_set_new(json, "redirect_uris", make_array(redirects, 1));
	if (*p->scope)
		mb_json_set_str(json, "scope", p->scope);
	return json;
}

static bool set_refusal(const struct mb_party *p, const struct mb_reply *reply, struct mb_err *err)
{
	const char *error = mb_reply_str(reply, "error");
	const char *text = mb_reply_str(reply, "error_description");

	if (reply->status >= 500 || reply->status == 429 || reply->status == 408)
		return mb_err_set(err, MB_E_RETRY,
				  _("the provider registers nobody for the moment (HTTP %ld): try "
				    "again later"),
				  reply->status);
	return mb_err_set(err, MB_E_CONFIG,
			  _("set client_id in the account %s: the provider does not let "
			    "mailbearer register itself (%s%s%s)"),
			  p->account->name, error ? error : _("no reason given"), text ? ": " : "",
			  text ? text : "");
}

static bool take_client(struct mb_registered *r, const struct mb_party *p,
			const struct mb_reply *reply, struct mb_err *err)
{
	const char *id = reply->json ? mb_json_str(reply->json, "client_id") : NULL;
	const char *method = id ? mb_json_str(reply->json, "token_endpoint_auth_method") : NULL;
	int64_t expires = 0;

	if ((reply->status != 201 && reply->status != 200) || !id)
		return set_refusal(p, reply, err);
	if (strlen(id) > ID_MAX || !mb_text_is_utf8(id) || strpbrk(id, "\r\n"))
		return mb_err_set(
		    err, MB_E_RETRY,
		    _("the provider registers mailbearer with an unusable client_id"));
	if (!mb_client_secret_can(method))
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("set client_id in the account %s: the provider registers "
		      "mailbearer to prove itself by %s, which it cannot do on its own"),
		    p->account->name, mb_text_is_graphic(method, strlen(method)) ? method : "?");
	mb_json_int(reply->json, "client_secret_expires_at", &expires);
	mb_registered_fini(r);
	*r = (struct mb_registered){
		.id = mb_xstrdup(id),
		.secret = mb_json_secret(reply->json, "client_secret"),
		.secret_expires = expires > 0 ? expires : 0,
		.auth_method = mb_xstrdup(method),
	};
	return true;
}

char *mb_register_endpoint(const struct mb_party *p, struct mb_err *err)
{
	char *endpoint = mb_discover_endpoint(p, MB_ENDPOINT_REGISTRATION, err);

	if (endpoint && mb_client_secret_method(p, err))
		return endpoint;
	if (err->code == MB_OK)
		mb_err_set(err, MB_E_CONFIG,
			   _("set client_id in the account %s: the provider offers no "
			     "registration"),
			   p->account->name);
	free(endpoint);
	return NULL;
}

bool mb_register(struct mb_party *p, const char *endpoint, struct mb_err *err)
{
	struct mb_err ignored = MB_ERR_INIT;
	char *device = mb_discover_endpoint(p, MB_ENDPOINT_DEVICE_AUTHORIZATION, &ignored);
	json_t *json = metadata_of(p, mb_client_secret_method(p, err), device != NULL);
	struct mb_reply reply = { .json = NULL };
	bool ok = mb_request_json(p, endpoint, json, &reply, err) &&
		  take_client(&p->registered, p, &reply, err);

	mb_reply_fini(&reply);
	json_decref(json);
	free(device);
	mb_err_clear(&ignored);
	return ok;
}
