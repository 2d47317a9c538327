/* SPDX-License-Identifier: MIT */
/* Every refusal, in the words of each family. An empty Google column means: as generic. */
#include "provider.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct row {
	int ms_status, aadsts;
	const char *ms_error, *ms_text, *suberror;
	int status;
	const char *error, *text;
	int g_status;
	const char *g_error, *g_text;
};

#define AS_GENERIC 0, NULL, NULL
#define REQUEST    "invalid_request"
#define CLIENT     "invalid_client"
#define GRANT      "invalid_grant"
#define SCOPE      "invalid_scope"

static const struct row rows[MB_PV_WHYS] = {
	[MB_PV_MISSING] = { 400, 900144, REQUEST,
			    "The request body must contain the following parameter:", NULL, 400,
			    REQUEST, "missing parameter", 400, REQUEST,
			    "Missing required parameter:" },
	[MB_PV_DUPLICATE] = { 400, 9002313, REQUEST,
			      "Invalid request. Parameter sent more than once:", NULL, 400, REQUEST,
			      "parameter sent more than once", 400, REQUEST,
			      "Parameter included more than once:" },
	[MB_PV_MALFORMED] = { 400, 9002313, REQUEST,
			      "Invalid request. Request is malformed or invalid", NULL, 400,
			      REQUEST, "malformed request", 400, REQUEST, "Bad Request" },
	[MB_PV_NOT_POST] = { 405, 900561, REQUEST, "The endpoint only accepts POST requests, not",
			     NULL, 405, REQUEST, "only POST is allowed here, not", AS_GENERIC },
	[MB_PV_IN_QUERY] = { 400, 9002313, REQUEST, "Invalid request. Not allowed in the query:",
			     NULL, 400, REQUEST, "not allowed in the query", AS_GENERIC },
	[MB_PV_BAD_GRANT_TYPE] = { 400, 70003, "unsupported_grant_type",
				   "The app requested an unsupported grant type:", NULL, 400,
				   "unsupported_grant_type", "unsupported grant type", 400,
				   "unsupported_grant_type", "Invalid grant_type:" },
	[MB_PV_TENANT_NAME] = { 400, 900023, REQUEST,
				"Specified tenant identifier is neither a valid DNS name, nor a "
				"valid external domain:",
				NULL, 400, REQUEST, "tenant", AS_GENERIC },
	[MB_PV_TENANT_REFUSED] = { 400, 9001023, REQUEST,
				   "The grant type is not supported over the /common or /consumers "
				   "endpoints. Please use the "
				   "/organizations or tenant-specific endpoint. Grant:",
				   NULL, 400, REQUEST, "tenant", AS_GENERIC },
	[MB_PV_UNKNOWN_CLIENT] = { 400, 700016, "unauthorized_client",
				   "Application was not found in the directory:", NULL, 401, CLIENT,
				   "unknown client", 401, CLIENT,
				   "The OAuth client was not found." },
	[MB_PV_PUBLIC_SECRET] = { 401, 700025, CLIENT,
				  "Client is public so neither 'client_assertion' nor "
				  "'client_secret' should be presented.",
				  NULL, 401, CLIENT, "a public client sent a secret", AS_GENERIC },
	[MB_PV_WRONG_SECRET] = { 401, 7000215, CLIENT,
				 "Invalid client secret provided. Ensure the secret being sent "
				 "in the request is the client secret value, not the client secret "
				 "ID, for app",
				 NULL, 401, CLIENT, "wrong client secret", 401, CLIENT,
				 "Unauthorized" },
	[MB_PV_NO_SECRET] = { 401, 7000218, CLIENT,
			      "The request body must contain the following parameter: "
			      "'client_assertion' or 'client_secret'.",
			      NULL, 401, CLIENT, "client authentication is missing", 400, REQUEST,
			      "client_secret is missing." },
	[MB_PV_TWO_AUTHS] = { 400, 9002313, REQUEST,
			      "Invalid request. Client authenticated in two ways.", NULL, 400,
			      REQUEST, "client authenticated in two ways", AS_GENERIC },
	[MB_PV_PUBLIC_CLIENT] = { 401, 7000218, CLIENT,
				  "The request body must contain the following parameter: "
				  "'client_assertion' or 'client_secret'.",
				  NULL, 400, "unauthorized_client", "not a grant of public clients",
				  AS_GENERIC },
	[MB_PV_BAD_SCOPE] = { 400, 70011, SCOPE,
			      "The provided value for the input parameter 'scope' is not valid:",
			      NULL, 400, SCOPE, "unknown scope", 400, SCOPE,
			      "Invalid OAuth scope or ID token audience provided." },
	[MB_PV_MIXED_SCOPE] = { 400, 70011, SCOPE,
				"The provided value for the input parameter 'scope' is not valid. "
				"One resource per token, and .default alone:",
				NULL, 400, SCOPE, "scope", AS_GENERIC },
	[MB_PV_WIDER_SCOPE] = { 400, 65001, GRANT,
				"The user or administrator has not consented to use the "
				"application. Send an interactive authorization request for this "
				"user and resource.",
				"consent_required", 400, SCOPE, "more scope than was granted",
				AS_GENERIC },
	[MB_PV_BAD_REDIRECT] = { 400, 50011, REQUEST,
				 "The redirect URI specified in the request does not match the "
				 "redirect URIs configured for the application:",
				 NULL, 400, REQUEST, "redirect URI not registered", 400,
				 "redirect_uri_mismatch", "Error 400: redirect_uri_mismatch" },
	[MB_PV_BAD_RESPONSE_TYPE] = { 400, 700054, "unsupported_response_type",
				      "response_type is not enabled for the application:", NULL,
				      400, "unsupported_response_type",
				      "only code is supported, not", AS_GENERIC },
	[MB_PV_NO_PKCE] = { 400, 9002325, REQUEST, "Proof Key for Code Exchange is required.", NULL,
			    400, REQUEST, "code_challenge is required", AS_GENERIC },
	[MB_PV_BAD_CHALLENGE] = { 400, 50147, REQUEST,
				  "Invalid size of Code_Challenge parameter, or method not S256.",
				  NULL, 400, REQUEST, "code_challenge must be S256", AS_GENERIC },
	[MB_PV_BAD_CODE] = { 400, 70000, GRANT,
			     "The provided authorization code or device code is not valid.", NULL,
			     400, GRANT, "unknown authorization code", 400, GRANT,
			     "Malformed auth code." },
	[MB_PV_USED_CODE] = { 400, 54005, GRANT,
			      "OAuth2 Authorization code was already redeemed, please retry with a "
			      "new valid code or use an existing refresh token.",
			      NULL, 400, GRANT, "authorization code used twice", 400, GRANT,
			      "Bad Request" },
	[MB_PV_OLD_CODE] = { 400, 70008, GRANT,
			     "The provided authorization code or refresh token has expired.", NULL,
			     400, GRANT, "authorization code expired", 400, GRANT, "Bad Request" },
	[MB_PV_OTHER_TENANT] = { 400, 700005, GRANT,
				 "Provided Authorization Code is intended to use against other "
				 "tenant, thus rejected.",
				 NULL, 400, GRANT, "other tenant", AS_GENERIC },
	[MB_PV_OTHER_REDIRECT] = { 400, 70004, GRANT,
				   "The redirect_uri is not the one of the authorization request.",
				   NULL, 400, GRANT,
				   "redirect_uri differs from the authorization request", 400,
				   "redirect_uri_mismatch", "Bad Request" },
	[MB_PV_BAD_VERIFIER] = { 400, 501491, GRANT, "Invalid size of Code_Verifier parameter.",
				 NULL, 400, GRANT,
				 "code_verifier is not 43 to 128 unreserved characters", 400, GRANT,
				 "Invalid code verifier." },
	[MB_PV_WRONG_VERIFIER] = { 400, 501481, GRANT,
				   "The Code_Verifier does not match the code_challenge supplied "
				   "in the authorization request.",
				   NULL, 400, GRANT, "code_verifier does not match", 400, GRANT,
				   "Missing or invalid code verifier." },
	[MB_PV_BAD_REFRESH] = { 400, 70000, GRANT,
				"The provided value for the input parameter 'refresh_token' is not "
				"valid.",
				"bad_token", 400, GRANT, "unknown refresh token", 400, GRANT,
				"Token has been expired or revoked." },
	[MB_PV_REVOKED] = { 400, 50173, GRANT,
			    "The provided grant has expired due to it being revoked, a fresh auth "
			    "token is needed.",
			    "bad_token", 400, GRANT, "revoked", 400, GRANT,
			    "Token has been expired or revoked." },
	[MB_PV_OLD_REFRESH] = { 400, 700082, GRANT,
				"The refresh token has expired due to inactivity.", "token_expired",
				400, GRANT, "refresh token expired", 400, GRANT,
				"Token has been expired or revoked." },
	[MB_PV_REUSED_REFRESH] = { 400, 50173, GRANT,
				   "The refresh token was used before: the grant is revoked.",
				   "bad_token", 400, GRANT,
				   "refresh token reused: all tokens of this sign-in are revoked",
				   400, GRANT, "Token has been expired or revoked." },
	[MB_PV_WAIT] = { 400, 70016, "authorization_pending",
			 "OAuth 2.0 device flow error. Authorization is pending. "
			 "Continue polling.",
			 NULL, 400, "authorization_pending", "the person has not answered yet", 428,
			 "authorization_pending", "Precondition Required" },
	[MB_PV_SLOW_DOWN] = { 400, 70016, "slow_down",
			      "OAuth 2.0 device flow error. Polling too fast.", NULL, 400,
			      "slow_down", "polling faster than interval", 403, "slow_down",
			      "Forbidden" },
	[MB_PV_DECLINED] = { 400, 65004, "authorization_declined",
			     "User declined to consent to access the app.", NULL, 400,
			     "access_denied", "the person said no", 403, "access_denied",
			     "Forbidden" },
	[MB_PV_OLD_DEVICE] = { 400, 70019, "expired_token", "Verification code expired.", NULL, 400,
			       "expired_token", "device code expired", 400, "expired_token",
			       "Expired" },
	[MB_PV_BAD_DEVICE] = { 400, 70000, "bad_verification_code",
			       "The device_code is not recognized.", NULL, 400, GRANT,
			       "unknown device code", 400, GRANT, "Malformed device code" },
	[MB_PV_DEVICE_SCOPE] = { 400, 70011, SCOPE, "scope", NULL, 400, SCOPE, "scope", 400, SCOPE,
				 "Invalid device flow scope." },
	[MB_PV_UNKNOWN_USER] = { 400, 50034, GRANT,
				 "The user account does not exist in the directory.", NULL, 400,
				 GRANT, "wrong user name or password", AS_GENERIC },
	[MB_PV_WRONG_PASSWORD] = { 400, 50126, GRANT,
				   "Error validating credentials due to invalid username or "
				   "password.",
				   NULL, 400, GRANT, "wrong user name or password", AS_GENERIC },
	[MB_PV_LOCKED] = { 400, 50053, GRANT,
			   "The account is locked, you've tried to sign in too many times with an "
			   "incorrect user ID or password.",
			   NULL, 400, GRANT, "account locked", AS_GENERIC },
	[MB_PV_DISABLED] = { 400, 50057, GRANT, "The user account is disabled.", NULL, 400, GRANT,
			     "account disabled", AS_GENERIC },
	[MB_PV_PASSWORD_EXPIRED] = { 400, 50055, GRANT, "The password is expired.",
				     "user_password_expired", 400, GRANT, "password expired",
				     AS_GENERIC },
	[MB_PV_NEEDS_MFA] = { 400, 50076, "interaction_required",
			      "Due to a configuration change made by your "
			      "administrator, or because you moved to a new location, you must use "
			      "multi-factor authentication.",
			      "basic_action", 400, GRANT, "a second factor is needed", AS_GENERIC },
	[MB_PV_BAD_TOKEN] = { 400, 70000, "invalid_token", "Invalid Value", NULL, 400,
			      "invalid_token", "unknown token", 400, "invalid_token",
			      "Invalid Value" },
	[MB_PV_BAD_ASSERTION] = { 401, 50013, CLIENT, "Assertion failed validation:", NULL, 401,
				  CLIENT, "bad client assertion", AS_GENERIC },
	[MB_PV_WRONG_KEY] = { 401, 700027, CLIENT,
			      "The certificate with identifier used to sign the client assertion "
			      "is not registered on application.",
			      NULL, 401, CLIENT, "signature of the client assertion", AS_GENERIC },
	[MB_PV_OLD_ASSERTION] = { 401, 700024, CLIENT,
				  "Client assertion is not within its valid time range.", NULL, 401,
				  CLIENT, "client assertion too early or too late", AS_GENERIC },
	[MB_PV_JWT_SIGNATURE] = { 400, 50013, GRANT, "Assertion failed signature validation.", NULL,
				  400, GRANT, "assertion", 400, GRANT, "Invalid JWT Signature." },
	[MB_PV_JWT_AUDIENCE] = { 400, 50013, GRANT, "Assertion audience.", NULL, 400, GRANT,
				 "audience", 400, GRANT,
				 "Invalid JWT: Failed audience check. The right audience is "
				 "https://oauth2.googleapis.com/token" },
	[MB_PV_JWT_TIME] = { 400, 50013, GRANT, "Assertion time.", NULL, 400, GRANT, "time", 400,
			     GRANT,
			     "Invalid JWT: Token must be a short-lived token (60 minutes) and in a "
			     "reasonable timeframe. Check your iat and exp values in the JWT "
			     "claim." },
	[MB_PV_JWT_USER] = { 400, 50034, GRANT, "The user account does not exist.", NULL, 400,
			     GRANT, "user", 400, GRANT, "Not a valid email or user ID." },
	[MB_PV_NOT_DELEGATED] = { 400, 65001, GRANT, "No consent.", NULL, 400, GRANT, "scope", 401,
				  "unauthorized_client",
				  "Client is unauthorized to retrieve access tokens using this "
				  "method, or client not authorized for any of the scopes "
				  "requested." },
};

