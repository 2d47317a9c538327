/* SPDX-License-Identifier: MIT */
/*
 * mailbearer/plugin.h - the interface between mailbearer and a provider plugin
 *
 * A plugin is a loadable module with one const symbol, a struct mb_plugin: tables that say where a
 * provider's endpoints are, which scopes and grants it knows and what its errors mean. The core
 * does everything else. A plugin links against nothing, allocates nothing, frees nothing, and never
 * gets a password, a client secret or a token.
 *
 *	#include <mailbearer/plugin.h>
 *	MB_PLUGIN(corp) = { MB_PLUGIN_HEAD, .name = "corp", .title = "Corp", .endpoints = ... };
 *
 * Ownership: the tables and their texts live as long as the process (static const). The arguments of
 * a hook are borrowed for the duration of the call. Tables end with a row of zeroes.
 *
 * Templates: texts marked "template" may contain {key}. {key} stands for the text of the first row of
 * `values` that fits the account, else for the account's setting `key`, else for that setting's
 * default. An endpoint, scope or host that is one {key} alone may stand for nothing: then the account
 * has no such endpoint, scope or host.
 *
 * Mistakes in a table (a bad template, an unreachable row) are found when the plugin is loaded or by
 * `mailbearer providers NAME`, never in the middle of a login.
 *
 * mailbearer-plugin(7) explains the interface with an example.
 */
#ifndef MAILBEARER_PLUGIN_H
#define MAILBEARER_PLUGIN_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Version of this interface, which must be equal in mailbearer and plugin; 0 until mailbearer 1.0. Within one version
 * struct mb_plugin and the rows of its tables may grow at their ends: the loader reads from MB_PLUGIN_HEAD how long they
 * were when the plugin was compiled, and takes what is missing for 0. So 0 means in each member what there was before
 * it, and a column that an older mailbearer does not know may add information, but never narrow what a row applies to.
 */
#define MB_PLUGIN_ABI 0

#if defined(__GNUC__)
#define MB_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define MB_PLUGIN_EXPORT
#endif

#ifdef __cplusplus
#define MB_PLUGIN_LINKAGE extern "C"
#else
#define MB_PLUGIN_LINKAGE extern
#endif

/* Define the symbol that the loader looks up, in a shared and in a static build. */
#define MB_PLUGIN(id)                                                                              \
	MB_PLUGIN_LINKAGE MB_PLUGIN_EXPORT const struct mb_plugin id##_LTX_mailbearer_plugin;      \
	const struct mb_plugin id##_LTX_mailbearer_plugin

/* The first members of a plugin: the version, and the sizes of what it was compiled with. */
#define MB_PLUGIN_HEAD                                                                             \
	MB_PLUGIN_ABI, (uint32_t)sizeof(struct mb_plugin),                                         \
	{                                                                                          \
		(uint16_t)sizeof(struct mb_setting), (uint16_t)sizeof(struct mb_value),            \
		    (uint16_t)sizeof(struct mb_grant_row), (uint16_t)sizeof(struct mb_endpoint),   \
		    (uint16_t)sizeof(struct mb_scope), (uint16_t)sizeof(struct mb_param),          \
		    (uint16_t)sizeof(struct mb_mail_host), (uint16_t)sizeof(struct mb_error_rule), \
		    (uint16_t)sizeof(struct mb_audience), (uint16_t)sizeof(struct mb_sentence),    \
		    (uint16_t)sizeof(struct mb_no_refresh), 0, 0, 0, 0, 0                          \
	}

/* The tables of a plugin, as indices of its `row_size`. */
enum mb_row_type {
	MB_ROW_SETTING = 0,
	MB_ROW_VALUE = 1,
	MB_ROW_GRANT = 2,
	MB_ROW_ENDPOINT = 3,
	MB_ROW_SCOPE = 4,
	MB_ROW_PARAM = 5,
	MB_ROW_HOST = 6,
	MB_ROW_ERROR = 7,
	MB_ROW_AUDIENCE = 8,
	MB_ROW_SENTENCE = 9,
	MB_ROW_NO_REFRESH = 10,
};
#define MB_ROW_TYPES 16 /* with those to come */

/* The mail services of an account (its setting `services`). Bits. */
enum mb_service {
	MB_SERVICE_ANY = 0,
	MB_SERVICE_IMAP = 1,
	MB_SERVICE_POP3 = 2,
	MB_SERVICE_SMTP = 4,
};

