/* SPDX-License-Identifier: MIT */
/*
 * mailbearer/plugin.h - what a provider plugin and mailbearer say to each other
 *
 * A plugin is a loadable module with one const symbol, a struct mb_plugin: tables that say where a
 * provider's endpoints are, which scopes and grants it knows and what its errors mean. The core
 * does everything else. A plugin links against nothing, allocates nothing, frees nothing, and is
 * never handed a password, a client secret or a token.
 *
 *	#include <mailbearer/plugin.h>
 *	MB_PLUGIN(corp) = { MB_PLUGIN_HEAD, .name = "corp", .title = "Corp", .endpoints = ... };
 *
 * Ownership: everything in the tables lives as long as the process (static const). What a hook is
 * given is borrowed for the duration of the call. Tables end with a row of zeroes.
 *
 * Templates: texts marked "template" may contain {key}. It stands for the first fitting row of
 * `values`, else for the account's setting `key`, else for that setting's default. Where an endpoint, a
 * scope or a host is one {key} alone, it may stand for nothing: then the account has none.
 *
 * A row that is wrong in itself is found when the plugin is loaded; `mailbearer providers NAME` also finds bad
 * templates and rows that are never reached.
 *
 * mailbearer-plugin(7) explains all of it with an example.
 */
#ifndef MAILBEARER_PLUGIN_H
#define MAILBEARER_PLUGIN_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Equality is required. 0 until version 1.0: rows may still grow. `size` lets the struct grow. */
#define MB_PLUGIN_ABI 0

#if defined(__GNUC__)
#define MB_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define MB_PLUGIN_EXPORT
#endif

/* Names the one symbol that the loader asks for, shared or preloaded. */
#define MB_PLUGIN(id)                                                                              \
	extern MB_PLUGIN_EXPORT const struct mb_plugin id##_LTX_mailbearer_plugin;                 \
	MB_PLUGIN_EXPORT const struct mb_plugin id##_LTX_mailbearer_plugin
#define MB_PLUGIN_HEAD .abi = MB_PLUGIN_ABI, .size = (uint32_t)sizeof(struct mb_plugin)

/* The mail services of an account (setting `services`). Bits. */
enum mb_service {
	MB_SERVICE_ANY = 0,
	MB_SERVICE_IMAP = 1,
	MB_SERVICE_POP3 = 2,
	MB_SERVICE_SMTP = 4,
};

/* Grants. Bits, so that a row can name several. */
enum mb_grant {
	MB_GRANT_ANY = 0,
	MB_GRANT_AUTHORIZATION_CODE = 1, /* RFC 6749 4.1 with PKCE, RFC 7636 */
	MB_GRANT_DEVICE_CODE = 2,        /* RFC 8628 */
	MB_GRANT_PASSWORD = 4,           /* RFC 6749 4.3 */
	MB_GRANT_CLIENT_CREDENTIALS = 8, /* RFC 6749 4.4 */
	MB_GRANT_JWT_BEARER = 16,        /* RFC 7523 */
	MB_GRANT_REFRESH_TOKEN = 32,     /* RFC 6749 6; known to the core, needs no row */
};

enum mb_endpoint_kind {
	MB_ENDPOINT_AUTHORIZATION = 1,
	MB_ENDPOINT_TOKEN,
	MB_ENDPOINT_DEVICE_AUTHORIZATION,
	MB_ENDPOINT_REVOCATION,
	MB_ENDPOINT_REGISTRATION,
	/* What `iss` must be, RFC 9207; asked for metadata (RFC 8414) if there is no token endpoint. */
	MB_ENDPOINT_ISSUER,
};

struct mb_endpoint {
	enum mb_endpoint_kind kind;
	const char *url; /* template */
};

/* When the setting `key` has the value `equals`, {name} in templates stands for `text`.
 * A setting flagged MB_SETTING_CHOICE takes only values that some row has in `equals`. The text is
 * no template itself. */
struct mb_value {
	const char *key, *equals, *name, *text;
};

struct mb_scope {
	uint32_t grants;   /* bits of enum mb_grant; 0: all that have no row of their own */
	uint32_t services; /* bits of enum mb_service; 0: always asked for */
	const char *scope; /* template; several divided by blanks */
};

/* The requests in which a plugin may add parameters. */
enum mb_phase {
	MB_PHASE_AUTHORIZE = 1, /* the query of the authorization URL */
	MB_PHASE_CODE,          /* token endpoint: redeeming the authorization code */
	MB_PHASE_DEVICE,        /* device authorization endpoint */
	MB_PHASE_POLL,          /* token endpoint: polling with the device code */
	MB_PHASE_REFRESH,       /* token endpoint: refresh token */
	MB_PHASE_PASSWORD,
	MB_PHASE_CLIENT,
	MB_PHASE_JWT,
};