/* The text with its detail; a text that ends with a stop takes none. */
static void with_detail(const char *text, const char *detail, char *out, size_t size)
{
	size_t len = strlen(text);

	if (!detail || (len && text[len - 1] == '.'))
		snprintf(out, size, "%s", text);
	else
		snprintf(out, size, "%s '%.200s'.", text, detail);
}

json_t *mb_pv_microsoft_error(const char *error, int aadsts, const char *text, const char *suberror)
{
	static const char trace[] = "0f0e0d0c-0b0a-0908-0706-050403020100";
	static const char correlation[] = "00010203-0405-0607-0809-0a0b0c0d0e0f";
	char stamp[32], description[1024], uri[96];
	time_t now = time(NULL);
	struct tm tm;
	json_t *json;

	gmtime_r(&now, &tm);
	strftime(stamp, sizeof(stamp), "%Y-%m-%d %H:%M:%SZ", &tm);
	snprintf(description, sizeof(description),
		 "AADSTS%d: %.600s\r\nTrace ID: %s\r\nCorrelation ID: %s\r\nTimestamp: %s", aadsts,
		 text, trace, correlation, stamp);
	snprintf(uri, sizeof(uri), "https://login.microsoftonline.com/error?code=%d", aadsts);
	json = json_pack("{s:s, s:s, s:[i], s:s, s:s, s:s, s:s}", "error", error,
			 "error_description", description, "error_codes", aadsts, "timestamp",
			 stamp, "trace_id", trace, "correlation_id", correlation, "error_uri", uri);
	if (!json)
		json = json_pack("{s:s, s:[i]}", "error", "invalid_request", "error_codes", aadsts);
	if (suberror)
		json_object_set_new(json, "suberror", json_string(suberror));
	return json;
}