/* The grants: ways to get a token. Bits, so that a row can name several. */
enum mb_grant {
	MB_GRANT_ANY = 0,
	MB_GRANT_AUTHORIZATION_CODE = 1, /* a browser, with PKCE (RFC 6749 4.1, RFC 7636) */
	MB_GRANT_DEVICE_CODE = 2,        /* a code for a browser anywhere (RFC 8628) */
	MB_GRANT_PASSWORD = 4,           /* the user's password (RFC 6749 4.3) */
	MB_GRANT_CLIENT_CREDENTIALS = 8, /* the client itself, without a user (RFC 6749 4.4) */
	MB_GRANT_JWT_BEARER = 16,        /* a signed assertion (RFC 7523) */
	MB_GRANT_REFRESH_TOKEN = 32,     /* needs no row: the core knows it (RFC 6749 6) */
};

enum mb_endpoint_kind {
	MB_ENDPOINT_AUTHORIZATION = 1,
	MB_ENDPOINT_TOKEN = 2,
	MB_ENDPOINT_DEVICE_AUTHORIZATION = 3,
	MB_ENDPOINT_REVOCATION = 4,
	MB_ENDPOINT_REGISTRATION = 5,
	/* What the provider calls itself in `iss`. If there is no token endpoint, the issuer is asked for
	 * its metadata (RFC 9207, RFC 8414). */
	MB_ENDPOINT_ISSUER = 6,
};

/* The URL of one endpoint. */
struct mb_endpoint {
	enum mb_endpoint_kind kind;
	const char *url; /* template */
};

/* If the setting `key` has the value `equals`, {name} in templates stands for `text`, which is no
 * template itself. */
struct mb_value {
	const char *key, *equals, *name, *text;
};

/* A scope to ask for. */
struct mb_scope {
	uint32_t grants;   /* bits of enum mb_grant; 0: all grants that no other row names */
	uint32_t services; /* bits of enum mb_service; 0: asked for in any case */
	const char *scope; /* template; several scopes are divided by blanks */
};

/* The requests in which a plugin may add parameters. */
enum mb_phase {
	MB_PHASE_AUTHORIZE = 1, /* the query of the authorization URL */
	MB_PHASE_CODE = 2,      /* token endpoint: redeeming the authorization code */
	MB_PHASE_DEVICE = 3,    /* device authorization endpoint */
	MB_PHASE_POLL = 4,      /* token endpoint: polling with the device code */
	MB_PHASE_REFRESH = 5,   /* token endpoint: refresh token */
	MB_PHASE_PASSWORD = 6,  /* token endpoint: password */
	MB_PHASE_CLIENT = 7,    /* token endpoint: client credentials */
	MB_PHASE_JWT = 8,       /* token endpoint: JWT bearer */
};

/* A parameter to add to a request. */
struct mb_param {
	enum mb_phase phase;
	const char *name, *value; /* value: template; a parameter with an empty value is left out */
};

enum mb_setting_flag {
	MB_SETTING_REQUIRED = 1, /* an account must have the setting */
	/* Only the values in `choices` or, without these, those that rows of `values` have in `equals`. */
	MB_SETTING_CHOICE = 2,
	/* The value becomes part of a URL: letters, digits, '.', '_' and '-' only, and neither "." nor "..". */
	MB_SETTING_NAME = 4,
};

/* A setting that the plugin adds to accounts, or a default or requirement for one of the core's. */
struct mb_setting {
	const char *key, *def, *help;
	uint32_t flags; /* bits of enum mb_setting_flag */
	/* The values of a choice, divided by blanks; NULL: those in `values`. */
	const char *choices;
};

/* How TLS begins. */
enum mb_tls {
	MB_TLS_IMPLICIT = 1, /* at once */
	MB_TLS_STARTTLS = 2, /* by a command */
};

/* The mail server for one service. */
struct mb_mail_host {
	enum mb_service service;
	const char *host; /* template */
	uint16_t port;
	enum mb_tls tls;
};

/* The grants of a provider, in the order in which `login` offers them. `refused` is NULL, or the
 * sentence that says why this grant does not work with this provider. */
struct mb_grant_row {
	enum mb_grant grant;
	const char *refused;
};

/* Where an error came from. Bits. */
enum mb_where {
	MB_WHERE_AUTHORIZE = 1, /* the redirect from the authorization endpoint */
	MB_WHERE_TOKEN = 2,     /* the token endpoint */
	MB_WHERE_DEVICE = 4,    /* the device authorization endpoint */
	MB_WHERE_IMAP = 8,      /* a mail server */
	MB_WHERE_POP3 = 16,
	MB_WHERE_SMTP = 32,
};

enum mb_match {
	MB_MATCH_EQUAL = 1,    /* the field, or any element of its array, equals the value */
	MB_MATCH_CONTAINS = 2, /* the field contains the value */
};

