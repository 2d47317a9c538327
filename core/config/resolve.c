/* SPDX-License-Identifier: MIT */
#include "config/resolve.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/settings.h"
#include "net/url.h"
#include "plugin/template.h"
#include "plugin/service.h"

#define TEXT_MAX 8192

static const char *lookup_word(const void *arg, const char *key)
{
	const struct mb_account *account = arg;
	const char *value = mb_streq(key, "account") ? account->name
						     : mb_account_get_named(account, key);

	return value ? value : mb_setting_id(key) == MB_SET_USER ? _("the user") : key;
}

char *mb_resolve_sentence(const struct mb_account *account, const char *text)
{
	struct mb_buf out;

	mb_buf_init(&out, TEXT_MAX);
	mb_template_expand(account->plugin, text, lookup_word, account, &out, NULL);
	return mb_buf_take(&out);
}

char *mb_resolve_endpoint(const struct mb_account *account, enum mb_endpoint_kind kind,
			  struct mb_err *err)
{
	char *url = mb_account_endpoint(account, kind);
	const char *fault;

	if (!url)
		return NULL;
	fault = mb_url_fault(url);
	if (!fault)
		return url;
	mb_err_set(err, MB_E_CONFIG, "%s \"%s\" %s", mb_account_endpoint_key(kind), url, _(fault));
	free(url);
	return NULL;
}

char *mb_resolve_required(const struct mb_account *account, enum mb_endpoint_kind kind,
			  struct mb_err *err)
{
	char *url;

	mb_err_clear(err);
	url = mb_resolve_endpoint(account, kind, err);
	if (!url && err->code == MB_OK)
		mb_err_set(err, MB_E_CONFIG,
			   _("set %s in the account %s: the plugin %s has none of its own"),
			   mb_account_endpoint_key(kind), account->name, account->plugin->name);
	return url;
}

char *mb_resolve_authority(const struct mb_account *account, struct mb_err *err)
{
	char *url;

	mb_err_clear(err);
	url = mb_resolve_endpoint(account, MB_ENDPOINT_TOKEN, err);
	if (!url && err->code == MB_OK)
		url = mb_resolve_endpoint(account, MB_ENDPOINT_ISSUER, err);
	return url || err->code != MB_OK ? url
					 : mb_resolve_required(account, MB_ENDPOINT_TOKEN, err);
}

/* Does some row belong to this grant alone? Then the rows for all grants are not for it. */
static bool has_own_scopes(const struct mb_plugin *plugin, unsigned grant)
{
	for (const struct mb_scope *s = plugin->scopes; s && s->scope; s++)
		if (s->grants & grant)
			return true;
	return false;
}

/* Appends what the plugin's rows of these services say; `any`: of no service as well. */
static void add_scopes(struct mb_buf *out, const struct mb_account *account, unsigned grant,
		       unsigned services, bool any)
{
	bool own = has_own_scopes(account->plugin, grant);

	for (const struct mb_scope *s = account->plugin->scopes; s && s->scope; s++) {
		char *text;

		if ((own ? !(s->grants & grant) : s->grants != MB_GRANT_ANY) ||
		    (s->services ? !(s->services & services) : !any))
			continue;
		text = mb_account_template(account, s->scope);
		if (text && out->len > 0)
			mb_buf_addc(out, ' ');
		mb_buf_adds(out, text ? text : "");
		free(text);
	}
}

char *mb_resolve_scope(const struct mb_account *account, unsigned grant)
{
	const char *given = mb_account_given(account, MB_SET_SCOPE);
	struct mb_buf out;

	if (given)
		return mb_xstrdup(given);
	mb_buf_init(&out, TEXT_MAX);
	add_scopes(&out, account, grant, mb_account_services(account), true);
	return mb_buf_take(&out);
}

char *mb_resolve_scope_of(const struct mb_account *account, unsigned grant, unsigned service)
{
	struct mb_buf out;

	mb_buf_init(&out, TEXT_MAX);
	add_scopes(&out, account, grant, service, service == MB_SERVICE_ANY);
	return mb_buf_take(&out);
}

unsigned mb_resolve_grant(const struct mb_account *account)
{
	unsigned grant = mb_account_grant(account);

	for (const struct mb_grant_row *row = account->plugin->grants; !grant && row && row->grant;
	     row++)
		if (!row->refused)
			grant = row->grant;
	return grant;
}

bool mb_grant_is_direct(unsigned grant)
{
	return grant & (MB_GRANT_PASSWORD | MB_GRANT_CLIENT_CREDENTIALS | MB_GRANT_JWT_BEARER);
}

bool mb_resolve_host(const struct mb_account *account, enum mb_service service, char **host_r,
		     uint16_t *port_r, enum mb_tls *tls_r)
{
	const struct mb_service_row *known = mb_service_row(service);
	const char *host = mb_account_given(account, known->host);
	const struct mb_given *port = mb_given_get(&account->given, known->port);
	const struct mb_given *tls = mb_given_get(&account->given, known->tls);
	const struct mb_mail_host *row = account->plugin->hosts;

	while (row && row->host && row->service != service)
		row++;
	if (row && !row->host)
		row = NULL;
	if (!host && !row)
		return false;
	*host_r = host ? mb_xstrdup(host) : mb_account_template(account, row->host);
	if (host)
		row = NULL;
	*port_r = row ? row->port : known->ports[0].port;
	*tls_r = row ? row->tls : known->ports[0].tls;
	if (port && port->number > 0 && port->number <= UINT16_MAX) {
		*port_r = (uint16_t)port->number;
		*tls_r = mb_service_tls(*port_r, row ? row->tls : MB_TLS_STARTTLS);
	}
	if (tls)
		*tls_r = (enum mb_tls)tls->number;
	return *host_r != NULL;
}
