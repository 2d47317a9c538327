/* SPDX-License-Identifier: MIT */
/*
 * microsoft - Microsoft 365, Exchange Online and Outlook.com (Entra ID)
 *
 * Scopes that name the resource outlook.office.com work for personal and for work accounts. A scope without a
 * resource would mean Microsoft Graph, whose tokens the mail servers refuse.
 */
#include <mailbearer/plugin.h>

#include <string.h>

#include "microsoft_errors.h"

/* Characters of a tenant, which becomes part of a URL. */
#define TENANT_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"
#define V2           "https://{login_host}/{tenant}/oauth2/v2.0/"

static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_AUTHORIZATION, V2 "authorize" },
	{ MB_ENDPOINT_TOKEN, V2 "token" },
	{ MB_ENDPOINT_DEVICE_AUTHORIZATION, V2 "devicecode" },
	{ 0 },
};

/* scope_host is the resource of tokens for a user, app_host that of tokens for an app without a user. */
static const struct mb_value values[] = {
	{ "tenant", "consumers", "submission_host", "smtp-mail.outlook.com" },

	{ "cloud", "global", "login_host", "login.microsoftonline.com" },
	{ "cloud", "global", "scope_host", "outlook.office.com" },
	{ "cloud", "global", "app_host", "outlook.office365.com" },
	{ "cloud", "global", "mail_host", "outlook.office365.com" },
	{ "cloud", "global", "submission_host", "smtp.office365.com" },

	{ "cloud", "usgov", "login_host", "login.microsoftonline.us" },
	{ "cloud", "usgov", "scope_host", "outlook.office365.us" },
	{ "cloud", "usgov", "app_host", "outlook.office365.us" },
	{ "cloud", "usgov", "mail_host", "outlook.office365.us" },
	{ "cloud", "usgov", "submission_host", "smtp.office365.us" },

	{ "cloud", "usgov-dod", "login_host", "login.microsoftonline.us" },
	{ "cloud", "usgov-dod", "scope_host", "outlook.office365.us" },
	{ "cloud", "usgov-dod", "app_host", "outlook.office365.us" },
	{ "cloud", "usgov-dod", "mail_host", "outlook-dod.office365.us" },
	{ "cloud", "usgov-dod", "submission_host", "outlook-dod.office365.us" },

	{ "cloud", "china", "login_host", "login.partner.microsoftonline.cn" },
	{ "cloud", "china", "scope_host", "partner.outlook.cn" },
	{ "cloud", "china", "app_host", "partner.outlook.cn" },
	{ "cloud", "china", "mail_host", "partner.outlook.cn" },
	{ "cloud", "china", "submission_host", "partner.outlook.cn" },
	{ 0 },
};

static const struct mb_scope scopes[] = {
	{ MB_GRANT_CLIENT_CREDENTIALS, MB_SERVICE_ANY, "https://{app_host}/.default" },
	{ MB_GRANT_ANY, MB_SERVICE_IMAP, "https://{scope_host}/IMAP.AccessAsUser.All" },
	{ MB_GRANT_ANY, MB_SERVICE_POP3, "https://{scope_host}/POP.AccessAsUser.All" },
	{ MB_GRANT_ANY, MB_SERVICE_SMTP, "https://{scope_host}/SMTP.Send" },
	{ MB_GRANT_ANY, MB_SERVICE_ANY, "offline_access openid profile email" },
	{ 0 },
};

#define FOR_GRAPH                                                                                  \
	"the token is made for Microsoft Graph, whose tokens the mail servers refuse",             \
	    "remove scope from the account, or put https://{scope_host}/ before each name "        \
	    "in it, then: mailbearer login {account}"

