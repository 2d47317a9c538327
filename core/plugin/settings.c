/* SPDX-License-Identifier: MIT */
#include "plugin/settings.h"

#include <stddef.h>

#include "base/text.h"

#define A MB_LEVEL_ACCOUNT
#define G MB_LEVEL_GLOBAL

const struct mb_setting_def mb_settings[] = {
	{ "provider", MB_TYPE_TEXT, A, NULL, N_("the plugin: microsoft, google, generic ...") },
	{ "user", MB_TYPE_TEXT, A, NULL, N_("whose token it is: the address you sign in with") },
	{ "mailbox", MB_TYPE_TEXT, A, NULL, N_("the name that the mail server gets, if not user") },
	{ "login_hint", MB_TYPE_TEXT, A, NULL,
	  N_("the name that is filled in on the sign-in page, if not user") },
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
	{ "registration_endpoint", MB_TYPE_URL, A, NULL,
	  N_("where mailbearer registers itself, if there is no client_id (RFC 7591)") },
	{ "redirect_uri", MB_TYPE_REDIRECT, A, NULL, N_("where the browser comes back to") },
	{ "client_id", MB_TYPE_TEXT, A, NULL, N_("the app registration's id") },
	{ "client_secret", MB_TYPE_SECRET, A, NULL,
	  N_("the app registration's secret, if it has one") },
	{ "client_secret_command", MB_TYPE_COMMAND, A, NULL, N_("prints the client secret") },
	{ "client_secret_file", MB_TYPE_FILE, A, NULL, N_("holds the client secret") },
	{ "client_certificate", MB_TYPE_FILE, A, NULL,
	  N_("the certificate that proves who the client is, as PEM") },
	{ "client_key", MB_TYPE_KEY, A, NULL,
	  N_("its key: a PEM file or a pkcs11: URL; default: in client_certificate") },
	{ "client_key_password_command", MB_TYPE_COMMAND, A, NULL,
	  N_("prints the key's password or the token's PIN") },
	{ "client_key_password_file", MB_TYPE_FILE, A, NULL,
	  N_("holds the key's password or the token's PIN") },
	{ "client_assertion_alg", MB_TYPE_ALGORITHM, A, NULL,
	  N_("how the key signs: PS256, RS256 or ES256; default: PS256, or ES256 by an EC key") },
	{ "client_assertion_file", MB_TYPE_FILE, A, NULL,
	  N_("holds a JWT that proves who the client is (workload identity)") },
	{ "service_account_file", MB_TYPE_FILE, A, NULL,
	  N_("key file of a Google service account (grant = jwt_bearer)") },
	{ "subject", MB_TYPE_TEXT, A, NULL,
	  N_("the mailbox for which the service account asks, if not user") },
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
	{ "timeout", MB_TYPE_TIMEOUT, A | G, "30",
	  N_("seconds that getting a token may take in all") },
	{ "retry_after", MB_TYPE_SECONDS, G, "300", N_("seconds a refusal is remembered") },
	{ "on_attention", MB_TYPE_COMMAND, G, NULL,
	  N_("run with ACCOUNT and a sentence when a person must act") },
	{ "state_dir", MB_TYPE_FILE, G, NULL, N_("where tokens are kept") },
	{ 0 },
};

const struct mb_setting_def *mb_setting_find(const char *key)
{
	for (const struct mb_setting_def *def = mb_settings; def->key; def++)
		if (mb_streq(def->key, key))
			return def;
	return NULL;
}
