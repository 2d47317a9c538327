/* SPDX-License-Identifier: MIT */
/*
 * generic - any server that speaks RFC 6749: the template to copy
 *
 * It knows nothing about a provider: endpoints, scope and mail hosts are the account's. To make a
 * plugin for a provider, copy this file, give it that knowledge, and throw out the settings that
 * nobody has to write any more. plugins/README.md says how to build it out of tree.
 */
#include <mailbearer/plugin.h>

#include <stddef.h>

static const struct mb_setting settings[] = {
	{ "issuer", NULL, "the server, if it publishes its endpoints (RFC 8414, OpenID)", 0 },
	{ "client_id", NULL,
	  "the id of the client registered with the server; not needed where mailbearer can "
	  "register itself",
	  0 },
	{ "token_endpoint", NULL, "URL where tokens come from, if there is no issuer", 0 },
	{ "scope", NULL, "what the mail servers want, divided by blanks", 0 },
	{ "redirect_uri", "http://127.0.0.1", "as registered with the server", 0 },
	{ 0 },
};

/* In the order in which `mailbearer login` offers them. */
static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ MB_GRANT_DEVICE_CODE, NULL },
	{ MB_GRANT_PASSWORD, NULL },
	{ MB_GRANT_CLIENT_CREDENTIALS, NULL },
	{ 0 },
};

/* The errors of RFC 6749 and RFC 8628 are known to the core; these are a mail server's. */
static const struct mb_error_rule errors[] = {
	{ MB_WHERE_IMAP, NULL, MB_MATCH_CONTAINS, "[UNAVAILABLE]", MB_MEANS_RETRY,
	  "the mail server cannot check the token for the moment", NULL, MB_WHO_NOBODY, 0 },
	{ MB_WHERE_POP3, NULL, MB_MATCH_CONTAINS, "[SYS/TEMP]", MB_MEANS_RETRY,
	  "the mail server is troubled for the moment", NULL, MB_WHO_NOBODY, 0 },
	{ 0 },
};

static bool check(const struct mb_host *host, const struct mb_account *account)
{
	if (host->setting(account, "issuer") || host->setting(account, "token_endpoint"))
		return true;
	host->complain(account, "set issuer, or token_endpoint and authorization_endpoint");
	return false;
}

/* clang-format off */
MB_PLUGIN(generic) = {
	MB_PLUGIN_HEAD,
	.name = "generic",
	.title = "Any OAuth 2.0 server",
	.settings = settings,
	.grants = grants,
	.errors = errors,
	.check = check,
};
