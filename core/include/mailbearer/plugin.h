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

/* Version of this interface, which must be equal in mailbearer and plugin; 0 until mailbearer 1.0. It
 * changes when a row of a table changes. struct mb_plugin may grow without that, thanks to its `size`. */
#define MB_PLUGIN_ABI 0

#if defined(__GNUC__)
#define MB_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define MB_PLUGIN_EXPORT
#endif

/* Define the symbol that the loader looks up, in a shared and in a static build. */
#define MB_PLUGIN(id)                                                                              \
	extern MB_PLUGIN_EXPORT const struct mb_plugin id##_LTX_mailbearer_plugin;                 \
	MB_PLUGIN_EXPORT const struct mb_plugin id##_LTX_mailbearer_plugin
#define MB_PLUGIN_HEAD .abi = MB_PLUGIN_ABI, .size = (uint32_t)sizeof(struct mb_plugin)

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
	MB_ENDPOINT_TOKEN,
	MB_ENDPOINT_DEVICE_AUTHORIZATION,
	MB_ENDPOINT_REVOCATION,
	MB_ENDPOINT_REGISTRATION,
	/* What the provider calls itself in `iss`. If there is no token endpoint, the issuer is asked for
	 * its metadata (RFC 9207, RFC 8414). */
	MB_ENDPOINT_ISSUER,
};

/* The URL of one endpoint. */
struct mb_endpoint {
	enum mb_endpoint_kind kind;
	const char *url; /* template */
};

/* If the setting `key` has the value `equals`, {name} in templates stands for `text`, which is no
 * template itself. A setting with the flag MB_SETTING_CHOICE takes only the values that its rows have
 * in `equals`. */
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
	MB_PHASE_CODE,          /* token endpoint: redeeming the authorization code */
	MB_PHASE_DEVICE,        /* device authorization endpoint */
	MB_PHASE_POLL,          /* token endpoint: polling with the device code */
	MB_PHASE_REFRESH,       /* token endpoint: refresh token */
	MB_PHASE_PASSWORD,      /* token endpoint: password */
	MB_PHASE_CLIENT,        /* token endpoint: client credentials */
	MB_PHASE_JWT,           /* token endpoint: JWT bearer */
};

/* A parameter to add to a request. */
struct mb_param {
	enum mb_phase phase;
	const char *name, *value; /* value: template; a parameter with an empty value is left out */
};

enum mb_setting_flag {
	MB_SETTING_REQUIRED = 1, /* an account must have the setting */
	MB_SETTING_CHOICE = 2,   /* only values that a row of `values` has in `equals` */
};

/* A setting that the plugin adds to accounts, or a default or requirement for one of the core's. */
struct mb_setting {
	const char *key, *def, *help;
	uint32_t flags;
};

/* How TLS begins. */
enum mb_tls {
	MB_TLS_IMPLICIT = 1, /* at once */
	MB_TLS_STARTTLS,     /* by a command */
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
	MB_MATCH_EQUAL = 1, /* the field, or any element of its array, equals the value */
	MB_MATCH_CONTAINS,  /* the field contains the value */
};

/* What to do about an error. The core makes an exit status of it. */
enum mb_meaning {
	MB_MEANS_UNKNOWN = 0,
	MB_MEANS_RETRY,        /* the fault passes by itself                       75 */
	MB_MEANS_LOGIN_AGAIN,  /* the login has ended: sign in                     77 */
	MB_MEANS_BAD_PASSWORD, /* never send this password again                   77 */
	MB_MEANS_DENIED,       /* a person must allow, unblock or consent          77 */
	MB_MEANS_FIX_CONFIG,   /* correct our settings or the app registration     78 */
	MB_MEANS_PENDING,      /* device code: ask again (RFC 8628 3.5) */
	MB_MEANS_SLOW_DOWN,    /* device code: ask again, less often (RFC 8628 3.5) */
};

