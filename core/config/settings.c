/* SPDX-License-Identifier: MIT */
#include "config/settings.h"

#include <mailbearer/plugin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "net/url.h"
#include "plugin/service.h"

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
};

#define N(table) (sizeof(table) / sizeof(*(table)))

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

bool mb_setting_is_secret(enum mb_setting_id id, const char *value)
{
	enum mb_type type = mb_settings[id].type;

	return value && (type == MB_TYPE_SECRET || (type == MB_TYPE_PROXY && strchr(value, '@')) ||
			 (type == MB_TYPE_KEY && strstr(value, "pin-value=")));
}

bool mb_setting_is_list(enum mb_setting_id id)
{
	return mb_settings[id].type == MB_TYPE_SERVICES || mb_settings[id].type == MB_TYPE_PARAMS;
}

static unsigned services_of(const char *value)
{
	char *copy = mb_xstrdup(value), *save = NULL;
	unsigned bits = 0;

	for (char *s = strtok_r(copy, " \n", &save); s; s = strtok_r(NULL, " \n", &save))
		bits |= mb_service_by_name(s);
	free(copy);
	return bits;
}

int64_t mb_setting_number(enum mb_type type, const char *value)
{
	int64_t number = 0;

	if (!value)
		return 0;
	switch (type) {
	case MB_TYPE_SECONDS:
	case MB_TYPE_TIMEOUT:
	case MB_TYPE_PORT:
		return mb_text_number(value, 0, INT64_MAX, &number) ? number : 0;
	case MB_TYPE_TLS:
		return mb_streq(value, "implicit") ? MB_TLS_IMPLICIT : MB_TLS_STARTTLS;
	case MB_TYPE_GRANT:
		return mb_grant_by_name(value);
	case MB_TYPE_SERVICES:
		return services_of(value);
	case MB_TYPE_TEXT:
	case MB_TYPE_SECRET:
	case MB_TYPE_PROXY:
	case MB_TYPE_URL:
	case MB_TYPE_REDIRECT:
	case MB_TYPE_COMMAND:
	case MB_TYPE_FILE:
	case MB_TYPE_KEY:
	case MB_TYPE_ALGORITHM:
	case MB_TYPE_PARAMS:
		break;
	}
	return 0;
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

/* What libcurl would take for http. The value is not repeated: there may be a password in it. */
static bool is_proxy(const char *value)
{
	static const char *const schemes[] = { "http",    "https",  "socks4",
					       "socks4a", "socks5", "socks5h" };
	const char *end = strstr(value, "://");

	for (size_t i = 0; end && i < N(schemes); i++)
		if (strlen(schemes[i]) == (size_t)(end - value) &&
		    strncasecmp(value, schemes[i], (size_t)(end - value)) == 0)
			return true;
	return !end;
}

/* The port, where there is one, must be one: 0 would be another at each sign-in. */
static bool is_redirect(const char *value)
{
	const char *host = strstr(value, "://"), *port;
	char authority[300] = "";
	int64_t number;

	if (!host)
		return true;
	host += 3;
	snprintf(authority, sizeof(authority), "%.*s", (int)strcspn(host, "/?#"), host);
	port = strchr(authority, ']');
	port = strrchr(port ? port : authority, ':');
	return !port || mb_text_number(port + 1, 1, 65535, &number);
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
	case MB_TYPE_REDIRECT:
		if (!is_redirect(value))
			return mb_xstrdup(_("has no port from 1 to 65535 behind the colon"));
		return NULL;
	case MB_TYPE_PROXY:
		if (!is_proxy(value))
			return mb_xstrdup(_("must begin with http://, https://, socks4://, "
					    "socks4a://, socks5:// or socks5h://"));
		return NULL;
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
		if (!mb_grant_by_name(value) || mb_streq(value, "refresh_token"))
			return mb_xstrdup(_("must be authorization_code, device_code, password, "
					    "client_credentials or jwt_bearer"));
		return NULL;
	case MB_TYPE_SERVICES:
		if (!mb_service_by_name(value))
			return mb_xstrdup(_("may list imap, pop3 and smtp"));
		return NULL;
	case MB_TYPE_PARAMS:
		if (!strchr(value, '=') || *value == '=')
			return mb_xstrdup(_("must list \"name=value\" texts"));
		return NULL;
	case MB_TYPE_KEY:
		if (*value != '/' && !mb_text_after(value, "~/") &&
		    !mb_text_after(value, "pkcs11:"))
			return mb_xstrdup(_("must be a path that begins with / or ~/, or a "
					    "pkcs11: URL"));
		return NULL;
	case MB_TYPE_ALGORITHM:
		if (!mb_streq(value, "PS256") && !mb_streq(value, "RS256") &&
		    !mb_streq(value, "ES256"))
			return mb_xstrdup(_("must be PS256, RS256 or ES256"));
		return NULL;
	case MB_TYPE_FILE:
		if (*value != '/' && !mb_text_after(value, "~/"))
			return mb_xstrdup(_("must be a path that begins with / or ~/"));
		return NULL;
	case MB_TYPE_TEXT:
	case MB_TYPE_SECRET:
	case MB_TYPE_COMMAND:
		break;
	}
	return NULL;
}
