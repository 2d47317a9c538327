/* SPDX-License-Identifier: MIT */
#include "config/settings.h"

#include <mailbearer/plugin.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "net/url.h"

#define A MB_LEVEL_ACCOUNT
#define G MB_LEVEL_GLOBAL

const struct mb_setting_def mb_settings[] = {
	{ "provider", MB_TYPE_TEXT, A, NULL, N_("the plugin: microsoft, google, generic ...") },
	{ "user", MB_TYPE_TEXT, A, NULL, N_("whose token it is: the address you sign in with") },
	{ "mailbox", MB_TYPE_TEXT, A, NULL, N_("what the mail server is told, if not user") },
	{ "login_hint", MB_TYPE_TEXT, A, NULL,
	  N_("the name the sign-in page starts with, if not user") },
	{ "services", MB_TYPE_SERVICES, A, "imap smtp",
	  N_("which of imap, pop3, smtp to ask for") },
	{ "scope", MB_TYPE_TEXT, A, NULL, N_("scopes to ask for, instead of the plugin's") },
	{ "grant", MB_TYPE_GRANT, A, NULL, N_("how tokens are obtained") },
	{ "issuer", MB_TYPE_URL, A, NULL, N_("what the provider calls itself (RFC 9207)") },
	{ "authorization_endpoint", MB_TYPE_URL, A, NULL, N_("where people sign in") },
	{ "token_endpoint", MB_TYPE_URL, A, NULL, N_("where tokens come from") },
	{ "device_authorization_endpoint", MB_TYPE_URL, A, NULL,
	  N_("where device codes come from") },
	{ "revocation_endpoint", MB_TYPE_URL, A, NULL, N_("where logout revokes tokens") },
	{ "redirect_uri", MB_TYPE_TEXT, A, NULL, N_("where the browser comes back to") },
	{ "client_id", MB_TYPE_TEXT, A, NULL, N_("the app registration's id") },
	{ "client_secret", MB_TYPE_SECRET, A, NULL,
	  N_("the app registration's secret, if it has one") },
	{ "client_secret_command", MB_TYPE_COMMAND, A, NULL, N_("prints the client secret") },
	{ "client_secret_file", MB_TYPE_FILE, A, NULL, N_("holds the client secret") },
	{ "password_command", MB_TYPE_COMMAND, A, NULL,
	  N_("prints the password (grant = password)") },
	{ "password_file", MB_TYPE_FILE, A, NULL, N_("holds the password (grant = password)") },
	{ "authorize_params", MB_TYPE_PARAMS, A, NULL, N_("more parameters for the sign-in page") },
	{ "token_params", MB_TYPE_PARAMS, A, NULL, N_("more parameters for the token endpoint") },
	{ "imap_host", MB_TYPE_TEXT, A, NULL, N_("the IMAP server, instead of the plugin's") },
	{ "imap_port", MB_TYPE_PORT, A, NULL, NULL },
	{ "imap_tls", MB_TYPE_TLS, A, NULL, N_("implicit or starttls") },
	{ "pop3_host", MB_TYPE_TEXT, A, NULL, N_("the POP3 server, instead of the plugin's") },
	{ "pop3_port", MB_TYPE_PORT, A, NULL, NULL },
	{ "pop3_tls", MB_TYPE_TLS, A, NULL, N_("implicit or starttls") },
	{ "smtp_host", MB_TYPE_TEXT, A, NULL,
	  N_("the submission server, instead of the plugin's") },
	{ "smtp_port", MB_TYPE_PORT, A, NULL, NULL },
	{ "smtp_tls", MB_TYPE_TLS, A, NULL, N_("implicit or starttls") },
	{ "proxy", MB_TYPE_PROXY, A, NULL,
	  N_("proxy for the provider; default: the environment's") },
	{ "ca_file", MB_TYPE_FILE, A, NULL, N_("certificates to trust instead of the system's") },
	{ "min_validity", MB_TYPE_SECONDS, A | G, "300",
	  N_("seconds a printed token stays valid at least") },
	{ "timeout", MB_TYPE_TIMEOUT, A | G, "30", N_("seconds a token may take in all") },
	{ "retry_after", MB_TYPE_SECONDS, G, "300", N_("seconds a refusal is remembered") },
	{ "on_attention", MB_TYPE_COMMAND, G, NULL,
	  N_("run with ACCOUNT and a sentence when a person must act") },
	{ "state_dir", MB_TYPE_FILE, G, NULL, N_("where tokens are kept") },
	{ 0 },
};

