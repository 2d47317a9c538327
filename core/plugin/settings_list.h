/* SPDX-License-Identifier: MIT */
/*
 * settings_list - the core's own settings, of which plugin/settings.h makes an enum and a table
 */
#ifndef MB_SETTINGS_LIST_H
#define MB_SETTINGS_LIST_H

/* Each setting: its id behind MB_SET_, its key, its type behind MB_TYPE_, its level behind MB_LEVEL_, its default
 * (NULL: there is none, or a plugin's table has it), and its help (NULL: it is told elsewhere). */
#define MB_SETTINGS_LIST(X)                                                                        \
	X(PROVIDER, provider, TEXT, ACCOUNT, NULL, NULL)                                           \
	X(USER, user, TEXT, ACCOUNT, NULL, N_("whose token it is: the address you sign in with"))  \
	X(MAILBOX, mailbox, TEXT, ACCOUNT, NULL,                                                   \
	  N_("the name that the mail server gets, if not user"))                                   \
	X(LOGIN_HINT, login_hint, TEXT, ACCOUNT, NULL,                                             \
	  N_("the name that is filled in on the sign-in page, if not user"))                       \
	X(SERVICES, services, SERVICES, ACCOUNT, "imap smtp",                                      \
	  N_("which of imap, pop3, smtp to ask for"))                                              \
	X(SCOPE, scope, TEXT, ACCOUNT, NULL, N_("scopes to ask for, instead of the plugin's"))     \
	X(GRANT, grant, GRANT, ACCOUNT, NULL, N_("how tokens are obtained"))                       \
	X(ISSUER, issuer, URL, ACCOUNT, NULL, N_("what the provider calls itself (RFC 9207)"))     \
	X(AUTHORIZATION_ENDPOINT, authorization_endpoint, URL, ACCOUNT, NULL,                      \
	  N_("where people sign in"))                                                              \
	X(TOKEN_ENDPOINT, token_endpoint, URL, ACCOUNT, NULL, N_("where tokens come from"))        \
	X(DEVICE_AUTHORIZATION_ENDPOINT, device_authorization_endpoint, URL, ACCOUNT, NULL,        \
	  N_("where device codes come from"))                                                      \
	X(REVOCATION_ENDPOINT, revocation_endpoint, URL, ACCOUNT, NULL,                            \
	  N_("where logout revokes tokens"))                                                       \
	X(REGISTRATION_ENDPOINT, registration_endpoint, URL, ACCOUNT, NULL,                        \
	  N_("where mailbearer registers itself, if there is no client_id (RFC 7591)"))            \
	X(REDIRECT_URI, redirect_uri, REDIRECT, ACCOUNT, NULL,                                     \
	  N_("where the browser comes back to"))                                                   \
	X(CLIENT_ID, client_id, TEXT, ACCOUNT, NULL, N_("the app registration's id"))              \
	X(CLIENT_SECRET, client_secret, SECRET, ACCOUNT, NULL,                                     \
	  N_("the app registration's secret, if it has one"))                                      \
	X(CLIENT_SECRET_COMMAND, client_secret_command, COMMAND, ACCOUNT, NULL,                    \
	  N_("prints the client secret"))                                                          \
	X(CLIENT_SECRET_FILE, client_secret_file, FILE, ACCOUNT, NULL,                             \
	  N_("holds the client secret"))                                                           \
	X(CLIENT_CERTIFICATE, client_certificate, FILE, ACCOUNT, NULL,                             \
	  N_("the certificate that proves who the client is, as PEM"))                             \
	X(CLIENT_KEY, client_key, KEY, ACCOUNT, NULL,                                              \
	  N_("its key: a PEM file or a pkcs11: URL; default: in client_certificate"))              \
	X(CLIENT_KEY_PASSWORD_COMMAND, client_key_password_command, COMMAND, ACCOUNT, NULL,        \
	  N_("prints the key's password or the token's PIN"))                                      \
	X(CLIENT_KEY_PASSWORD_FILE, client_key_password_file, FILE, ACCOUNT, NULL,                 \
	  N_("holds the key's password or the token's PIN"))                                       \
	X(CLIENT_ASSERTION_ALG, client_assertion_alg, ALGORITHM, ACCOUNT, NULL,                    \
	  N_("how the key signs: PS256, RS256 or ES256; default: PS256, or ES256 by an EC key"))   \
	X(CLIENT_ASSERTION_FILE, client_assertion_file, FILE, ACCOUNT, NULL,                       \
	  N_("holds a JWT that proves who the client is (workload identity)"))                     \
	X(SERVICE_ACCOUNT_FILE, service_account_file, FILE, ACCOUNT, NULL,                         \
	  N_("key file of a Google service account (grant = jwt_bearer)"))                         \
	X(SUBJECT, subject, TEXT, ACCOUNT, NULL,                                                   \
	  N_("the mailbox for which the service account asks, if not user"))                       \
	X(PASSWORD_COMMAND, password_command, COMMAND, ACCOUNT, NULL,                              \
	  N_("prints the password (grant = password)"))                                            \
	X(PASSWORD_FILE, password_file, FILE, ACCOUNT, NULL,                                       \
	  N_("holds the password (grant = password)"))                                             \
	X(AUTHORIZE_PARAMS, authorize_params, PARAMS, ACCOUNT, NULL,                               \
	  N_("more parameters for the sign-in page"))                                              \
	X(TOKEN_PARAMS, token_params, PARAMS, ACCOUNT, NULL,                                       \
	  N_("more parameters for the token endpoint"))                                            \
	X(IMAP_HOST, imap_host, TEXT, ACCOUNT, NULL,                                               \
	  N_("the IMAP server, instead of the plugin's"))                                          \
	X(IMAP_PORT, imap_port, PORT, ACCOUNT, NULL, NULL)                                         \
	X(IMAP_TLS, imap_tls, TLS, ACCOUNT, NULL, N_("implicit or starttls"))                      \
	X(POP3_HOST, pop3_host, TEXT, ACCOUNT, NULL,                                               \
	  N_("the POP3 server, instead of the plugin's"))                                          \
	X(POP3_PORT, pop3_port, PORT, ACCOUNT, NULL, NULL)                                         \
	X(POP3_TLS, pop3_tls, TLS, ACCOUNT, NULL, N_("implicit or starttls"))                      \
	X(SMTP_HOST, smtp_host, TEXT, ACCOUNT, NULL,                                               \
	  N_("the submission server, instead of the plugin's"))                                    \
	X(SMTP_PORT, smtp_port, PORT, ACCOUNT, NULL, NULL)                                         \
	X(SMTP_TLS, smtp_tls, TLS, ACCOUNT, NULL, N_("implicit or starttls"))                      \
	X(PROXY, proxy, PROXY, ACCOUNT, NULL,                                                      \
	  N_("proxy for the provider; default: the environment's"))                                \
	X(CA_FILE, ca_file, FILE, ACCOUNT, NULL,                                                   \
	  N_("certificates to trust instead of the system's"))                                     \
	X(MIN_VALIDITY, min_validity, SECONDS, ANYWHERE, "300",                                    \
	  N_("seconds a printed token stays valid at least"))                                      \
	X(TIMEOUT, timeout, TIMEOUT, ANYWHERE, "30",                                               \
	  N_("seconds that getting a token may take in all"))                                      \
	X(RETRY_AFTER, retry_after, SECONDS, GLOBAL, "300", N_("seconds a refusal is remembered")) \
	X(ON_ATTENTION, on_attention, COMMAND, GLOBAL, NULL,                                       \
	  N_("run with ACCOUNT and a sentence when a person must act"))                            \
	X(STATE_DIR, state_dir, FILE, GLOBAL, NULL, N_("where tokens are kept"))

#endif