/* Exchange Online and Microsoft Graph have a number as well. */
static const struct mb_audience audiences[] = {
	{ "https://{scope_host}", NULL, NULL },
	{ "https://{app_host}", NULL, NULL },
	{ "https://outlook.office.com", NULL, NULL },
	{ "https://outlook.office365.com", NULL, NULL },
	{ "00000002-0000-0ff1-ce00-000000000000", NULL, NULL },
	{ "00000003-0000-0000-c000-000000000000", FOR_GRAPH },
	{ "https://graph.microsoft.com", FOR_GRAPH },
	{ "https://graph.microsoft.us", FOR_GRAPH },
	{ "https://dod-graph.microsoft.us", FOR_GRAPH },
	{ "https://microsoftgraph.chinacloudapi.cn", FOR_GRAPH },
	{ 0 },
};

/* Set by configure --with-microsoft-client-id=ID. */
#ifdef MICROSOFT_CLIENT_ID
#define CLIENT_ID    brought
#define CLIENT_FLAGS 0
static const char brought[] = MICROSOFT_CLIENT_ID;
#else
#define CLIENT_ID    NULL
#define CLIENT_FLAGS MB_SETTING_REQUIRED
static const char brought[] = "";
#endif

static const struct mb_setting settings[] = {
	{ "client_id", CLIENT_ID, "the Application (client) ID of the app registration",
	  CLIENT_FLAGS },
	{ "tenant", "common",
	  "your organization's id or domain, organizations (any work or school account), consumers "
	  "(personal accounts only) or common (both)",
	  0 },
	{ "cloud", "global", "global (also US GCC), usgov (GCC High), usgov-dod or china",
	  MB_SETTING_CHOICE },
	{ "redirect_uri", "http://localhost", "as registered; the port does not matter", 0 },
	{ 0 },
};

static const struct mb_mail_host hosts[] = {
	{ MB_SERVICE_IMAP, "{mail_host}", 993, MB_TLS_IMPLICIT },
	{ MB_SERVICE_POP3, "{mail_host}", 995, MB_TLS_IMPLICIT },
	{ MB_SERVICE_SMTP, "{submission_host}", 587, MB_TLS_STARTTLS },
	{ 0 },
};

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ MB_GRANT_DEVICE_CODE, NULL },
	{ MB_GRANT_PASSWORD, NULL },
	{ MB_GRANT_CLIENT_CREDENTIALS, NULL },
	{ 0 },
};

/* Return the length of "https://host" in "https://host/Name.All"; 0 for a bare name, which means Microsoft Graph. */
static size_t resource_of(const char *word, size_t len)
{
	const char *host = strstr(word, "://");

	return host && host < word + len ? (size_t)(host - word) + 3 + strcspn(host + 3, "/ ") : 0;
}

/* Refuse a scope that mixes .default with single permissions, and warn of one that names several resources. */
static bool check_scope(const struct mb_host *host, const struct mb_account *account,
			const char *word)
{
	const char *first = NULL;
	bool all = false, named = false;
	size_t len, part;

	for (; word += strspn(word, " "), (len = strcspn(word, " ")) > 0; word += len) {
		if (!memchr(word, '.', len))
			continue; /* offline_access, openid and the like belong to no resource */
		if (len > 9 && strncmp(word + len - 9, "/.default", 9) == 0)
			all = true;
		else
			named = true;
		first = first ? first : word;
		part = resource_of(word, len);
		if (part != resource_of(first, strcspn(first, " ")) || strncmp(word, first, part))
			host->complain(account, "scope names several resources, and a token is for "
						"one: keep those of the mail servers");
	}
	if (all && named)
		host->complain(account, "scope mixes .default with single permissions: keep one of "
					"the two");
	return !(all && named);
}

/* Check that the client id that this build brings is used by people, and in the global cloud: only there Microsoft
 * knows it, and it has no rights of its own. */
