/* SPDX-License-Identifier: MIT */
#include "meaning/rules.h"

#include <stddef.h>

#include "base/text.h"

#define ALL (MB_WHERE_AUTHORIZE | MB_WHERE_TOKEN | MB_WHERE_DEVICE)

#define RULE(where, error, meaning, who, cause, remedy)                                            \
	{                                                                                          \
		where, "error", MB_MATCH_EQUAL, error, MB_MEANS_##meaning, cause, remedy,          \
		    MB_WHO_##who, 0                                                                \
	}

#define LINE(where, text, meaning, who, cause, remedy)                                             \
	{                                                                                          \
		where, NULL, MB_MATCH_CONTAINS, text, MB_MEANS_##meaning, cause, remedy,           \
		    MB_WHO_##who, 0                                                                \
	}

#define IMAP MB_WHERE_IMAP
#define POP3 MB_WHERE_POP3
#define SMTP MB_WHERE_SMTP
#define CHECK_USER                                                                                 \
	N_("see that user (or mailbox) is the one who signed in, that scope is for this server "   \
	   "and "                                                                                  \
	   "that the server allows this service, then: mailbearer login {account}")

const struct mb_error_rule mb_rfc_rules[] = {
	/* RFC 8628 3.5 */
	RULE(MB_WHERE_TOKEN, "authorization_pending", PENDING, YOU, N_("not signed in yet"), NULL),
	RULE(MB_WHERE_TOKEN, "slow_down", SLOW_DOWN, NOBODY, N_("asked too often"), NULL),
	RULE(MB_WHERE_TOKEN, "expired_token", LOGIN_AGAIN, YOU, N_("the code has expired"), NULL),
	/* RFC 6749 5.2 */
	RULE(ALL, "invalid_grant", LOGIN_AGAIN, YOU, N_("the login is no longer valid"), NULL),
	RULE(ALL, "invalid_client", FIX_CONFIG, YOU,
	     N_("client id, secret or kind of client is wrong"),
	     N_("correct client_id and client_secret in the account {account}, or the app "
		"registration")),
	RULE(ALL, "unauthorized_client", FIX_CONFIG, OWNER,
	     N_("the app registration does not allow this grant"),
	     N_("allow this grant for {client_id}, or set another one in the account "
		"{account}")),
	RULE(ALL, "unsupported_grant_type", FIX_CONFIG, YOU,
	     N_("the provider does not know this grant"),
	     N_("set another grant in the account {account}")),
	RULE(ALL, "unsupported_response_type", FIX_CONFIG, YOU,
	     N_("the provider does not know this grant"),
	     N_("set another grant in the account {account}")),
	RULE(ALL, "invalid_scope", FIX_CONFIG, YOU, N_("the scope is wrong or not allowed"),
	     N_("correct scope in the account {account}, or allow it in the app registration")),
	RULE(ALL, "invalid_request", FIX_CONFIG, YOU,
	     N_("the provider does not understand the request"),
	     N_("check the account {account} against the provider's documentation")),
	RULE(ALL, "access_denied", DENIED, YOU, N_("the sign-in was refused"),
	     N_("sign in again and accept, or ask your administrator: mailbearer login {account}")),
	RULE(ALL, "server_error", RETRY, NOBODY, N_("the provider has a fault"), NULL),
	RULE(ALL, "temporarily_unavailable", RETRY, NOBODY, N_("the provider is busy"), NULL),
	/* OpenID Connect Core 3.1.2.6 */
	RULE(ALL, "interaction_required", LOGIN_AGAIN, YOU,
	     N_("the provider wants you to sign in yourself"), NULL),
	RULE(ALL, "login_required", LOGIN_AGAIN, YOU,
	     N_("the provider wants you to sign in yourself"), NULL),
	RULE(ALL, "consent_required", LOGIN_AGAIN, YOU, N_("consent is missing"),
	     N_("sign in again and accept: mailbearer login {account}")),
	/* RFC 5530 3 and RFC 9051 7.1 */
	LINE(IMAP, "[UNAVAILABLE]", RETRY, NOBODY, N_("the mail server has a fault"), NULL),
	LINE(IMAP, "[INUSE]", RETRY, NOBODY, N_("the mailbox is in use"), NULL),
	LINE(IMAP, "[LIMIT]", RETRY, NOBODY, N_("the mail server is asked too much"), NULL),
	LINE(IMAP, "[SERVERBUG]", RETRY, NOBODY, N_("the mail server has a fault"), NULL),
	LINE(IMAP, "BYE", RETRY, NOBODY, N_("the mail server ends the session"), NULL),
	LINE(IMAP, "[PRIVACYREQUIRED]", FIX_CONFIG, YOU, N_("the connection must be private"),
	     N_("correct imap_tls in the account {account}")),
	LINE(IMAP, "[AUTHORIZATIONFAILED]", DENIED, YOU,
	     N_("the token is good, but not for this mailbox"),
	     N_("correct mailbox in the account {account}, or ask your administrator for the right "
		"to it")),
	LINE(IMAP, "[CONTACTADMIN]", DENIED, ADMINISTRATOR, N_("the mail server says no"),
	     N_("ask your administrator")),
	LINE(IMAP, "NO", DENIED, YOU, N_("the mail server refuses the token"), CHECK_USER),
	/* RFC 3206 4, RFC 2449 8 */
	LINE(POP3, "[SYS/TEMP]", RETRY, NOBODY, N_("the mail server has a fault"), NULL),
	LINE(POP3, "[IN-USE]", RETRY, NOBODY, N_("the mailbox is in use"), NULL),
	LINE(POP3, "[LOGIN-DELAY]", RETRY, NOBODY, N_("the mail server is asked too much"), NULL),
	LINE(POP3, "-ERR", DENIED, YOU, N_("the mail server refuses the token"), CHECK_USER),
	/* RFC 4954 6 */
	LINE(SMTP, "535 ", DENIED, YOU, N_("the mail server refuses the token"), CHECK_USER),
	LINE(SMTP, "534 ", FIX_CONFIG, YOU, N_("the mail server wants another mechanism"), NULL),
	LINE(SMTP, "538 ", FIX_CONFIG, YOU, N_("the connection must be private"),
	     N_("correct smtp_tls in the account {account}")),
	{ 0 },
};

const struct mb_error_rule mb_bare_rules[] = {
	[MB_BARE] = RULE(MB_WHERE_TOKEN, "", DENIED, YOU, N_("refused without a reason"),
			 N_("check client_id and client_secret in the account {account}, and "
			    "whether a firewall answers instead; then sign in again: mailbearer "
			    "login {account}")),
	[MB_BARE_PASSWORD] = RULE(MB_WHERE_TOKEN, "", BAD_PASSWORD, YOU,
				  N_("refused without a reason, so the user name or the password "
				     "may be wrong"),
				  NULL),
	{ 0 },
};