static const struct {
	const char *name;
	unsigned bit;
} grants[] = {
	{ "authorization_code", MB_GRANT_AUTHORIZATION_CODE },
	{ "device_code", MB_GRANT_DEVICE_CODE },
	{ "password", MB_GRANT_PASSWORD },
	{ "client_credentials", MB_GRANT_CLIENT_CREDENTIALS },
	{ "jwt_bearer", MB_GRANT_JWT_BEARER },
	{ "refresh_token", MB_GRANT_REFRESH_TOKEN },
}, services[] = {
	{ "imap", MB_SERVICE_IMAP },
	{ "pop3", MB_SERVICE_POP3 },
	{ "smtp", MB_SERVICE_SMTP },
};

#define N(table) (sizeof(table) / sizeof(*(table)))

const struct mb_setting_def *mb_setting_find(const char *key)
{
	for (const struct mb_setting_def *def = mb_settings; def->key; def++)
		if (mb_streq(def->key, key))
			return def;
	return NULL;
}

unsigned mb_grant_by_name(const char *name)
{
	for (size_t i = 0; i < N(grants); i++)
		if (mb_streq(grants[i].name, name))
			return grants[i].bit;
	return 0;
}

const char *mb_grant_name(unsigned grant)
{
	for (size_t i = 0; i < N(grants); i++)
		if (grants[i].bit == grant)
			return grants[i].name;
	return "?";
}

unsigned mb_service_by_name(const char *name)
{
	for (size_t i = 0; i < N(services); i++)
		if (mb_streq(services[i].name, name))
			return services[i].bit;
	return 0;
}

const char *mb_service_name(unsigned service)
{
	for (size_t i = 0; i < N(services); i++)
		if (services[i].bit == service)
			return services[i].name;
	return "?";
}

bool mb_setting_is_secret(const char *key, const char *value)
{
	const struct mb_setting_def *def = mb_setting_find(key);

	if (!def || !value)
		return false;
	return def->type == MB_TYPE_SECRET || (def->type == MB_TYPE_PROXY && strchr(value, '@'));
}

static char *url_fault(const char *value)
{
	const char *fault = mb_url_fault(value);

	if (!fault)
		return NULL;
	/* Before an @ there may be a password. */
	return strchr(value, '@') ? mb_xstrdup(_(fault))
				  : mb_xasprintf("\"%s\" %s", value, _(fault));
}

char *mb_setting_fault(enum mb_type type, const char *value)
{
	int64_t number;

	if (!mb_text_is_utf8(value))
		return mb_xstrdup(_("is not UTF-8: save the config in that encoding"));
	for (const char *p = value; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return mb_xstrdup(_("contains a control character or line break"));
	if (!*value)
		return mb_xstrdup(_("is empty"));
	switch (type) {
	case MB_TYPE_URL:
		return url_fault(value);
	case MB_TYPE_SECONDS:
		if (!mb_text_number(value, 0, 10 * 365 * 86400, &number))
			return mb_xstrdup(_("must be a number of seconds"));
		return NULL;
	case MB_TYPE_TIMEOUT:
		if (!mb_text_number(value, 1, 86400, &number))
			return mb_xstrdup(_("must be a number of seconds, at least 1"));
		return NULL;
	case MB_TYPE_PORT:
		if (!mb_text_number(value, 1, 65535, &number))
			return mb_xstrdup(_("must be a port from 1 to 65535"));
		return NULL;
	case MB_TYPE_TLS:
		if (!mb_streq(value, "implicit") && !mb_streq(value, "starttls"))
			return mb_xstrdup(_("must be implicit or starttls"));
		return NULL;
	case MB_TYPE_GRANT:
		if (!mb_grant_by_name(value) || mb_streq(value, "refresh_token") ||
		    mb_streq(value, "jwt_bearer"))
			return mb_xstrdup(_("must be authorization_code, device_code, password or "
					    "client_credentials"));
		return NULL;
	case MB_TYPE_SERVICES:
		if (!mb_service_by_name(value))
			return mb_xstrdup(_("may list imap, pop3 and smtp"));
		return NULL;
	case MB_TYPE_PARAMS:
		if (!strchr(value, '=') || *value == '=')
			return mb_xstrdup(_("must list \"name=value\" texts"));
		return NULL;
	case MB_TYPE_FILE:
		if (*value != '/' && !mb_text_after(value, "~/"))
			return mb_xstrdup(_("must be a path that begins with / or ~/"));
		return NULL;
	case MB_TYPE_TEXT:
	case MB_TYPE_SECRET:
	case MB_TYPE_PROXY:
	case MB_TYPE_COMMAND:
		break;
	}
	return NULL;
}
