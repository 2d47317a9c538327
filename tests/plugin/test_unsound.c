/* SPDX-License-Identifier: MIT */
/* Unsound tables are refused with the table, the row and the fault. */
#include "plugin/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "global/err.h"
#include "plugin_dir.h"

/* Each case is a sound plugin with one table changed. */

static const struct mb_grant_row grants[] = { { MB_GRANT_AUTHORIZATION_CODE, NULL }, { 0 } };
static const struct mb_setting settings[] = {
	{ "cloud", "a", "which cloud", MB_SETTING_CHOICE, NULL },
	{ "plain", "one", "a plain choice", MB_SETTING_CHOICE, "one two" },
	{ "free", NULL, "anything", 0, NULL },
	{ 0 },
};
static const struct mb_value values[] = {
	{ "cloud", "a", "host", "a.example" },
	{ "cloud", "b", "host", "b.example" },
	{ "cloud", "b", "half", "b.example" },
	{ 0 },
};
static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_AUTHORIZATION, "https://{host}/authorize" },
	{ MB_ENDPOINT_TOKEN, "https://{host}/token" },
	{ 0 },
};
static const struct mb_plugin sound = {
	MB_PLUGIN_HEAD,       .name = "x",      .title = "X",           .grants = grants,
	.settings = settings, .values = values, .endpoints = endpoints,
};

