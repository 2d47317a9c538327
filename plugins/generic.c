/* SPDX-License-Identifier: MIT */
/*
 * generic - any OAuth 2.0 server, some of them by name; also the file to copy for a new plugin (RFC 6749)
 *
 * Endpoints, scope and mail hosts come from the account's settings or from its preset. To make a plugin for a
 * provider, copy this file, fill in what you know about the provider, and delete the presets and the settings that
 * nobody has to write any more. plugins/README.md says how to build a plugin outside this tree.
 */
#include <mailbearer/plugin.h>

#include <stddef.h>
#include <string.h>

/* Fastmail publishes its endpoints and lets clients register themselves. Yandex and Mail.ru do not allow OAuth for
 * POP3. */
static const struct mb_value presets[] = {
	{ "preset", "yahoo", "authorize_url", "https://api.login.yahoo.com/oauth2/request_auth" },
	{ "preset", "yahoo", "token_url", "https://api.login.yahoo.com/oauth2/get_token" },
	{ "preset", "yahoo", "mail_scope", "mail-w" },
	{ "preset", "yahoo", "imap_name", "imap.mail.yahoo.com" },
	{ "preset", "yahoo", "pop3_name", "pop.mail.yahoo.com" },
	{ "preset", "yahoo", "smtp_name", "smtp.mail.yahoo.com" },

	{ "preset", "aol", "authorize_url", "https://api.login.aol.com/oauth2/request_auth" },
	{ "preset", "aol", "token_url", "https://api.login.aol.com/oauth2/get_token" },
	{ "preset", "aol", "mail_scope", "mail-w" },
	{ "preset", "aol", "imap_name", "imap.aol.com" },
	{ "preset", "aol", "pop3_name", "pop.aol.com" },
	{ "preset", "aol", "smtp_name", "smtp.aol.com" },

	{ "preset", "fastmail", "issuer_url", "https://api.fastmail.com" },
	{ "preset", "fastmail", "mail_scope", "urn:ietf:params:oauth:scope:mail offline_access" },
	{ "preset", "fastmail", "imap_name", "imap.fastmail.com" },
	{ "preset", "fastmail", "pop3_name", "pop.fastmail.com" },
	{ "preset", "fastmail", "smtp_name", "smtp.fastmail.com" },

	{ "preset", "yandex", "authorize_url", "https://oauth.yandex.com/authorize" },
	{ "preset", "yandex", "token_url", "https://oauth.yandex.com/token" },
	{ "preset", "yandex", "imap_scope", "mail:imap_full" },
	{ "preset", "yandex", "smtp_scope", "mail:smtp" },
	{ "preset", "yandex", "imap_name", "imap.yandex.com" },
	{ "preset", "yandex", "smtp_name", "smtp.yandex.com" },

	{ "preset", "mailru", "authorize_url", "https://o2.mail.ru/login" },
	{ "preset", "mailru", "token_url", "https://o2.mail.ru/token" },
	{ "preset", "mailru", "mail_scope", "mail.imap" },
	{ "preset", "mailru", "imap_name", "imap.mail.ru" },
	{ "preset", "mailru", "smtp_name", "smtp.mail.ru" },

	{ "preset", "seznam", "authorize_url", "https://login.seznam.cz/api/v1/oauth/auth" },
	{ "preset", "seznam", "token_url", "https://login.seznam.cz/api/v1/oauth/token" },
	{ "preset", "seznam", "issuer_url", "https://login.seznam.cz" },
	{ "preset", "seznam", "mail_scope", "identity email" },
	{ "preset", "seznam", "imap_name", "imap.seznam.cz" },
	{ "preset", "seznam", "pop3_name", "pop3.seznam.cz" },
	{ "preset", "seznam", "smtp_name", "smtp.seznam.cz" },

	{ "preset", "comcast", "authorize_url", "https://oauth.xfinity.com/oauth/authorize" },
	{ "preset", "comcast", "token_url", "https://oauth.xfinity.com/oauth/token" },
	{ "preset", "comcast", "mail_scope", "https://email.comcast.net/ profile openid" },
	{ "preset", "comcast", "imap_name", "imap.comcast.net" },
	{ "preset", "comcast", "pop3_name", "pop.comcast.net" },
	{ "preset", "comcast", "smtp_name", "smtp.comcast.net" },
	{ 0 },
};

/* Without a preset these keys have no value, and the account has no such endpoint. */
static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_AUTHORIZATION, "{authorize_url}" },
	{ MB_ENDPOINT_TOKEN, "{token_url}" },
	{ MB_ENDPOINT_ISSUER, "{issuer_url}" },
	{ 0 },
};

