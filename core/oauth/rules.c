/* SPDX-License-Identifier: MIT */
#include "oauth/rules.h"

#include <stddef.h>

#include "base/text.h"

#define ALL (MB_WHERE_AUTHORIZE | MB_WHERE_TOKEN | MB_WHERE_DEVICE)

#define RULE(where, error, meaning, who, cause, remedy)                                            \
	{                                                                                          \
		where, "error", MB_MATCH_EQUAL, error, MB_MEANS_##meaning, cause, remedy,          \
		    MB_WHO_##who, 0                                                                \
	}

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
	RULE(ALL, "interaction_required", LOGIN_AGAIN, YOU, N_("the provider wants to see you"),
	     NULL),
	RULE(ALL, "login_required", LOGIN_AGAIN, YOU, N_("the provider wants to see you"), NULL),
	RULE(ALL, "consent_required", LOGIN_AGAIN, YOU, N_("consent is missing"),
	     N_("sign in again and accept: mailbearer login {account}")),
	{ 0 },
};