static void unsound(struct mb_plugin p, const char *sentence)
{
	struct mb_err err = MB_ERR_INIT;

	assert_false(plugin_sound(&p, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	if (!strstr(err.text, sentence))
		fail_msg("\"%s\" lacks \"%s\"", err.text, sentence);
	mb_err_clear(&err);
}

#define WITH(table, type, sentence, ...)                                                           \
	do {                                                                                       \
		static const type rows_[] = { __VA_ARGS__, { 0 } };                                \
		struct mb_plugin p_ = sound;                                                       \
		p_.table = rows_;                                                                  \
		unsound(p_, sentence);                                                             \
	} while (0)
#define ENDPOINT(s, ...) WITH(endpoints, struct mb_endpoint, "endpoints, " s, __VA_ARGS__)
#define VALUE(s, ...)    WITH(values, struct mb_value, "values, " s, __VA_ARGS__)
#define SCOPE(s, ...)    WITH(scopes, struct mb_scope, "scopes, " s, __VA_ARGS__)
#define PARAM(s, ...)    WITH(params, struct mb_param, "params, " s, __VA_ARGS__)
#define SETTING(s, ...)  WITH(settings, struct mb_setting, "settings, " s, __VA_ARGS__)
#define HOST(s, ...)     WITH(hosts, struct mb_mail_host, "hosts, " s, __VA_ARGS__)
#define GRANT(s, ...)    WITH(grants, struct mb_grant_row, "grants" s, __VA_ARGS__)
#define RULE(s, ...)     WITH(errors, struct mb_error_rule, "errors, " s, __VA_ARGS__)
#define AUDIENCE(s, ...) WITH(audiences, struct mb_audience, "audiences, " s, __VA_ARGS__)
#define REFRESH(s, ...)  WITH(no_refresh, struct mb_no_refresh, "no_refresh, " s, __VA_ARGS__)
#define TOKEN(url)                                                                                 \
	{                                                                                          \
		MB_ENDPOINT_TOKEN, url                                                             \
	}

static void unsound_members(void **state)
{
	struct mb_plugin p = sound;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(plugin_sound(&sound, &err));
	p.title = NULL;
	unsound(p, "title");
	p = sound;
	p.traits = 1u << 31;
	unsound(p, "traits");
	p.traits = 0;
	p.proofs = 16;
	unsound(p, "proofs");
	p = sound;
	p.code_prefix = "";
	unsound(p, "code_prefix");
	p = sound;
	p.grants = NULL;
	unsound(p, "grants");
	GRANT(": the plugin offers none", { MB_GRANT_DEVICE_CODE, "not here" });
	GRANT(", row 1", { (enum mb_grant)3, NULL });
	GRANT(", row 1", { MB_GRANT_REFRESH_TOKEN, NULL });
	GRANT(", row 2", { MB_GRANT_PASSWORD, NULL }, { MB_GRANT_PASSWORD, NULL });
	GRANT(", row 2", { MB_GRANT_PASSWORD, NULL }, { MB_GRANT_DEVICE_CODE, "" });
}

static void unsound_templates(void **state)
{
	(void)state;
	ENDPOINT("row 1: {hosst} is neither", TOKEN("https://{hosst}/"));
	ENDPOINT("row 1: {account} is neither", TOKEN("https://x.example/{account}"));
	ENDPOINT("row 1: {client_secret} is neither", TOKEN("https://{host}/{client_secret}"));
	ENDPOINT("row 1: {proxy} is neither", TOKEN("https://{host}/{proxy}"));
	ENDPOINT("row 1: some accounts have no value for {free}", TOKEN("https://{free}/"));
	ENDPOINT("row 1: some accounts have no value for {half}", TOKEN("https://{half}/"));
	ENDPOINT("row 1: some accounts have no value for {user}", TOKEN("https://x/{user}"));
	ENDPOINT("row 1: a template has a brace", TOKEN("https://{host/"));
	ENDPOINT("row 1: a template has a brace", TOKEN("https://host}/"));
	ENDPOINT("row 1: a template has a brace", TOKEN("https://{}/"));
	ENDPOINT("row 1: a template has a brace", TOKEN("https://{Host}/"));
	SCOPE("row 1: {nope}", { 0, MB_SERVICE_IMAP, "https://{nope}/" });
	PARAM("row 1: {nope}", { MB_PHASE_AUTHORIZE, "hd", "{nope}" });
	HOST("row 1: {nope}", { MB_SERVICE_IMAP, "{nope}", 993, MB_TLS_IMPLICIT });
}

/* A choice that an account may leave out. */
static void choice_without_default(void **state)
{
	static const struct mb_setting choice[] = {
		{ "cloud", NULL, "which cloud", MB_SETTING_CHOICE, NULL },
		{ 0 },
	};
	struct mb_plugin p = sound;

	(void)state;
	p.settings = choice;
	unsound(p, "endpoints, row 1: some accounts have no value for {host}");
}

/* One {key} alone may stand for nothing; as a part of something it may not. */
static void key_alone(void **state)
{
	static const struct mb_endpoint alone[] = { TOKEN("{free}"),
						    { MB_ENDPOINT_AUTHORIZATION, "{free}" },
						    { 0 } };
	static const struct mb_endpoint twice[] = { TOKEN("{free}{host}"), { 0 } };
	struct mb_err err = MB_ERR_INIT;
	struct mb_plugin p = sound;

	(void)state;
	p.endpoints = alone;
	assert_true(plugin_sound(&p, &err));
	p.endpoints = twice;
	unsound(p, "endpoints, row 1: some accounts have no value for {free}");
}

/* What a grant needs, unless an issuer can tell it. */
static void unsound_ways(void **state)
{
	static const struct mb_endpoint token[] = { TOKEN("https://{host}/"), { 0 } };
	static const struct mb_endpoint page[] = { { MB_ENDPOINT_AUTHORIZATION, "https://{host}/" },
						   { 0 } };
	static const struct mb_endpoint issuer[] = { { MB_ENDPOINT_ISSUER, "https://{host}/" },
						     { 0 } };
	static const struct mb_grant_row device[] = { { MB_GRANT_PASSWORD, NULL },
						      { MB_GRANT_DEVICE_CODE, NULL },
						      { 0 } };
	static const struct mb_grant_row refused[] = { { MB_GRANT_PASSWORD, NULL },
						       { MB_GRANT_DEVICE_CODE, "not here" },
						       { 0 } };
	struct mb_plugin p = sound;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	p.endpoints = token;
	unsound(p, "grants, row 1: there is no endpoint for it");
	p.endpoints = page;
	unsound(p, "grants, row 1: there is no token endpoint for it");
	p.endpoints = NULL;
	unsound(p, "grants, row 1: there is no token endpoint for it");
	p.endpoints = issuer;
	assert_true(plugin_sound(&p, &err));
	p.endpoints = token;
	p.grants = device;
	unsound(p, "grants, row 2: there is no endpoint for it");
	p.grants = refused;
	assert_true(plugin_sound(&p, &err));
}

static void unsound_choices(void **state)
{
	(void)state;
	SETTING("row 1: the default is not among the choices",
		{ "x", "three", "x", MB_SETTING_CHOICE, "one two" });
	SETTING("row 1: the default is not among the choices",
		{ "x", "on", "x", MB_SETTING_CHOICE, "one two" });
	SETTING("row 1: choices are empty", { "x", NULL, "x", MB_SETTING_CHOICE, "" });
	SETTING("row 1: choices are empty", { "x", NULL, "x", 0, "one two" });
	SETTING("row 1: unknown bits in flags", { "x", NULL, "x", 8, NULL });
}

static void unsound_rows(void **state)
{
	(void)state;
	ENDPOINT("row 1: there is no such kind",
		 { (enum mb_endpoint_kind)9, "https://x.example/" });
	ENDPOINT("row 1: the URL", TOKEN("http://x.example/"));
	ENDPOINT("row 1: the URL", TOKEN(NULL));
	ENDPOINT("row 2: a row above", TOKEN("https://x.example/"), TOKEN("https://y.example/"));
	VALUE("row 3: the key", { "cloud", "a", "host", "x" }, { "cloud", "b", "host", "x" },
	      { "sky", "a", "host", "x" });
	VALUE("row 2: a text", { "cloud", "a", "host", "x" }, { "cloud", "b", "host", NULL });
	VALUE("row 2: a text", { "cloud", "a", "host", "x" }, { "cloud", "b", "a host", "x" });
	VALUE("row 2: a row above", { "cloud", "a", "host", "x" }, { "cloud", "a", "host", "y" });
	SCOPE("row 1: unknown bits", { 1024, 0, "mail" });
	SCOPE("row 1: unknown bits", { 0, 8, "mail" });
	SCOPE("row 1: the plugin offers none", { MB_GRANT_PASSWORD, 0, "mail" });
	SCOPE("row 1: the scope", { 0, MB_SERVICE_SMTP, "" });
	PARAM("row 1: there is no such phase", { (enum mb_phase)77, "hd", "x" });
	PARAM("row 1: name or value", { MB_PHASE_CODE, "hd", NULL });
	PARAM("row 1: this parameter", { MB_PHASE_CODE, "client_secret", "x" });
	PARAM("row 2: a row above", { MB_PHASE_CODE, "hd", "x" }, { MB_PHASE_CODE, "hd", "y" });
	AUDIENCE("row 1: {nope}", { "https://{nope}", NULL, NULL });
	AUDIENCE("row 1: {nope}", { "https://x", "no", "see {nope}" });
	AUDIENCE("row 1: the audience", { "", "no", "do" });
	AUDIENCE("row 1: a row with a fault", { "https://x", "no", NULL });
	AUDIENCE("row 2: a row with a fault", { "https://x", "no", "do {account}" },
		 { "https://y", NULL, "do" });
	REFRESH("row 2: the remedy is missing", { NULL, NULL, NULL, "ask" },
		{ "x", NULL, NULL, NULL });
	SETTING("row 1: the key", { "Cloud", NULL, "help", 0, NULL });
	SETTING("row 1: the help", { "cloud", NULL, NULL, 0, NULL });
	SETTING("row 1: unknown bits", { "cloud", NULL, "help", 64, NULL });
	SETTING("row 1: a required", { "cloud", "a", "help", MB_SETTING_REQUIRED, NULL });
	SETTING("row 1: the choices", { "cloud", "z", "help", MB_SETTING_CHOICE, NULL });
	SETTING("row 1: the choices", { "sky", NULL, "help", MB_SETTING_CHOICE, NULL });
	SETTING("row 2: a row above", { "cloud", "a", "help", 0, NULL },
		{ "cloud", "b", "help", 0, NULL });
	HOST("row 1: there is no such service",
	     { (enum mb_service)3, "x.example", 993, MB_TLS_IMPLICIT });
	HOST("row 1: host or port", { MB_SERVICE_IMAP, "x.example", 0, MB_TLS_IMPLICIT });
	HOST("row 1: tls", { MB_SERVICE_IMAP, "x.example", 993, (enum mb_tls)0 });
	HOST("row 2: a row above", { MB_SERVICE_IMAP, "x.example", 993, MB_TLS_IMPLICIT },
	     { MB_SERVICE_IMAP, "x.example", 143, MB_TLS_STARTTLS });
}

#define EQ(where, field, value)                                                                    \
	{                                                                                          \
		where, field, MB_MATCH_EQUAL, value, MB_MEANS_RETRY, "busy", NULL, MB_WHO_NOBODY,  \
		    0                                                                              \
	}
#define IN(where, field, value)                                                                    \
	{                                                                                          \
		where, field, MB_MATCH_CONTAINS, value, MB_MEANS_RETRY, "busy", NULL,              \
		    MB_WHO_NOBODY, 0                                                               \
	}

static void unsound_errors(void **state)
{
	(void)state;
	RULE("row 1: unknown bits in where", EQ(64, "error", "x"));
	RULE("row 1: unknown bits in where", EQ(0, "error", "x"));
	RULE("row 1: the field", EQ(MB_WHERE_TOKEN, NULL, "x"));
	RULE("row 1: the field", EQ(MB_WHERE_TOKEN | MB_WHERE_IMAP, NULL, "x"));
	RULE("row 1: value or cause", EQ(MB_WHERE_TOKEN, "error", ""));
	RULE("row 1: match", { MB_WHERE_TOKEN, "error", (enum mb_match)0, "x", MB_MEANS_RETRY,
			       "busy", NULL, MB_WHO_NOBODY, 0 });
	RULE("row 1: meaning", { MB_WHERE_TOKEN, "error", MB_MATCH_EQUAL, "x", (enum mb_meaning)44,
				 "busy", NULL, MB_WHO_NOBODY, 0 });
	RULE("row 1: meaning", { MB_WHERE_TOKEN, "error", MB_MATCH_EQUAL, "x", MB_MEANS_RETRY,
				 "busy", NULL, (enum mb_who)9, 0 });
	RULE("row 1: meaning", { MB_WHERE_TOKEN, "error", MB_MATCH_EQUAL, "x", MB_MEANS_RETRY,
				 "busy", NULL, MB_WHO_NOBODY, 4 });
	RULE("row 1: value or cause", { MB_WHERE_TOKEN, "error", MB_MATCH_EQUAL, "x",
					MB_MEANS_RETRY, NULL, NULL, MB_WHO_NOBODY, 0 });
	RULE("row 1: the cause ends", { MB_WHERE_TOKEN, "error", MB_MATCH_EQUAL, "x",
					MB_MEANS_RETRY, "It is busy.", NULL, MB_WHO_NOBODY, 0 });
	RULE("row 1: {acount}", { MB_WHERE_TOKEN, "error", MB_MATCH_EQUAL, "x", MB_MEANS_RETRY,
				  "busy", "mailbearer login {acount}", MB_WHO_YOU, 0 });
}

static void unreachable_rows(void **state)
{
	static const struct mb_error_rule fine[] = {
		EQ(MB_WHERE_TOKEN, "error", "a"),
		EQ(MB_WHERE_DEVICE, "error", "a"),
		EQ(MB_WHERE_TOKEN, "suberror", "a"),
		IN(MB_WHERE_TOKEN, "error", "a"), /* more than the first */
		EQ(MB_WHERE_TOKEN | MB_WHERE_DEVICE, "error_codes", "70008"),
		EQ(MB_WHERE_TOKEN, "error_codes", "700082"),
		IN(MB_WHERE_SMTP, NULL, "5.7.139"),
		IN(MB_WHERE_SMTP, NULL, "5.7.13"),
		{ 0 },
	};
	struct mb_plugin p = sound;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	p.errors = fine;
	assert_true(plugin_sound(&p, &err));
	RULE("row 2: never reached", EQ(MB_WHERE_TOKEN, "error", "a"),
	     EQ(MB_WHERE_TOKEN, "error", "a"));
	RULE("row 2: never reached", EQ(MB_WHERE_TOKEN | MB_WHERE_DEVICE, "error", "a"),
	     EQ(MB_WHERE_DEVICE, "error", "a"));
	RULE("row 2: never reached", IN(MB_WHERE_TOKEN, "error", "a"),
	     EQ(MB_WHERE_TOKEN, "error", "cab"));
	RULE("row 3: never reached", IN(MB_WHERE_SMTP, NULL, "5.7.13"),
	     IN(MB_WHERE_SMTP, NULL, "4.3.2"), IN(MB_WHERE_SMTP, NULL, "5.7.139"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unsound_members),  cmocka_unit_test(unsound_templates),
		cmocka_unit_test(unsound_ways),     cmocka_unit_test(unsound_choices),
		cmocka_unit_test(unsound_rows),     cmocka_unit_test(choice_without_default),
		cmocka_unit_test(key_alone),        cmocka_unit_test(unsound_errors),
		cmocka_unit_test(unreachable_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