/* What to do about an error. The core makes an exit status of it. */
enum mb_meaning {
	MB_MEANS_UNKNOWN = 0,
	MB_MEANS_RETRY = 1,        /* the fault passes by itself                       75 */
	MB_MEANS_LOGIN_AGAIN = 2,  /* the login has ended: sign in                     77 */
	MB_MEANS_BAD_PASSWORD = 3, /* never send this password again                   77 */
	MB_MEANS_DENIED = 4,       /* a person must allow, unblock or consent          77 */
	MB_MEANS_FIX_CONFIG = 5,   /* correct our settings or the app registration     78 */
	MB_MEANS_PENDING = 6,      /* device code: ask again (RFC 8628 3.5) */
	MB_MEANS_SLOW_DOWN = 7,    /* device code: ask again, less often (RFC 8628 3.5) */
};

/* Who must act. */
enum mb_who {
	MB_WHO_UNKNOWN = 0,
	MB_WHO_YOU = 1,
	MB_WHO_ADMINISTRATOR = 2,
	MB_WHO_OWNER = 3,  /* the owner of the app registration */
	MB_WHO_NOBODY = 4, /* the fault passes by itself */
};

enum mb_rule_flag {
	MB_RULE_QUOTE = 1, /* also show the provider's own words, which name what is wrong */
	MB_RULE_PAUSE = 2, /* send the provider nothing for a while, although the fault passes */
};

/* A row of the error table. The first row that matches decides: specific rows stand above general ones. */
struct mb_error_rule {
	uint32_t where; /* bits of enum mb_where */
	/* Name of a member of the reply's JSON or of a parameter of the redirect. NULL for mail servers,
	 * whose whole line is compared. */
	const char *field;
	enum mb_match match;
	const char *value;
	enum mb_meaning meaning;
	const char *cause; /* what happened, no full stop: "unused for 90 days" */
	/* Template, also with {account}: what `who` shall do. NULL: what the meaning says. */
	const char *remedy;
	enum mb_who who;
	uint32_t flags; /* bits of enum mb_rule_flag */
};

/* Write a row of errors: MB_RULE(MB_WHERE_TOKEN, "error", EQUAL, "invalid_grant", LOGIN_AGAIN, YOU, "the login has
 * ended", "sign in again: mailbearer login {account}"). MB_RULE_FLAG() takes the name of a flag after the match's value. */
#define MB_RULE(where, field, match, value, means, who, cause, remedy)                             \
	{                                                                                          \
		where, field, MB_MATCH_##match, value, MB_MEANS_##means, cause, remedy,            \
		    MB_WHO_##who, 0                                                                \
	}
#define MB_RULE_FLAG(where, field, match, value, flag, means, who, cause, remedy)                  \
	{                                                                                          \
		where, field, MB_MATCH_##match, value, MB_MEANS_##means, cause, remedy,            \
		    MB_WHO_##who, MB_RULE_##flag                                                   \
	}

/* A part of the sentence that the provider sends with one number of `error_codes` and with no other, in
 * any case of letters. The error table must have a row with this number. */
struct mb_sentence {
	const char *text, *code;
};

/* An audience of the provider's access tokens: the claim `aud` in them (RFC 7519 4.1.3). */
struct mb_audience {
	const char *audience; /* template; a slash at its end makes no difference */
	/* Why mail servers refuse a token for this audience, no full stop. NULL: they take it. */
	const char *fault;
	const char *remedy; /* template, also with {account}; NULL without a fault */
};

/* What a person can do when a sign-in brought no refresh token. The first row that fits is shown. */
struct mb_no_refresh {
	/* The row fits if this word is not in the scope asked for, NULL: always; */
	const char *unless_scope;
	/* and if authorize_params does not set this parameter, NULL: always; */
	const char *unless_param;
	/* and if authorize_params sets this parameter, NULL: always. */
	const char *if_param;
	const char *remedy; /* "add offline_access to scope": no full stop */
};

/* Peculiarities of a provider. Bits. */
enum mb_trait {
	MB_TRAIT_SCOPE_ON_REFRESH = 1, /* `scope` must be sent with a refresh token */
	MB_TRAIT_ISS = 2,              /* each redirect has the parameter `iss` (RFC 9207) */
	MB_TRAIT_SECRET = 4,           /* clients normally have a secret, even public ones */
};

/* How a client can prove who it is. Bits. */
enum mb_proof {
	MB_PROOF_NONE = 1,        /* no proof: a public client */
	MB_PROOF_SECRET = 2,      /* a client secret (RFC 6749 2.3.1) */
	MB_PROOF_CERTIFICATE = 4, /* an assertion signed with its own key (RFC 7523) */
	MB_PROOF_ASSERTION = 8,   /* an assertion signed by somebody else (workload identity) */
};

