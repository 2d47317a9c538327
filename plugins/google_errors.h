/* SPDX-License-Identifier: MIT */
/*
 * google_errors - what Google's refusals mean, and what to do about them
 *
 * Google says the same `error` for many things; the description and the subtype tell them apart,
 * so their rows stand above the rows of `error`.
 */
#ifndef GOOGLE_ERRORS_H
#define GOOGLE_ERRORS_H

#include <stddef.h>

#include <mailbearer/plugin.h>

/* clang-format off */

#define TEXT(text, means, who, cause, remedy)                                                      \
	MB_RULE(MB_WHERE_TOKEN, "error_description", CONTAINS, text, means, who, cause, remedy)
#define PAGE(text, means, who, cause, remedy)                                                      \
	MB_RULE(MB_WHERE_AUTHORIZE, "error_description", CONTAINS, text, means, who, cause, remedy)
#define SUBTYPE(text, means, who, cause, remedy)                                                   \
	MB_RULE(MB_WHERE_TOKEN, "error_subtype", EQUAL, text, means, who, cause, remedy)
#define ERROR(where, text, means, who, cause, remedy)                                              \
	MB_RULE(where, "error", EQUAL, text, means, who, cause, remedy)
#define LINE(where, text, means, who, cause, remedy)                                               \
	MB_RULE(where, NULL, CONTAINS, text, means, who, cause, remedy)

#define ASK  MB_WHERE_AUTHORIZE
#define BOTH (MB_WHERE_AUTHORIZE | MB_WHERE_TOKEN)
#define MAIL (MB_WHERE_IMAP | MB_WHERE_POP3 | MB_WHERE_SMTP)

/* Remedies of several rows. */
#define WAIT    "wait: it passes by itself"
#define SIGN_IN "sign in again: mailbearer login {account}"
#define CLIENT                                                                                     \
	"correct client_id and client_secret in the account: Google Cloud console > APIs & "       \
	"Services > Credentials"
#define DESKTOP                                                                                    \
	"make a client of the type Desktop app (Google Cloud console > APIs & Services > "         \
	"Credentials), which needs no registered URI"
#define EXTERNAL                                                                                   \
	"sign in with an account of that organization, or make it External: Google Cloud "         \
	"console > Google Auth Platform > Audience"
#define TRUST_APP                                                                                  \
	"admin console > Security > API controls > App access control: trust the client id "       \
	"{client_id}"
#define ACCEPT                                                                                     \
	"sign in again and accept: mailbearer login {account}; else add {user}: Google Cloud "     \
	"console > Google Auth Platform > Audience > Test users"
#define REAL_BROWSER "sign in with a usual browser: mailbearer login {account} --browser"
#define ENABLE_POP                                                                                 \
	"Gmail in a browser > Settings > Forwarding and POP/IMAP > Enable POP; or your "           \
	"administrator allows it"
#define ENABLE_IMAP                                                                                \
	"Gmail in a browser > Settings > Forwarding and POP/IMAP > Enable IMAP; or your "          \
	"administrator allows it"
#define ATTEND       "sign in at https://mail.google.com in a browser and do what it asks"
#define REAUTH                                                                                     \
	"sign in again: mailbearer login {account}; your administrator can exempt the app: admin " \
	"console > Security > Google Cloud session control"
#define DELEGATE                                                                                   \
	"admin console > Security > API controls > Domain-wide delegation: add the service "       \
	"account's numeric client id with https://mail.google.com/ (takes up to 24 hours)"