const char *mb_pv_refusal(enum mb_pv_family family, enum mb_pv_why why, const char *detail,
			  char *text, size_t size)
{
	const struct row *row = &rows[why];
	char plain[512];

	if (family == MB_PV_MICROSOFT) {
		with_detail(row->ms_text, detail, plain, sizeof(plain));
		snprintf(text, size, "AADSTS%d: %.450s", row->aadsts, plain);
		return row->ms_error;
	}
	if (family == MB_PV_GOOGLE && row->g_error) {
		with_detail(row->g_text, detail, text, size);
		return row->g_error;
	}
	with_detail(row->text, detail, text, size);
	return row->error;
}

bool mb_pv_refuse(struct mb_pv_call *call, enum mb_pv_why why, const char *detail)
{
	const struct row *row = &rows[why];
	char text[512];
	const char *error = mb_pv_refusal(call->family, why, detail, text, sizeof(text));
	int status = row->status;
	json_t *json;

	if (call->family == MB_PV_MICROSOFT) {
		with_detail(row->ms_text, detail, text, sizeof(text));
		status = row->ms_status;
		json = mb_pv_microsoft_error(error, row->aadsts, text, row->suberror);
	} else {
		if (call->family == MB_PV_GOOGLE && row->g_error)
			status = row->g_status;
		json = json_pack("{s:s}", "error", error);
		json_object_set_new(json, "error_description",
				    json_string(text)); /* NULL (not UTF-8): left out */
	}
	mb_pv_reply_json(call, status, json);
	if (status == 405)
		mb_pv_reply_header(call, "Allow", "POST");
	if (status == 401 && call->auth && !strcmp(call->auth, "basic"))
		mb_pv_reply_header(call, "WWW-Authenticate", "Basic realm=\"provider\"");
	snprintf(call->reply.error, sizeof(call->reply.error), "%s", error);
	return false;
}