/* The call of a hook: the account and, depending on the hook, the request or the answer that it is about. A hook hands it
 * back to the functions of struct mb_host. */
struct mb_call;

/* What the core does for a plugin's hooks. Look at `size` before using a member that was added later. */
struct mb_host {
	uint32_t size;
	/* Say a step, shown with -v. Never pass it anything secret. */
	void (*log)(struct mb_call *call, const char *text);
	/* Give the sentence that the person reads if the hook then refuses; if it accepts, the sentence is a
	 * warning. The last one counts. Borrowed for the call. */
	void (*complain)(struct mb_call *call, const char *sentence);
	/* A setting of the account or its default; NULL: there is none, or it is a secret or a command. Borrowed. */
	const char *(*setting)(struct mb_call *call, const char *key);
	/* In `prepare`: set or remove a parameter of the request. False for a parameter that carries a secret;
	 * form_set() also for those that are the protocol's own. */
	bool (*form_set)(struct mb_call *call, const char *name, const char *value);
	bool (*form_drop)(struct mb_call *call, const char *name);
	/* In `judge`: a member of the provider's JSON answer, which is untrusted text. Tokens are hidden. */
	const char *(*reply_str)(struct mb_call *call, const char *name);
	bool (*reply_int)(struct mb_call *call, const char *name, int64_t *value_r);
};

struct mb_plugin {
	/* MB_PLUGIN_HEAD fills these. */
	uint32_t abi, size;
	uint16_t row_size[MB_ROW_TYPES]; /* bytes of a row, by enum mb_row_type */

	const char *name;  /* [a-z0-9_]{1,31}; the file is NAME.so */
	const char *title; /* the provider's name for people */

	/* The provider. */

	const struct mb_grant_row *grants; /* at least one that is not refused */
	const struct mb_endpoint *endpoints;
	const struct mb_value *values;
	const struct mb_scope *scopes;
	const struct mb_param *params;
	const struct mb_mail_host *hosts;
	uint32_t traits; /* bits of enum mb_trait */
	/* Bits of enum mb_proof that clients of this provider can have; 0: all. */
	uint32_t proofs;
	/* Days after which a refresh token that nobody uses ends; 0: not known. */
	uint32_t refresh_idle_days;
	/* Days after which some logins end, however often they are used (Google: while the project's status
	 * is Testing). If one login of an account ended that way, the next one is expected to as well. 0: not
	 * known. */
	uint32_t refresh_life_days;

	/* The account. */

	const struct mb_setting *settings;
	/* The secret that belongs to the default client_id in `settings`, if the provider wants a secret even
	 * from programs on people's machines; NULL: none. Everybody who has the plugin has this secret, so it
	 * protects nothing (RFC 8252 8.5). */
	const char *client_secret;
	/* For `mailbearer setup`: all ways to get a client id, and what each of them costs. Lines of 90
	 * characters at most, divided by '\n'. */
	const char *registration;

	/* Errors and what to do about them. */

	const struct mb_error_rule *errors;
	/* The text before each number of `error_codes`: "AADSTS". If an answer has no such member (a redirect,
	 * a pasted line), the number is taken from behind this prefix in the answer's text. */
	const char *code_prefix;
	const char *code_help; /* URL that explains an error number put behind it */
	/* The sentences that go with numbers, for a text that has lost its number. */
	const struct mb_sentence *sentences;
	/* Words of the provider's errors and hosts, in small letters, by which `mailbearer explain` guesses whose
	 * error it is shown; NULL at the end. */
	const char *const *signs;
	const struct mb_audience *audiences; /* NULL: nothing is known */
	/* For `login`, if the provider gave no refresh token; NULL: only the provider can help. */
	const struct mb_no_refresh *no_refresh;
	/* Where a person withdraws consent if there is no revocation endpoint. */
	const char *revoke_at;

	/* Hooks, for knowledge that no table can hold; else NULL. */

	/* Check that the account's settings make sense together. If not, complain() and return false. */
	bool (*check)(const struct mb_host *host, struct mb_call *call);
	/* Change a request just before it is sent. If it cannot work, complain() and return false. */
	bool (*prepare)(const struct mb_host *host, struct mb_call *call, enum mb_phase phase);
	/* Judge an error reply whose meaning no rule knows. */
	enum mb_meaning (*judge)(const struct mb_host *host, struct mb_call *call,
				 enum mb_where where);
};

#ifdef __cplusplus
}
#endif

#endif