static const struct mb_scope scopes[] = {
	{ MB_GRANT_ANY, MB_SERVICE_IMAP, "{imap_scope}" },
	{ MB_GRANT_ANY, MB_SERVICE_SMTP, "{smtp_scope}" },
	{ MB_GRANT_ANY, MB_SERVICE_ANY, "{mail_scope}" },
	{ 0 },
};

static const struct mb_mail_host hosts[] = {
	{ MB_SERVICE_IMAP, "{imap_name}", 993, MB_TLS_IMPLICIT },
	{ MB_SERVICE_POP3, "{pop3_name}", 995, MB_TLS_IMPLICIT },
	{ MB_SERVICE_SMTP, "{smtp_name}", 465, MB_TLS_IMPLICIT },
	{ 0 },
};

static const struct mb_setting settings[] = {
	{ "preset", NULL,
	  "what endpoints, scope and hosts are taken from: yahoo, aol, fastmail, yandex, mailru, "
	  "seznam or comcast",
	  MB_SETTING_CHOICE },
	{ "issuer", NULL, "the server, if it publishes its endpoints (RFC 8414, OpenID)", 0 },
	{ "client_id", NULL,
	  "the id of the client registered with the server; with an issuer mailbearer may be able "
	  "to "
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

/* Errors of mail servers only; the core knows the standard errors of OAuth (RFC 6749, RFC 8628). */
static const struct mb_error_rule errors[] = {
	{ MB_WHERE_IMAP, NULL, MB_MATCH_CONTAINS, "[UNAVAILABLE]", MB_MEANS_RETRY,
	  "the mail server cannot check the token for the moment", NULL, MB_WHO_NOBODY, 0 },
	{ MB_WHERE_POP3, NULL, MB_MATCH_CONTAINS, "[SYS/TEMP]", MB_MEANS_RETRY,
	  "the mail server is troubled for the moment", NULL, MB_WHO_NOBODY, 0 },
	{ 0 },
};

static bool check(const struct mb_host *host, const struct mb_account *account)
{
	if (host->setting(account, "issuer") || host->setting(account, "token_endpoint") ||
	    host->setting(account, "preset"))
		return true;
	host->complain(account, "set issuer, or token_endpoint and authorization_endpoint, or "
				"preset");
	return false;
}

/* Tell whether `word` is one of the words in `list`, which are divided by blanks. */
static bool lists(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *s = list; s && *s; s += strcspn(s, " ")) {
		s += strspn(s, " ");
		if (strcspn(s, " ") == len && strncmp(s, word, len) == 0)
			return true;
	}
	return false;
}

/* Ask for consent, without which a server must ignore the scope offline_access, and oidc-provider does. The account's
 * own prompt is left alone (OpenID Connect Core 11). */
static bool prepare(const struct mb_host *host, enum mb_phase phase,
		    const struct mb_account *account, struct mb_form *form)
{
	const char *scope = host->setting(account, "scope");
	const char *given = host->setting(account, "authorize_params");

	if (phase != MB_PHASE_AUTHORIZE || !lists(scope, "openid") ||
	    !lists(scope, "offline_access"))
		return true;
	if (!given || (strncmp(given, "prompt=", 7) != 0 && !strstr(given, "\nprompt=")))
		host->form_set(form, "prompt", "consent");
	return true;
}

/* clang-format off */
/* With the scopes openid and offline_access prepare() asks for consent, unless the account sets its own prompt. */
static const struct mb_no_refresh no_refresh[] = {
	{ "offline_access", "access_type", NULL,
	  "add offline_access to scope, or, if the provider wants it so, set authorize_params = "
	  "{\"access_type=offline\", \"prompt=consent\"}" },
	{ "openid", "prompt", NULL, "add \"prompt=consent\" to authorize_params" },
	{ 0 },
};

MB_PLUGIN(generic) = {
	MB_PLUGIN_HEAD,
	.name = "generic",
	.title = "Any OAuth 2.0 server",
	.endpoints = endpoints,
	.values = presets,
	.scopes = scopes,
	.settings = settings,
	.hosts = hosts,
	.grants = grants,
	.errors = errors,
	.check = check,
	.prepare = prepare,
	.no_refresh = no_refresh,
	.registration = "The client id comes from whoever runs the server: a client of yours must be\n"
			"registered there, with the grant that you use and the redirect URI\n"
			"http://127.0.0.1. A public client has no secret.",
	.proofs = MB_PROOF_NONE | MB_PROOF_SECRET | MB_PROOF_CERTIFICATE,
};
