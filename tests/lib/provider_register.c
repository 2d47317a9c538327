/* SPDX-License-Identifier: MIT */
/* Dynamic client registration (RFC 7591): native clients, public ones unless secrets are wanted somewhere. */
#include "provider.h"

#include <stdlib.h>
#include <string.h>

#define CLIENTS_MAX 64

/* Only ever touched under the lock. */
static struct mb_pv_client clients[CLIENTS_MAX];
static size_t n_clients;

const struct mb_pv_client *mb_pv_registered(const char *id, unsigned families)
{
	for (size_t i = 0; i < n_clients; i++)
		if (!strcmp(clients[i].id, id))
			return clients[i].families & families ? &clients[i] : NULL;
	return NULL;
}

void mb_pv_forget_registered(void)
{
	for (size_t i = 0; i < n_clients; i++)
		clients[i].families = 0;
}

static void refuse(struct mb_pv_call *call, const char *error, const char *why)
{
	mb_pv_reply_json(call, 400,
			 json_pack("{s:s, s:s}", "error", error, "error_description", why));
}

static bool has(const json_t *array, const char *word)
{
	size_t i;
	json_t *value;

	json_array_foreach(array, i,
			   value) if (json_is_string(value) &&
				      !strcmp(json_string_value(value), word)) return true;
	return false;
}

/* RFC 8252 7.3: http for loopback literals only. NULL: not one. */
static const char **redirects(const json_t *array)
{
	const char **list = calloc(json_array_size(array) + 1, sizeof(*list));

	if (!list)
		abort();
	for (size_t i = 0; i < json_array_size(array); i++) {
		const char *uri = json_string_value(json_array_get(array, i));

		if (!uri || (strncmp(uri, "http://127.0.0.1", 16) &&
			     strncmp(uri, "http://[::1]", 12) && strncmp(uri, "https://", 8))) {
			free(list);
			return NULL;
		}
		list[i] = mb_pv_strdup(uri);
	}
	return list;
}

static const char *fault_of(const json_t *json, const char *wanted)
{
	const char *method = json_string_value(json_object_get(json, "token_endpoint_auth_method"));
	json_t *grants = json_object_get(json, "grant_types");

	if (!method || strcmp(method, wanted))
		return "token_endpoint_auth_method";
	if (!has(grants, "authorization_code") || !has(grants, "refresh_token"))
		return "grant_types";
	if (!has(json_object_get(json, "response_types"), "code"))
		return "response_types";
	if (!json_is_string(json_object_get(json, "client_name")))
		return "client_name";
	return NULL;
}

void mb_pv_register(struct mb_pv_call *call)
{
	const char *type = mb_httpd_header(call->req, "content-type"), *fault;
	struct mb_pv_client *client = &clients[n_clients];
	json_t *json = json_loadb(call->req->body, call->req->body_len, 0, NULL);
	static const char *const methods[] = { "none", "client_secret_basic",
					       "client_secret_post" };
	const char *method = methods[call->pv->setting[MB_PV_SECRET_IN]];
	json_t *uris = json_object_get(json, "redirect_uris");

	call->pv->counter[MB_PV_C_REGISTER]++;
	if (strcmp(call->req->method, "POST") || !type || strncmp(type, "application/json", 16) ||
	    !json) {
		refuse(call, "invalid_client_metadata", "POST a JSON object");
	} else if ((fault = fault_of(json, method)) || n_clients == CLIENTS_MAX) {
		refuse(call, "invalid_client_metadata", fault ? fault : "too many");
	} else if (json_array_size(uris) == 0 || !(client->redirects = redirects(uris))) {
		refuse(call, "invalid_redirect_uri", "https, or http on a loopback address");
	} else {
		client->id = mb_pv_random("registered-", 22);
		client->families = 1u << MB_PV_GENERIC;
		client->pkce = true;
		if (strcmp(method, "none")) {
			client->secret = mb_pv_random("s:", 22);
			json_object_set_new(json, "client_secret", json_string(client->secret));
			json_object_set_new(json, "client_secret_expires_at", json_integer(0));
		}
		n_clients++;
		json_object_set_new(json, "client_id", json_string(client->id));
		json_object_set_new(json, "client_id_issued_at",
				    json_integer(mb_pv_time(call->pv)));
		mb_pv_reply_json(call, 201, json_incref(json));
	}
	json_decref(json);
}