struct mb_param {
	enum mb_phase phase;
	const char *name, *value; /* value: template; a parameter with an empty value is left out */
};

enum mb_setting_flag {
	MB_SETTING_REQUIRED = 1, /* an account without it is an error */
	MB_SETTING_CHOICE = 2,   /* only the values that `values` has in `equals` */
};

/* A setting the plugin adds to accounts, or a default or requirement for one of the core's. */
struct mb_setting {
	const char *key, *def, *help;
	uint32_t flags;
};

enum mb_tls {
	MB_TLS_IMPLICIT = 1,
	MB_TLS_STARTTLS,
};

struct mb_mail_host {
	enum mb_service service;
	const char *host; /* template */
	uint16_t port;
	enum mb_tls tls;
};

/* The grants a provider has, in the order in which `login` offers them. `refused` is NULL, or the
 * sentence that says why this grant does not work with this provider. */
struct mb_grant_row {
	enum mb_grant grant;
	const char *refused;
};

/* Where an error was met. Bits. */
enum mb_where {
	MB_WHERE_AUTHORIZE = 1,
	MB_WHERE_TOKEN = 2,
	MB_WHERE_DEVICE = 4,
	MB_WHERE_IMAP = 8,
	MB_WHERE_POP3 = 16,
	MB_WHERE_SMTP = 32,
};

enum mb_match {
	MB_MATCH_EQUAL = 1, /* of an array: any element is equal */
	MB_MATCH_CONTAINS,
};

/* What an error means, said as what to do about it. The core turns it into an exit status. */
enum mb_meaning {
	MB_MEANS_UNKNOWN = 0,
	MB_MEANS_RETRY,        /* passes by itself                       75 */
	MB_MEANS_LOGIN_AGAIN,  /* the grant is dead: sign in             77 */
	MB_MEANS_BAD_PASSWORD, /* never send this password again         77 */
	MB_MEANS_DENIED,       /* a person must allow, unblock, consent  77 */
	MB_MEANS_FIX_CONFIG,   /* our settings or the app registration   78 */
	MB_MEANS_PENDING,      /* device code: ask again (RFC 8628 3.5) */
	MB_MEANS_SLOW_DOWN,    /* device code: ask again, later (RFC 8628 3.5) */
};

enum mb_who {
	MB_WHO_UNKNOWN = 0,
	MB_WHO_YOU,
	MB_WHO_ADMINISTRATOR,
	MB_WHO_OWNER,  /* of the app registration */
	MB_WHO_NOBODY, /* wait */
};

enum mb_rule_flag {
	MB_RULE_QUOTE = 1, /* the provider's own words are shown too: they name what is wrong */
	MB_RULE_PAUSE = 2, /* leave the provider alone for a while, although it passes by itself */
};

/* First match decides: specific rows stand above general ones. */
struct mb_error_rule {
	uint32_t where;    /* bits of enum mb_where */
	const char *field; /* member of the reply's JSON or of the redirect's query; for mail
	                      servers NULL: the server's line */
	enum mb_match match;
	const char *value;
	enum mb_meaning meaning;
	const char *cause; /* what happened, no full stop: "unused for 90 days" */
	const char
	    *remedy; /* template, also {account}; what `who` must do; NULL: the meaning's own */
	enum mb_who who;
	uint32_t flags; /* bits of enum mb_rule_flag */
};

/* `text` is a part of what the provider says with the number `code` of `error_codes`, and with no other;
 * capitals do not matter. `errors` must have a row of that number. */
struct mb_sentence {
	const char *text, *code;
};

/* Whom a provider's access tokens may be made for: their claim `aud` (RFC 7519 4.1.3). */
struct mb_audience {
	const char *audience; /* template; a slash at its end makes no difference */
	const char *fault;    /* why the mail servers do not take such a token, no full stop; NULL:
	                         they do */
	const char *remedy;   /* template, also {account}; NULL without a fault */
};

/* What a person can do when a sign-in brought no refresh token. The first row that fits is told. */
struct mb_no_refresh {
	const char
	    *unless_scope; /* fits unless this word is in the scope asked for; NULL: always */
	const char
	    *unless_param;    /* fits unless authorize_params sets this parameter; NULL: always */
	const char *if_param; /* fits if authorize_params sets this parameter; NULL: always */
	const char *remedy;   /* "add offline_access to scope": no full stop */
};

enum mb_trait {
	MB_TRAIT_SCOPE_ON_REFRESH = 1, /* send `scope` when refreshing */
	MB_TRAIT_ISS = 2,              /* promises `iss` on the redirect, RFC 9207 */
	MB_TRAIT_SECRET = 4,           /* clients, also public ones, usually have a secret */
};