/* Who must act. */
enum mb_who {
	MB_WHO_UNKNOWN = 0,
	MB_WHO_YOU,
	MB_WHO_ADMINISTRATOR,
	MB_WHO_OWNER,  /* the owner of the app registration */
	MB_WHO_NOBODY, /* the fault passes by itself */
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

/* Opaque to plugins. */
struct mb_account;
struct mb_form;
struct mb_reply;

/* Functions of the core that a plugin's hooks may call. Check `size` before using a slot added later. */
struct mb_host {
	uint32_t size;
	/* Log a step, which people see with -v. Never log a secret. */
	void (*log)(const struct mb_account *account, const char *text);
	/* Set the sentence that the person reads if the hook then refuses; if the hook accepts, the sentence
	 * is a warning. `sentence` is used until the hook has returned. */
	void (*complain)(const struct mb_account *account, const char *sentence);
	/* Return a setting of the account or its default; NULL if there is none, and for secrets. Borrowed. */
	const char *(*setting)(const struct mb_account *account, const char *key);
	/* Set or remove a parameter of a request. False for parameters that hold a secret. A form cannot be
	 * read. */
	bool (*form_set)(struct mb_form *form, const char *name, const char *value);
	bool (*form_drop)(struct mb_form *form, const char *name);
	/* Read a member of the provider's JSON answer: untrusted text. Tokens are hidden. */
	const char *(*reply_str)(const struct mb_reply *reply, const char *name);
	bool (*reply_int)(const struct mb_reply *reply, const char *name, int64_t *value_r);
};

struct mb_plugin {
	uint32_t abi, size;
	const char *name;  /* [a-z0-9_]{1,31}; the file is NAME.so */
	const char *title; /* the provider's name for people */

	const struct mb_endpoint *endpoints;
	const struct mb_value *values;
	const struct mb_scope *scopes;
	const struct mb_param *params;
	const struct mb_setting *settings;
	const struct mb_mail_host *hosts;
	const struct mb_grant_row *grants;
	const struct mb_error_rule *errors;

	uint32_t traits; /* bits of enum mb_trait */
	/* Days after which a refresh token that nobody uses ends; 0: not known. */
	uint32_t refresh_idle_days;
	/* The text before each number of `error_codes`: "AADSTS". If an answer has no such member (a redirect,
	 * a pasted line), the number is taken from behind this prefix in the answer's text. */
	const char *code_prefix;
	/* Where a person withdraws consent if there is no revocation endpoint. */
	const char *revoke_at;

	/* Hooks, for knowledge that no table can hold; else NULL. */

	/* Check that the account's settings make sense together. If not, complain() and return false. */
	bool (*check)(const struct mb_host *host, const struct mb_account *account);
	/* Change a request just before it is sent. If it cannot work, complain() and return false. */
	bool (*prepare)(const struct mb_host *host, enum mb_phase phase,
			const struct mb_account *account, struct mb_form *form);
	/* Judge an error reply whose meaning no rule knows. */
	enum mb_meaning (*judge)(const struct mb_host *host, enum mb_where where,
				 const struct mb_reply *reply);

	/* For `mailbearer explain`, which gets a text and must guess the provider. */

	const char *const *signs; /* words of the provider's errors and hosts; NULL at the end */
	const char *code_help;    /* URL that explains an error number put behind it */

	/* Days after which some logins end, however often they are used (Google: while the project's status
	 * is Testing). If one login of an account ended that way, the next one is expected to as well. 0: not
	 * known. */
	uint32_t refresh_life_days;

	/* For `mailbearer check`; NULL: nothing is known. */
	const struct mb_audience *audiences;

	/* For `mailbearer setup`: all ways to get a client id, and what each of them costs. Lines of 90
	 * characters at most, divided by '\n'. */
	const char *registration;
	/* For `mailbearer setup`: bits of enum mb_proof that clients of this provider can have; 0: all. */
	uint32_t proofs;

	/* For `mailbearer explain`, if a text has lost its number: the sentences that go with numbers. */
	const struct mb_sentence *sentences;

	/* The secret that belongs to the default client_id in `settings`, if the provider wants a secret even
	 * from programs on people's machines; NULL: none. Everybody who has the plugin has this secret, so it
	 * protects nothing (RFC 8252 8.5). */
	const char *client_secret;

	/* For `login`, if the provider gave no refresh token; NULL: only the provider can help. */
	const struct mb_no_refresh *no_refresh;
};

#ifdef __cplusplus
}
#endif

#endif
