/* SPDX-License-Identifier: MIT */
#include "oauth/discover.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/resolve.h"
#include "net/url.h"
#include "oauth/party.h"
#include "oauth/request.h"

/* The placeholder in the issuer of Microsoft's metadata for all tenants. */
#define TENANT       "{tenantid}"
#define AUTH_METHODS "token_endpoint_auth_methods_supported"

/* The members of the document that are kept. */
static const char *const kept[] = {
	"issuer",
	"authorization_endpoint",
	"token_endpoint",
	"device_authorization_endpoint",
	"revocation_endpoint",
	"registration_endpoint",
	"authorization_response_iss_parameter_supported",
};

/* The methods that are kept (client_secret.c asks for them). The first SILENT are assumed where the
 * issuer says nothing. */
#define SILENT 2
static const char *const auth_methods[] = {
	"none",
	"client_secret_basic",
	"client_secret_post",
	"client_secret_jwt",
	"private_key_jwt",
	"tls_client_auth",
	"self_signed_tls_client_auth",
};

/* Compare two issuers exactly, but for the placeholder, which stands for one piece of the path
 * (RFC 8414 3.3). */
static bool same_issuer(const char *published, const char *ours)
{
	const char *hole = strstr(published, TENANT), *rest;
	size_t before;

	if (!hole)
		return mb_streq(published, ours);
	before = (size_t)(hole - published);
	if (strncmp(published, ours, before) != 0)
		return false;
	rest = ours + before + strcspn(ours + before, "/");
	return rest > ours + before && mb_streq(hole + strlen(TENANT), rest);
}

/* Make the address of the document, for the caller to free. The well-known name stands between
 * host and path, or as OpenID has it behind the path (RFC 8414 3.1). */
static char *make_address(const char *issuer, bool openid)
{
	const char *path = strstr(issuer, "://");
	size_t len = strlen(issuer), host;
	char *base, *url;

	path = path ? path + 3 + strcspn(path + 3, "/") : issuer + len;
	host = (size_t)(path - issuer);
	while (len > host && issuer[len - 1] == '/')
		len--;
	base = mb_xstrndup(issuer, openid ? len : host);
	url = openid ? mb_text_cat(base, "/.well-known/openid-configuration", NULL)
		     : mb_xasprintf("%s/.well-known/oauth-authorization-server%.*s", base,
				    (int)(len - host), path);
	free(base);
	return url;
}

static bool has_word(const json_t *array, const char *word)
{
	const json_t *value;
	size_t i;

	json_array_foreach(array, i, value)
	{
		if (mb_streq(json_string_value(value), word))
			return true;
	}
	return false;
}

/* List the methods that the issuer takes. Where it says nothing that is client_secret_basic, and
 * a public client may be tried (RFC 8414 2). A copy without this list is of an older version. */
static json_t *auth_methods_of(const json_t *json)
{
	const json_t *published = json_object_get(json, AUTH_METHODS);
	json_t *known = json_array();

	for (size_t i = 0; i < sizeof(auth_methods) / sizeof(*auth_methods); i++)
		if (json_is_array(published) ? has_word(published, auth_methods[i]) : i < SILENT)
			json_array_append_new(known, json_string(auth_methods[i]));
	return known;
}

static json_t *copy_needed(const json_t *json)
{
	json_t *document = json_object();

	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
		json_t *value = json_object_get(json, kept[i]);

		if (json_is_string(value) || json_is_boolean(value))
			json_object_set(document, kept[i], value);
	}
	json_object_set_new(document, AUTH_METHODS, auth_methods_of(json));
	return document;
}

/* Ask at one address. The caller decref()s the document. NULL without an error: there is none of
 * the kind. */
static json_t *ask_address(struct mb_party *p, const char *issuer, bool openid, struct mb_err *err)
{
	char *url = make_address(issuer, openid);
	json_t *document = NULL;
	struct mb_reply reply;
	const char *named;

	if (!mb_request_json(p, url, NULL, &reply, err))
		goto out;
	named = reply.json ? mb_json_str(reply.json, "issuer") : NULL;
	if (reply.status >= 500 || reply.status == 429 || reply.status == 408)
		mb_err_set(err, MB_E_RETRY, _("%s answers with HTTP %ld: try again later"), url,
			   reply.status);
	else if (reply.status != 200 || !named || !mb_json_str(reply.json, "token_endpoint"))
		mb_err_clear(err);
	else if (!same_issuer(named, issuer))
		mb_err_set(err, MB_E_CONFIG,
			   _("correct issuer: %s is of another one, %s; nothing of it was used"),
			   url, named);
	else
		document = copy_needed(reply.json);
out:
	mb_reply_fini(&reply);
	free(url);
	return document;
}