static bool check_brought(const struct mb_host *host, const struct mb_account *account, bool app)
{
	const char *id = host->setting(account, "client_id");
	const char *cloud = host->setting(account, "cloud");

	if (!id || strcmp(id, brought) != 0)
		return true;
	if (cloud && strcmp(cloud, "global") != 0)
		host->complain(account,
			       "set client_id to one of this cloud: the one that this build of "
			       "mailbearer brings is not known there");
	else if (app)
		host->complain(account,
			       "set client_id to an app of your own: the one that this build "
			       "of mailbearer brings has no rights of its own");
	return !app && (!cloud || strcmp(cloud, "global") == 0);
}

static bool check(const struct mb_host *host, const struct mb_account *account)
{
	const char *grant = host->setting(account, "grant");
	const char *tenant = host->setting(account, "tenant");
	const char *scope = host->setting(account, "scope");
	bool app = grant && strcmp(grant, "client_credentials") == 0;
	bool password = grant && strcmp(grant, "password") == 0;

	if (host->setting(account, "client_key") && !host->setting(account, "client_certificate")) {
		host->complain(account,
			       "set client_certificate too: Microsoft knows the key by it");
		return false;
	}
	if (!check_brought(host, account, app))
		return false;
	if (tenant && tenant[strspn(tenant, TENANT_CHARS)]) {
		host->complain(account, "tenant is an id or a domain, of letters, digits, . and -");
		return false;
	}
	if ((app || password) && tenant && !host->setting(account, "token_endpoint") &&
	    (strcmp(tenant, "common") == 0 || strcmp(tenant, "consumers") == 0 ||
	     (app && strcmp(tenant, "organizations") == 0))) {
		host->complain(account, "this grant works within one organization only: set tenant "
					"to its id or domain");
		return false;
	}
	return !scope || check_scope(host, account, scope);
}

static const char *const signs[] = {
	"aadsts",  "microsoft", "outlook", "office365", "office 365", "o365",     "m365",
	"hotmail", "live.com",  "entra ",  "azure",     "aka.ms",     "storedrv", NULL,
};

static const char registration[] =
    "Microsoft gives tokens to registered apps only. Ways to a client id:\n"
    "- Register an app in your organization: free, ten minutes. entra.microsoft.com,\n"
    "  Entra ID, App registrations, New registration; redirect URI http://localhost of\n"
    "  the platform Mobile and desktop applications. Many organizations let only an\n"
    "  administrator register an app, or consent to it.\n"
    "- Ask your administrator for the id of an app with the delegated permissions\n"
    "  IMAP.AccessAsUser.All or POP.AccessAsUser.All, and SMTP.Send: costs a mail.\n"
    "- A personal account (outlook.com) can register none without a directory: signing up\n"
    "  for Azure makes one; it wants a telephone number and a credit card.\n"
    "- The id of another mail program is not yours: its owner or your administrator may\n"
    "  end that any day.\n"
    "All of it step by step: man mailbearer-microsoft";

static const struct mb_no_refresh no_refresh[] = {
	{ "offline_access", NULL, NULL, "add offline_access to scope" },
	{ "openid", "prompt", NULL, "add \"prompt=consent\" to authorize_params" },
	{ 0 },
};

MB_PLUGIN(microsoft) = {
	MB_PLUGIN_HEAD,
	.name = "microsoft",
	.title = "Microsoft 365, Exchange Online, Outlook.com",
	.endpoints = endpoints,
	.values = values,
	.scopes = scopes,
	.settings = settings,
	.hosts = hosts,
	.grants = grants,
	.errors = microsoft_errors,
	.traits = MB_TRAIT_SCOPE_ON_REFRESH,
	.refresh_idle_days = 90,
	.code_prefix = "AADSTS",
	.revoke_at = "https://myapps.microsoft.com (work or school), "
		     "https://account.live.com/consent/Manage (personal)",
	.check = check,
	.signs = signs,
	.code_help = "https://login.microsoftonline.com/error?code=",
	.audiences = audiences,
	.no_refresh = no_refresh,
	.registration = registration,
	.sentences = microsoft_sentences,
};
