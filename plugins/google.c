/* SPDX-License-Identifier: MIT */
/*
 * google - Gmail and Google Workspace
 *
 * One scope is good for IMAP, POP and SMTP. Google gives a refresh token only when the person consents, so each
 * sign-in asks for consent. A refresh brings no new refresh token.
 */
#include <mailbearer/plugin.h>

#include <stddef.h>

#include "google_errors.h"

static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_AUTHORIZATION, "https://accounts.google.com/o/oauth2/v2/auth" },
	{ MB_ENDPOINT_TOKEN, "https://oauth2.googleapis.com/token" },
	{ MB_ENDPOINT_REVOCATION, "https://oauth2.googleapis.com/revoke" },
	{ MB_ENDPOINT_ISSUER, "https://accounts.google.com" },
	{ 0 },
};

static const struct mb_scope scopes[] = {
	/* A service account may ask only for scopes that were delegated to it. */
	{ MB_GRANT_JWT_BEARER, MB_SERVICE_ANY, "https://mail.google.com/" },
	{ MB_GRANT_ANY, MB_SERVICE_ANY, "https://mail.google.com/ openid email" },
	{ 0 },
};

static const struct mb_param params[] = {
	{ MB_PHASE_AUTHORIZE, "access_type", "offline" },
	{ MB_PHASE_AUTHORIZE, "prompt", "consent" },
	{ 0 },
};

/* Set by configure --with-google-client-id=ID:SECRET. */
#ifdef GOOGLE_CLIENT_ID
#define CLIENT_ID    GOOGLE_CLIENT_ID
#define CLIENT_FLAGS 0
#else
#define CLIENT_ID    NULL
#define CLIENT_FLAGS MB_SETTING_REQUIRED
#endif
#ifndef GOOGLE_CLIENT_SECRET
#define GOOGLE_CLIENT_SECRET NULL
#endif

static const struct mb_setting settings[] = {
	{ "client_id", CLIENT_ID,
	  "the id of a client of the type Desktop app, or the path of its JSON file, which holds "
	  "the secret too",
	  CLIENT_FLAGS },
	{ "redirect_uri", "http://127.0.0.1", "any port does for a Desktop app", 0 },
	{ 0 },
};

static const struct mb_mail_host hosts[] = {
	{ MB_SERVICE_IMAP, "imap.gmail.com", 993, MB_TLS_IMPLICIT },
	{ MB_SERVICE_POP3, "pop.gmail.com", 995, MB_TLS_IMPLICIT },
	{ MB_SERVICE_SMTP, "smtp.gmail.com", 465, MB_TLS_IMPLICIT },
	{ 0 },
};

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ MB_GRANT_DEVICE_CODE, "Google does not allow the mail scope in the device flow: use the "
				"browser or --paste" },
	{ MB_GRANT_JWT_BEARER, NULL },
	{ 0 },
};

static const char *const signs[] = { "google", "gmail", "gsmtp", "gimap", NULL };

static const char registration[] =
    "Google gives tokens to clients of a Google Cloud project only. Ways to a client id:\n"
    "- Make a project and in it a client of the type Desktop app: free, a quarter of an\n"
    "  hour, at console.cloud.google.com, Google Auth Platform. Audience Internal (Google\n"
    "  Workspace only) has no limits. External must be published: while Testing, every\n"
    "  sign-in ends after 7 days. Unverified, it shows a warning and is limited to 100\n"
    "  people, which does for your own mail.\n"
    "- Ask your Workspace administrator for id and secret of an Internal one: costs a mail.\n"
    "- A client for strangers costs Google's review of a restricted scope, and may cost a\n"
    "  paid security assessment each year.\n"
    "- The id of another mail program is not yours: its owner may end that any day.\n"
    "All of it step by step: man mailbearer-google";

/* clang-format off */
/* The plugin sends access_type=offline and prompt=consent, with which Google gives a refresh token; so either the
 * account changed one of them, or only the person's Google account can help. */
static const struct mb_no_refresh no_refresh[] = {
	{ NULL, NULL, "access_type", "take access_type and prompt out of authorize_params" },
	{ NULL, NULL, "prompt", "take access_type and prompt out of authorize_params" },
	{ NULL, NULL, NULL, "end the access of this client in your account at the provider" },
	{ 0 },
};

MB_PLUGIN(google) = {
	MB_PLUGIN_HEAD,
	.name = "google",
	.title = "Gmail, Google Workspace",
	.endpoints = endpoints,
	.scopes = scopes,
	.params = params,
	.settings = settings,
	.hosts = hosts,
	.grants = grants,
	.errors = google_errors,
	.traits = MB_TRAIT_SECRET,
	.refresh_idle_days = 180,
	.signs = signs,
	.refresh_life_days = 7,
	.registration = registration,
	.no_refresh = no_refresh,
	.proofs = MB_PROOF_NONE | MB_PROOF_SECRET,
	.client_secret = GOOGLE_CLIENT_SECRET,
};