/* Ask at the first address, in half of the time: silence there must leave time for the second. */
static json_t *ask_first_address(struct mb_party *p, const char *issuer, struct mb_err *err)
{
	struct mb_deadline all = p->deadline;
	json_t *document;

	p->deadline.at_ms -= mb_deadline_left_ms(all) / 2;
	document = ask_address(p, issuer, false, err);
	p->deadline = all;
	return document;
}

/* Ask at both addresses: many servers know only one, and some answer the other with anything but
 * 404. */
json_t *mb_discover_fetch(struct mb_party *p, const char *issuer, struct mb_err *err)
{
	struct mb_err first = MB_ERR_INIT;
	json_t *document = ask_first_address(p, issuer, &first);
	bool passes = first.code == MB_E_RETRY;

	if (!document && (passes || first.code == MB_OK))
		document = ask_address(p, issuer, true, err);
	if (document)
		mb_err_clear(err);
	else if (first.code != MB_OK && err->code == MB_OK)
		mb_err_set(err, first.code, "%s", first.text);
	else if (passes && err->code != MB_E_RETRY) /* the first address may hold the document */
		err->code = MB_E_RETRY;
	else if (err->code == MB_OK)
		mb_err_set(err, MB_E_CONFIG,
			   _("%s publishes nothing about itself: correct issuer, or set "
			     "token_endpoint and authorization_endpoint"),
			   issuer);
	mb_err_clear(&first);
	return document;
}

bool mb_discover_take(struct mb_party *p, json_t *document, struct mb_err *err)
{
	mb_discovered_free(&p->discovered);
	p->discovered = mb_xcalloc(1, sizeof(*p->discovered));
	p->discovered->document = document;
	p->discovered->iss = json_is_true(
	    json_object_get(document, "authorization_response_iss_parameter_supported"));
	p->token_endpoint = mb_discover_required(p, MB_ENDPOINT_TOKEN, err);
	return p->token_endpoint != NULL;
}

/* Find what is wrong with an endpoint that the issuer has published; NULL: nothing. Without
 * https:// an endpoint may be on this machine, but only for who writes the config: an issuer
 * elsewhere must not have us ask, in its name, what listens here. */
static const char *published_fault(const struct mb_discovered *d, const char *url)
{
	const char *fault = mb_url_fault(url), *issuer = mb_json_str(d->document, "issuer");

	if (!fault && issuer && mb_url_is_https(issuer) && !mb_url_is_https(url))
		fault = N_("must begin with https://");
	return fault;
}

char *mb_discover_endpoint(const struct mb_party *p, enum mb_endpoint_kind kind, struct mb_err *err)
{
	const char *key = mb_account_endpoint_key(kind), *fault;
	char *url = mb_resolve_endpoint(p->account, kind, err);

	if (url || err->code != MB_OK || !p->discovered)
		return url;
	url = mb_xstrdup(mb_json_str(p->discovered->document, key));
	fault = url ? published_fault(p->discovered, url) : NULL;
	if (!fault)
		return url;
	mb_err_set(err, MB_E_CONFIG, _("the issuer's %s \"%s\" %s"), key, url, _(fault));
	free(url);
	return NULL;
}

char *mb_discover_required(const struct mb_party *p, enum mb_endpoint_kind kind, struct mb_err *err)
{
	char *url;

	mb_err_clear(err);
	url = mb_discover_endpoint(p, kind, err);
	if (!url && err->code == MB_OK && p->discovered)
		mb_err_set(err, MB_E_CONFIG,
			   _("set %s in the account %s: the issuer publishes none"),
			   mb_account_endpoint_key(kind), p->account->name);
	return url || err->code != MB_OK ? url : mb_resolve_required(p->account, kind, err);
}

enum mb_known mb_discover_auth_method(const struct mb_party *p, const char *method)
{
	const json_t *list = p->discovered ? json_object_get(p->discovered->document, AUTH_METHODS)
					   : NULL;

	return !json_is_array(list) ? MB_NOT_KNOWN : has_word(list, method) ? MB_YES : MB_NO;
}

bool mb_discover_is_issuer(const struct mb_party *p, const char *iss)
{
	struct mb_err err = MB_ERR_INIT;
	const char *published = p->discovered ? mb_json_str(p->discovered->document, "issuer")
					      : NULL;
	char *issuer = mb_resolve_endpoint(p->account, MB_ENDPOINT_ISSUER, &err);
	bool same = published ? same_issuer(published, iss) : !issuer || mb_streq(issuer, iss);

	free(issuer);
	mb_err_clear(&err);
	return same;
}

void mb_discovered_free(struct mb_discovered **d)
{
	if (!*d)
		return;
	json_decref((*d)->document);
	free(*d);
	*d = NULL;
}