/* How a client can prove who it is. Bits. */
enum mb_proof {
	MB_PROOF_NONE = 1,        /* a public client */
	MB_PROOF_SECRET = 2,      /* RFC 6749 2.3.1 */
	MB_PROOF_CERTIFICATE = 4, /* an assertion signed with its key, RFC 7523 */
	MB_PROOF_ASSERTION = 8,   /* an assertion that somebody else signs (workload identity) */
};

/* Opaque to plugins. */
struct mb_account;
struct mb_form;
struct mb_reply;

/* What the core does for a plugin's hooks. Check `size` before using a function that was added later. */
struct mb_host {
	uint32_t size;
	/* A step, shown with -v. Never pass it anything secret. */
	void (*log)(const struct mb_account *account, const char *text);
	/* The one sentence the person reads when the hook then refuses; a warning when it accepts. Borrowed
	 * for the call. */
	void (*complain)(const struct mb_account *account, const char *sentence);
	/* A setting of the account or its default; NULL if there is none, and for secrets, proxies and commands. */
	const char *(*setting)(const struct mb_account *account, const char *key);
	/* Forms can be written, not read. Both return false for a parameter that carries a secret, form_set
	 * also for one of the protocol itself. */
	bool (*form_set)(struct mb_form *form, const char *name, const char *value);
	bool (*form_drop)(struct mb_form *form, const char *name);
	/* Members of a provider's JSON answer: untrusted text. Tokens are hidden. */
	const char *(*reply_str)(const struct mb_reply *reply, const char *name);
	bool (*reply_int)(const struct mb_reply *reply, const char *name, int64_t *value_r);
};

struct mb_plugin {
	uint32_t abi, size;
	const char *name;  /* [a-z0-9_]{1,31}, the file's name */
	const char *title; /* for people */

	const struct mb_endpoint *endpoints;
	const struct mb_value *values;
	const struct mb_scope *scopes;
	const struct mb_param *params;
	const struct mb_setting *settings;
	const struct mb_mail_host *hosts;
	const struct mb_grant_row *grants;
	const struct mb_error_rule *errors;

	uint32_t traits; /* bits of enum mb_trait */
	uint32_t
	    refresh_idle_days;   /* an unused refresh token dies after so many days; 0: not known */
	const char *code_prefix; /* "AADSTS": stands before numbers in `error_codes`. In an
	                               answer without that member (a redirect, a pasted line)
	                               the number behind this prefix in its text counts */
	const char *revoke_at; /* where a person withdraws consent without a revocation endpoint */

	/* Hooks, for what tables cannot say; NULL otherwise. */

	/* Are the account's settings possible together? When not: complain(), return false. */
	bool (*check)(const struct mb_host *host, const struct mb_account *account);
	/* Last change to a request before it is sent. When impossible: complain(), return false. */
	bool (*prepare)(const struct mb_host *host, enum mb_phase phase,
			const struct mb_account *account, struct mb_form *form);
	/* An endpoint's error answer that no rule matched, or one with the meaning MB_MEANS_UNKNOWN. */
	enum mb_meaning (*judge)(const struct mb_host *host, enum mb_where where,
				 const struct mb_reply *reply);

	/* For `mailbearer explain`, which is shown an error and must guess whose it is. */

	const char *const *signs; /* words of the provider's errors and hosts; NULL at the end */
	const char *code_help;    /* URL for numbers without a row: the number is put behind it */

	/* Some logins end after so many days however often they are used (Google: the project's status
	 * is Testing). Once a login of an account has ended so, its next one is expected to. 0: not known. */
	uint32_t refresh_life_days;

	/* For `mailbearer check`; NULL: nothing is known. */
	const struct mb_audience *audiences;

	/* For `mailbearer setup`: every way for a person to come by a client id and what each costs, in
	 * lines of 90 characters at most, divided by '\n'. */
	const char *registration;
	/* For `mailbearer setup`: bits of enum mb_proof that clients of this provider have; 0: all. */
	uint32_t proofs;

	/* For `mailbearer explain`: what the provider says with a number that was cut away. */
	const struct mb_sentence *sentences;

	/* The secret of the client_id that `settings` has as default, for a provider that wants a secret even
	 * from programs on people's machines. Whoever has the plugin has the secret, so it protects nothing
	 * (RFC 8252 8.5). */
	const char *client_secret;

	/* For `login`, when the provider gave no refresh token; NULL: only the provider can help. */
	const struct mb_no_refresh *no_refresh;
};

#ifdef __cplusplus
}
#endif

#endif
