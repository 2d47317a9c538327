/* SPDX-License-Identifier: MIT */
/* Parameters and client authentication, strictly as RFC 6749 §2.3, §3.1, §3.2. */
#include "provider.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* what must never stand in the query of a POST endpoint */
static const char *const secret_names[] = { "client_secret", "client_assertion", "assertion",
					    "code",          "code_verifier",    "refresh_token",
					    "password",      "username",         "device_code",
					    "token",         "access_token",     "grant_type",
					    "client_id" };

const char *mb_pv_param(const struct mb_httpd_list *list, const char *name)
{
	const struct mb_httpd_pair *pair = NULL;

	return mb_httpd_find(list, name, &pair) && pair && pair->len ? pair->value : NULL;
}

bool mb_pv_need(struct mb_pv_call *call, const char *name, const char **value_r)
{
	const char *value = mb_pv_param(&call->form, name);

	if (!value)
		return mb_pv_refuse(call, MB_PV_MISSING, name);
	*value_r = value;
	return true;
}

bool mb_pv_list_clean(struct mb_pv_call *call, const struct mb_httpd_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strlen(list->v[i].value) != list->v[i].len)
			return mb_pv_refuse(call, MB_PV_MALFORMED, list->v[i].name);
		if (mb_httpd_find(list, list->v[i].name, NULL) > 1)
			return mb_pv_refuse(call, MB_PV_DUPLICATE, list->v[i].name);
	}
	return true;
}

bool mb_pv_post_form(struct mb_pv_call *call)
{
	if (strcmp(call->req->method, "POST"))
		return mb_pv_refuse(call, MB_PV_NOT_POST, call->req->method);
	for (size_t i = 0; i < sizeof(secret_names) / sizeof(secret_names[0]); i++)
		if (mb_httpd_find(&call->query, secret_names[i], NULL))
			return mb_pv_refuse(call, MB_PV_IN_QUERY, secret_names[i]);
	if (!mb_httpd_is_form(call->req))
		return mb_pv_refuse(call, MB_PV_MALFORMED, "Content-Type");
	if (!call->form_ok || !call->query_ok)
		return mb_pv_refuse(call, MB_PV_MALFORMED, "form");
	return mb_pv_list_clean(call, &call->form);
}

/* one half of "id:secret", form-urlencoded; NULL: malformed */
static char *decode_half(const char *text, size_t len)
{
	struct mb_httpd_list list = { NULL, 0 };
	char *form, *value = NULL;

	form = malloc(len + 3);
	if (!form)
		abort();
	memcpy(form, "x=", 2);
	memcpy(form + 2, text, len);
	form[len + 2] = '\0';
	if (!memchr(text, '&', len) && mb_httpd_form(form, len + 2, &list) && list.n == 1 &&
	    strlen(list.v[0].value) == list.v[0].len)
		value = mb_pv_strdup(list.v[0].value);
	mb_httpd_list_free(&list);
	free(form);
	return value;
}

static bool basic(const char *header, char **id_r, char **secret_r)
{
	gnutls_datum_t in, out = { NULL, 0 };
	char *copy = mb_pv_strdup(header + strcspn(header, " ")), *start = copy + strspn(copy, " ");
	const char *colon;

	in.data = (unsigned char *)start;
	in.size = (unsigned)strlen(start);
	if (!strncasecmp(header, "Basic ", 6) && gnutls_base64_decode2(&in, &out) == 0) {
		colon = memchr(out.data, ':', out.size);
		if (colon) {
			size_t id_len = (size_t)(colon - (const char *)out.data);

			*id_r = decode_half((const char *)out.data, id_len);
			*secret_r = decode_half(colon + 1, out.size - id_len - 1);
		}
		gnutls_free(out.data);
	}
	free(copy);
	return *id_r && *secret_r;
}

static bool judge(struct mb_pv_call *call, const char *id, const char *secret)
{
	if (!id)
		return mb_pv_refuse(call, MB_PV_MISSING, "client_id");
	call->client = mb_pv_client(id,
				    call->endpoint == MB_PV_E_INTROSPECT ? 0 : 1u << call->family);
	if (!call->client)
		return mb_pv_refuse(call, MB_PV_UNKNOWN_CLIENT, id);
	if (call->client->asserts)
		return mb_pv_refuse(call, secret ? MB_PV_WRONG_SECRET : MB_PV_NO_SECRET, id);
	if (!call->client->secret)
		return secret ? mb_pv_refuse(call, MB_PV_PUBLIC_SECRET, NULL) : true;
	if (!secret)
		return mb_pv_refuse(call, MB_PV_NO_SECRET, NULL);
	if (strcmp(secret, call->client->secret))
		return mb_pv_refuse(call, MB_PV_WRONG_SECRET, id);
	return true;
}

/* Dovecot's introspection is not what the setting is about. */
static bool right_place(const struct mb_pv_call *call, bool head, bool form)
{
	int place = call->pv->setting[MB_PV_SECRET_IN];

	return call->endpoint == MB_PV_E_INTROSPECT ||
	       !((head && place == MB_PV_IN_FORM) || (form && place == MB_PV_IN_HEAD));
}

bool mb_pv_authenticate(struct mb_pv_call *call)
{
	const char *id = mb_pv_param(&call->form, "client_id"),
		   *secret = mb_pv_param(&call->form, "client_secret");
	const char *header = mb_httpd_header(call->req, "authorization");
	char *basic_id = NULL, *basic_secret = NULL;
	const char *assertion = mb_pv_param(&call->form, "client_assertion");
	bool ok = false;

	if (assertion) {
		call->auth = "assertion";
		return secret || header ? mb_pv_refuse(call, MB_PV_TWO_AUTHS, NULL)
					: mb_pv_client_assertion(call, assertion);
	}
	if (!right_place(call, header, secret))
		return mb_pv_refuse(call, MB_PV_NO_SECRET, NULL);
	call->auth = header ? "basic" : secret ? "post" : "none";
	if (!header)
		return judge(call, id, secret);
	if (mb_httpd_find(&call->req->headers, "authorization", NULL) > 1)
		mb_pv_refuse(call, MB_PV_DUPLICATE, "Authorization");
	else if (!basic(header, &basic_id, &basic_secret))
		mb_pv_refuse(call, MB_PV_NO_SECRET, NULL);
	else if (secret || (id && strcmp(id, basic_id)))
		mb_pv_refuse(call, MB_PV_TWO_AUTHS, NULL);
	else
		ok = judge(call, basic_id, *basic_secret ? basic_secret : NULL);
	free(basic_id);
	free(basic_secret);
	return ok;
}
