/* SPDX-License-Identifier: MIT */
/* The fixed clients and users. All secrets here are public: they are test data. */
#include "provider.h"

#include <string.h>
#include <strings.h>

#define MICROSOFT (1u << MB_PV_MICROSOFT)
#define GOOGLE    (1u << MB_PV_GOOGLE)
#define GENERIC   (1u << MB_PV_GENERIC)

/* on a loopback host any port matches, and no path is "/"; the others match exactly */
static const char *const redirects_microsoft[] = {
	"http://localhost",
	"http://127.0.0.1",
	"http://localhost/callback",
	"http://127.0.0.1/callback",
	"https://login.microsoftonline.com/common/oauth2/nativeclient",
	NULL
};
static const char *const redirects_loopback[] = { "http://localhost",
						  "http://127.0.0.1",
						  "http://[::1]",
						  "http://localhost/callback",
						  "http://127.0.0.1/callback",
						  "http://[::1]/callback",
						  NULL };

static const struct mb_pv_client clients[] = {
	{ "00001111-aaaa-2222-bbbb-3333cccc4444", NULL, MICROSOFT | GENERIC, true, false,
	  redirects_microsoft, false },
	{ "55556666-dddd-7777-eeee-8888ffff9999", "s3cr~t.+&=%", MICROSOFT | GENERIC, false, false,
	  redirects_microsoft, false },
	{ "112233-mailbearer.apps.googleusercontent.com", "GOCSPX-test_secret", GOOGLE, true, true,
	  redirects_loopback, false },
	{ "generic-public", NULL, GENERIC, true, false, redirects_loopback, false },
	{ "generic:confidential", "p%3Aa:s s+w&o=r~d/\xc3\xa9", GENERIC, true, false,
	  redirects_loopback, false },
	{ "7777aaaa-bbbb-4444-8888-9999dddd0000", NULL, MICROSOFT | GENERIC, false, false,
	  redirects_microsoft, true },
	{ "service-account", "(nobody has it)", GOOGLE, false, false, NULL, false },
	{ "dovecot", "s3cr3t", 0, false, false, NULL, false },
};

const struct mb_pv_user mb_pv_users[] = {
	{ "alice@test", "secret", MB_PV_WHYS },
	{ "bob@test", "hunter2", MB_PV_WHYS },
	{ "carol@test", "p\xc3\xa4ss w+rd&=%", MB_PV_WHYS },
	{ "disabled@test", "secret", MB_PV_DISABLED },
	{ "expired@test", "secret", MB_PV_PASSWORD_EXPIRED },
	{ "mfa@test", "secret", MB_PV_NEEDS_MFA },
	{ NULL, NULL, MB_PV_WHYS },
};

const struct mb_pv_client *mb_pv_client(const char *id, unsigned families)
{
	for (size_t i = 0; i < sizeof(clients) / sizeof(clients[0]); i++)
		if (!strcmp(clients[i].id, id))
			return (clients[i].families & families) || clients[i].families == families
				   ? &clients[i]
				   : NULL;
	return mb_pv_registered(id, families);
}

const struct mb_pv_user *mb_pv_user(const char *name)
{
	for (const struct mb_pv_user *user = mb_pv_users; user->name; user++)
		if (!strcasecmp(user->name, name))
			return user;
	return NULL;
}

bool mb_pv_consumers(const char *tenant)
{
	return !strcmp(tenant, "consumers") ||
	       !strcmp(tenant, "9188040d-6c67-4c5b-b112-36a304b66dad");
}

/* The length of "http://HOST" when that is a loopback host, else 0. */
static size_t loopback(const char *uri)
{
	static const char *const bases[] = { "http://localhost", "http://127.0.0.1",
					     "http://[::1]" };

	for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
		size_t n = strlen(bases[i]);

		if (!strncmp(uri, bases[i], n) &&
		    (uri[n] == '\0' || uri[n] == ':' || uri[n] == '/'))
			return n;
	}
	return 0;
}

/* The path behind host and port; NULL: not a port, or no plain path. */
static const char *path_of(const char *uri, size_t host)
{
	const char *rest = uri + host;
	size_t digits;

	if (*rest == ':') {
		digits = strspn(rest + 1, "0123456789");
		if (digits < 1 || digits > 5)
			return NULL;
		rest += 1 + digits;
	}
	if (*rest && *rest != '/')
		return NULL;
	return *rest ? rest : "/";
}

bool mb_pv_redirect_ok(const struct mb_pv_client *client, const char *uri)
{
	size_t host = loopback(uri);
	const char *path = host ? path_of(uri, host) : NULL;

	if (strlen(uri) > 256 || strpbrk(uri, "?# \"<>\\") || (host && !path))
		return false;
	for (size_t i = 0; client->redirects && client->redirects[i]; i++) {
		const char *known = client->redirects[i];

		if (!strcmp(known, uri))
			return true;
		if (path && loopback(known) == host && !strncmp(known, uri, host) &&
		    (client->any_path || !strcmp(path_of(known, host), path)))
			return true;
	}
	return false;
}