static const struct mb_error_rule google_errors[] = {
	/* Token endpoint: what the description or the subtype says */
	SUBTYPE("invalid_rapt", LOGIN_AGAIN, YOU,
	    "the organization's session control asks for a new sign-in",
	    REAUTH),
	SUBTYPE("rapt_required", LOGIN_AGAIN, YOU,
	    "the organization's session control asks for a new sign-in",
	    REAUTH),
	TEXT("invalid_rapt", LOGIN_AGAIN, YOU,
	    "the organization's session control asks for a new sign-in",
	    REAUTH),
	TEXT("expired or revoked", LOGIN_AGAIN, YOU,
	    "the refresh token has expired or was revoked (password changed, 6 months unused, or "
	    "7 days old while the app is in Testing)",
	    "sign in again: mailbearer login {account}; if it happens every 7 days, publish the "
	    "app: Google Cloud console > Google Auth Platform > Audience > Publish app"),
	TEXT("Not a valid email or user ID", FIX_CONFIG, YOU,
	    "Google does not know the user for whom the service account asks",
	    "correct user or subject ({user}) in the account"),
	TEXT("Token must be a short-lived token", FIX_CONFIG, YOU,
	    "the assertion is used too early or too late",
	    "set the computer's clock (NTP)"),
	TEXT("Invalid JWT Signature", FIX_CONFIG, OWNER,
	    "the service account's key is wrong or was deleted",
	    "make a new key (Google Cloud console > IAM & Admin > Service Accounts > Keys) and "
	    "name its file in service_account_file"),
	TEXT("Client is unauthorized to retrieve access tokens", DENIED, ADMINISTRATOR,
	    "domain-wide delegation is missing for the service account, or names it by address "
	    "instead of by number",
	    DELEGATE),
	TEXT("Unauthorized client or scope in request", DENIED, ADMINISTRATOR,
	    "domain-wide delegation is missing for the service account",
	    DELEGATE),
	TEXT("client_secret is missing", FIX_CONFIG, YOU,
	    "no client secret was sent; Google wants that of desktop apps too",
	    "set client_secret in the account: Google Cloud console > APIs & Services > "
	    "Credentials"),
	TEXT("device flow scope", FIX_CONFIG, YOU,
	    "Google does not allow the mail scope in the device flow",
	    "sign in with a browser: mailbearer login {account} --browser, or --paste"),

	TEXT("Account has been deleted", DENIED, ADMINISTRATOR,
	    "Google has no such account any more",
	    "restore {user} within 20 days: admin console > Directory > Users > Recently deleted; or "
	    "sign in with another account"),
	TEXT("ode verifier", LOGIN_AGAIN, YOU,
	    "the PKCE verifier does not belong to this authorization code",
	    "start the sign-in anew and use its own link: mailbearer login {account}"),
	TEXT("insufficient authentication scopes", LOGIN_AGAIN, YOU,
	    "the token has not the mail scope",
	    "remove scope from the account, then sign in again and accept: mailbearer login {account}"),
	TEXT("OAuth client was not found", FIX_CONFIG, YOU,
	    "the client id or the client secret is wrong", CLIENT),
	TEXT("OAuth client was deleted", FIX_CONFIG, OWNER,
	    "the client id was deleted; Google does that after 6 months without use",
	    "restore the client id within 30 days or make a new one: Google Cloud console > APIs & Services "
	    "> Credentials"),
	TEXT("OAuth client was disabled", FIX_CONFIG, OWNER,
	    "the client id is disabled",
	    "enable the client id: Google Cloud console > APIs & Services > Credentials"),

	/* The sign-in page */
	PAGE("oopback flow has been blocked", FIX_CONFIG, OWNER,
	    "the client id is not of the type Desktop app, and only those may use 127.0.0.1",
	    DESKTOP),
	PAGE("(OOB) flow has been blocked", FIX_CONFIG, YOU,
	    "Google does not allow the redirect URI urn:ietf:wg:oauth:2.0:oob any more",
	    "remove redirect_uri from the account, or set http://127.0.0.1"),
	PAGE("hasn't verified this app", LOGIN_AGAIN, YOU,
	    "Google warns of every app that it has not verified, your own among them",
	    "if the app is yours: Advanced > Go to (its name), and go on; then: mailbearer login {account}"),
	PAGE("not completed the Google verification process", LOGIN_AGAIN, YOU,
	    "the app is in Testing, and the user is not on its list",
	    "add {user}, or publish the app: Google Cloud console > Google Auth Platform > Audience > Test "
	    "users; then: mailbearer login {account}"),
	PAGE("developer-approved testers", LOGIN_AGAIN, YOU,
	    "the app is in Testing, and the user is not on its list",
	    "add {user}, or publish the app: Google Cloud console > Google Auth Platform > Audience > Test "
	    "users; then: mailbearer login {account}"),
	PAGE("Error 403: access_denied", LOGIN_AGAIN, YOU,
	    "the permission was refused, or the app is in Testing and the user is not on its list",
	    ACCEPT),
	PAGE("only available to users within its organization", FIX_CONFIG, OWNER,
	    "the app is for the users of one organization only", EXTERNAL),
	PAGE("can only be used within its organization", FIX_CONFIG, OWNER,
	    "the app is for the users of one organization only", EXTERNAL),
	PAGE("restricted to users within its organization", FIX_CONFIG, OWNER,
	    "the app is for the users of one organization only", EXTERNAL),
	PAGE("admin needs to review", DENIED, ADMINISTRATOR,
	    "the organization does not allow this app or the mail scope", TRUST_APP),
	PAGE("blocked by your admin", DENIED, ADMINISTRATOR,
	    "the organization does not allow this app or the mail scope", TRUST_APP),
	PAGE("browser or app may not be secure", FIX_CONFIG, YOU,
	    "Google does not allow signing in with an embedded or controlled browser", REAL_BROWSER),
	PAGE("Advanced Protection", DENIED, YOU,
	    "the account is in the Advanced Protection Program, which lets few apps read mail",
	    "use an app that the program allows, or leave Advanced Protection: "
	    "https://myaccount.google.com/advanced-protection"),
	PAGE("tried to access sensitive info", FIX_CONFIG, OWNER,
	    "Google blocks this app, because it was never verified",
	    "use a client id of your own: Google Cloud console > APIs & Services > Credentials; or have "
	    "the app verified"),
	PAGE("temporarily disabled for this app", FIX_CONFIG, OWNER,
	    "the app has reached its number of unverified users",
	    "use a client id of your own, or have the app verified: Google Cloud console > Google Auth "
	    "Platform > Verification Center"),
	PAGE("not yet configured to make OAuth requests", FIX_CONFIG, OWNER,
	    "the app has no consent screen",
	    "fill it in: Google Cloud console > Google Auth Platform > Branding and Audience"),

	/* Values of `error` */
	ERROR(BOTH, "policy_enforced", DENIED, YOU,
	    "the account is in the Advanced Protection Program, which lets few apps read mail",
	    "use an app that the program allows, or leave Advanced Protection: "
	    "https://myaccount.google.com/advanced-protection"),
	ERROR(BOTH, "access_not_configured", DENIED, ADMINISTRATOR,
	    "the organization does not allow this app or the mail scope", TRUST_APP),
	ERROR(BOTH, "restricted_client", FIX_CONFIG, OWNER,
	    "the app may not ask for this scope",
	    "add https://mail.google.com/: Google Cloud console > Google Auth Platform > Data Access"),
	ERROR(BOTH, "origin_mismatch", FIX_CONFIG, OWNER,
	    "the client id is for a web page", DESKTOP),
	ERROR(BOTH, "admin_policy_enforced", DENIED, ADMINISTRATOR,
	    "the organization does not allow this app or the mail scope",
	    TRUST_APP),
	ERROR(BOTH, "org_internal", FIX_CONFIG, OWNER,
	    "the app is for the users of one organization only",
	    EXTERNAL),
	ERROR(BOTH, "deleted_client", FIX_CONFIG, OWNER,
	    "the client id was deleted; Google does that after 6 months without use",
	    "restore the client id within 30 days or make a new one: Google Cloud console > APIs & Services "
	    "> Credentials"),
	ERROR(BOTH, "disabled_client", FIX_CONFIG, OWNER,
	    "the client id is disabled",
	    "enable the client id: Google Cloud console > APIs & Services > Credentials"),
	ERROR(BOTH, "invalid_client", FIX_CONFIG, YOU,
	    "the client id or the client secret is wrong",
	    CLIENT),
	ERROR(BOTH, "access_denied", LOGIN_AGAIN, YOU,
	    "the permission was refused, or the app is in Testing and the user is not on its list",
	    ACCEPT),
	ERROR(BOTH, "invalid_scope", FIX_CONFIG, YOU,
	    "Google does not know the scope",
	    "correct scope in the account, or remove it: mailbearer knows the right one"),
	ERROR(BOTH, "redirect_uri_mismatch", FIX_CONFIG, OWNER,
	    "the redirect URI is not registered for this client id",
	    DESKTOP "; or set redirect_uri to a registered one"),
	ERROR(BOTH, "unauthorized_client", FIX_CONFIG, OWNER,
	    "the client id may not be used in this way",
	    "make a client of the type Desktop app: Google Cloud console > APIs & Services > "
	    "Credentials"),
	ERROR(ASK, "disallowed_useragent", FIX_CONFIG, YOU,
	    "Google does not allow signing in with an embedded browser",
	    REAL_BROWSER),
	ERROR(ASK, "invalid_request", FIX_CONFIG, YOU,
	    "Google did not accept the request, as for a redirect URI urn:ietf:wg:oauth:2.0:oob",
	    "remove redirect_uri from the account, or set http://127.0.0.1; the client must be of the type "
	    "Desktop app"),
	ERROR(MB_WHERE_TOKEN, "invalid_grant", LOGIN_AGAIN, YOU,
	    "the code or refresh token is not valid: used before, incomplete, or another client's",
	    SIGN_IN),
	ERROR(BOTH, "internal_failure", RETRY, NOBODY, "Google is troubled for the moment", WAIT),
	ERROR(BOTH, "server_error", RETRY, NOBODY, "Google is troubled for the moment", WAIT),
	ERROR(BOTH, "temporarily_unavailable", RETRY, NOBODY,
	    "Google is busy for the moment",
	    WAIT),
	MB_RULE(BOTH, "error", CONTAINS, "rate_limit", RETRY, NOBODY, "too many requests", WAIT),
	MB_RULE(BOTH, "error", CONTAINS, "ateLimit", RETRY, NOBODY, "too many requests", WAIT),

	/* Mail servers. What passes by itself stands first: 454 may come with other words. */
	LINE(MAIL, "Too many simultaneous connections", RETRY, NOBODY,
	    "the account has too many connections open (Gmail allows about 15)",
	    "wait, or close some mail programs"),
	LINE(MAIL, "Too many login attempts", RETRY, NOBODY,
	    "there were too many sign-ins",
	    "wait; send several messages in one session, and stop programs that have an old password"),
	LINE(MB_WHERE_IMAP, "Lockdown in sector", RETRY, NOBODY,
	    "Gmail has locked IMAP for this account for a while, as after too much traffic",
	    "wait, up to 24 hours"),
	LINE(MAIL, "Account exceeded", RETRY, NOBODY,
	    "the account has transferred too much today (IMAP download: 2500 MB)",
	    "wait, up to 24 hours"),
	LINE(MB_WHERE_IMAP, "exceeded command or bandwidth limits", RETRY, NOBODY,
	    "the account has transferred too much today (IMAP download: 2500 MB)",
	    "wait, up to 24 hours"),
	LINE(MB_WHERE_IMAP, "[OVERQUOTA]", RETRY, NOBODY,
	    "the account has transferred too much, or the mailbox is full",
	    "wait, up to 24 hours; delete messages if the mailbox is full"),
	LINE(MB_WHERE_SMTP, "421 4.7.0", RETRY, NOBODY, "Gmail is busy for the moment", WAIT),
	LINE(MB_WHERE_SMTP, "454 4.7.0", RETRY, NOBODY,
	    "Gmail cannot check the sign-in for the moment",
	    WAIT),
	LINE(MB_WHERE_SMTP, "421 4.7.28", RETRY, NOBODY,
	    "Gmail slows this IP address down, because much unwanted mail comes from it",
	    "wait; sign in before sending (port 587): mailbearer send"),
	LINE(MB_WHERE_SMTP, "550 5.7.26", DENIED, ADMINISTRATOR,
	    "the sender's domain has neither SPF nor DKIM for this server",
	    "correct the SPF and DKIM records of the sender's domain, or send by its own servers"),
	LINE(MB_WHERE_SMTP, "Daily user sending", RETRY, NOBODY,
	    "the account has sent its daily number of messages",
	    "wait 24 hours"),
	LINE(MB_WHERE_SMTP, "aily SMTP relay", RETRY, NOBODY,
	    "the organization has sent its daily number of messages",
	    "wait 24 hours"),
	LINE(MB_WHERE_SMTP, "Mail relay denied", DENIED, ADMINISTRATOR,
	    "the relay of Workspace does not know this IP address or sender",
	    "admin console > Apps > Google Workspace > Gmail > Routing > SMTP relay service; or sign in "
	    "at smtp.gmail.com: mailbearer send"),
	LINE(MB_WHERE_SMTP, "nvalid credentials for relay", DENIED, ADMINISTRATOR,
	    "the relay of Workspace does not know this IP address or sender",
	    "admin console > Apps > Google Workspace > Gmail > Routing > SMTP relay service; or sign in "
	    "at smtp.gmail.com: mailbearer send"),
	LINE(MB_WHERE_SMTP, "5.4.5", RETRY, NOBODY,
	    "the account has sent its daily number of messages",
	    "wait 24 hours"),
	LINE(MB_WHERE_SMTP, "command line too long", FIX_CONFIG, YOU,
	    "the token was sent on the line of AUTH, which Gmail does not allow for a long one",
	    "the program must send AUTH XOAUTH2 and the token in two lines: use mailbearer send"),
	LINE(MAIL, "pplication-specific password required", FIX_CONFIG, YOU,
	    "a password was sent, which Gmail does not accept for this account",
	    "let the mail program use XOAUTH2 with a token: man mailbearer-token"),
	LINE(MB_WHERE_SMTP, "534 5.7.9", FIX_CONFIG, YOU,
	    "a password was sent, which Gmail does not accept for this account",
	    "let the mail program use XOAUTH2 with a token: man mailbearer-token"),
	LINE(MB_WHERE_SMTP, "5.7.8", DENIED, YOU,
	    "the server refused the token: it is another user's, or has not the mail scope",
	    "see that {user} is who signed in, and accept the mail permission: mailbearer login "
	    "{account}"),
	LINE(MAIL, "access is disabled for your domain", DENIED, ADMINISTRATOR,
	    "the organization has switched IMAP or POP off",
	    "admin console > Apps > Google Workspace > Gmail > End User Access > POP and IMAP access"),
	LINE(MB_WHERE_POP3, "not enabled for POP access", DENIED, YOU,
	    "POP is off for this account",
	    ENABLE_POP),
	LINE(MB_WHERE_IMAP, "not enabled for IMAP", DENIED, YOU,
	    "IMAP is off for this account",
	    ENABLE_IMAP),
	LINE(MAIL, "IMAP access is disabled", DENIED, YOU, "IMAP is off for this account", ENABLE_IMAP),
	LINE(MAIL, "POP access is disabled", DENIED, YOU, "POP is off for this account", ENABLE_POP),
	LINE(MB_WHERE_SMTP, "534 5.7.14", DENIED, YOU,
	    "Gmail wants the person's attention before mail programs may sign in",
	    ATTEND),
	LINE(MAIL, "via your web browser", DENIED, YOU,
	    "Gmail wants the person's attention before mail programs may sign in",
	    ATTEND),
	LINE(MAIL, "Web login required", DENIED, YOU,
	    "Gmail wants the person's attention before mail programs may sign in",
	    "sign in at https://mail.google.com in a browser and do what it asks; then let the mail "
	    "program use a token instead of a password"),
	LINE(MB_WHERE_POP3, "Username and password not accepted", DENIED, YOU,
	    "the server refused the token: it is another user's, or has not the mail scope",
	    "see that {user} is who signed in, and accept the mail permission: mailbearer login "
	    "{account}"),
	LINE(MB_WHERE_IMAP, "Invalid credentials", DENIED, YOU,
	    "the server refused the token: it is another user's, or has not the mail scope",
	    "see that {user} is who signed in, and accept the mail permission: mailbearer login "
	    "{account}; in Workspace your administrator can turn IMAP off"),
	LINE(MB_WHERE_IMAP, "[AUTHENTICATIONFAILED]", DENIED, YOU,
	    "the server refused the token",
	    "see that {user} is who signed in, and accept the mail permission: mailbearer login "
	    "{account}"),
	LINE(MB_WHERE_IMAP, "[WEBALERT", DENIED, YOU,
	    "Gmail wants the person's attention before mail programs may sign in",
	    ATTEND),
	LINE(MB_WHERE_IMAP, "[ALERT]", DENIED, YOU,
	    "Gmail wants the person's attention before mail programs may sign in",
	    ATTEND),
	/* The sign-in page, when it shows no word of `error` */
	LINE(MAIL, "s request is invalid", FIX_CONFIG, OWNER,
	    "Google did not accept the request, mostly because the client id is not of the type Desktop "
	    "app or the redirect URI is not registered",
	    DESKTOP "; and remove redirect_uri from the account"),
	{ 0 },
};
/* clang-format on */

#endif
