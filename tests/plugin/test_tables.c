/* SPDX-License-Identifier: MIT */
/*
 * The shipped plugins' tables are sound and complete, unsound ones are refused with the row, and
 * templates expand.
 */
#include "plugin/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "global/build.h"
#include "global/err.h"
#include "plugin/loader.h"
#include "plugin/template.h"
#include "known_errors.h"
#include "plugin_dir.h"

static char *dir;

/* Preloaded or from copies whose owner and mode are right. */
static const struct mb_plugin *plugin(const char *name)
{
	const struct mb_plugin *found = NULL;
	struct mb_err err = MB_ERR_INIT;

	if (!mb_plugin_load(name, &found, &err))
		fail_msg("%s", err.text);
	return found;
}

static int setup(void **state)
{
	(void)state;
	dir = plugin_dir_new();
	mb_build.plugin_dir = dir;
	if (plugin_dir_shared()) {
		plugin_dir_put(dir, "generic.so", plugin_dir_module("plugins", "generic"));
		plugin_dir_put(dir, "google.so", plugin_dir_module("plugins", "google"));
		plugin_dir_put(dir, "microsoft.so", plugin_dir_module("plugins", "microsoft"));
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	plugin_dir_remove(dir);
	return 0;
}

static const struct mb_error_rule *find(const struct mb_plugin *p, uint32_t where,
					const char *field, const char *value)
{
	const struct mb_error_rule *row;

	for (row = p->errors; row->where; row++)
		if ((row->where & where) && row->field && strcmp(row->field, field) == 0 &&
		    strcmp(row->value, value) == 0)
			return row;
	return NULL;
}

static void complete(const struct mb_plugin *p, uint32_t where, const char *field,
		     const char *value)
{
	const struct mb_error_rule *row = find(p, where, field, value);

	if (!row || !row->cause[0] || !row->remedy || !row->remedy[0] ||
	    row->who == MB_WHO_UNKNOWN || row->meaning == MB_MEANS_UNKNOWN)
		fail_msg("%s: no row for %s %s, or something is missing in it", p->name, field,
			 value);
}

static void shipped_plugins_load(void **state)
{
	static const char *const names[] = { "generic", "google", "microsoft" };
	char **list = mb_plugin_list();
	struct mb_err err = MB_ERR_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_string_equal(list[i], names[i]);
		assert_true(plugin_sound(plugin(names[i]), &err));
	}
	assert_null(list[3]);
	mb_plugin_list_free(list);
}

static void every_number_is_explained(void **state)
{
	static const uint32_t wheres[] = { MB_WHERE_AUTHORIZE, MB_WHERE_TOKEN, MB_WHERE_DEVICE };
	const struct mb_plugin *p = plugin("microsoft");
	size_t i, w;

	(void)state;
	for (w = 0; w < 3; w++)
		for (i = 0; i < sizeof(aadsts) / sizeof(aadsts[0]); i++)
			complete(p, wheres[w], "error_codes", aadsts[i]);
	for (i = 0; i < sizeof(suberrors) / sizeof(suberrors[0]); i++)
		complete(p, MB_WHERE_TOKEN, "suberror", suberrors[i]);
}

static void google_errors_are_explained(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(google_errors) / sizeof(google_errors[0]); i++)
		complete(plugin("google"), MB_WHERE_AUTHORIZE | MB_WHERE_TOKEN, "error",
			 google_errors[i]);
}

/* Who acts follows from the meaning in one direction: nobody can help what passes by itself, and
 * everything else has somebody. */
static void meaning_fits_who(void **state)
{
	static const char *const names[] = { "generic", "google", "microsoft" };
	const struct mb_error_rule *row;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		for (row = plugin(names[i])->errors; row->where; row++) {
			bool passes = row->meaning == MB_MEANS_RETRY ||
				      row->meaning == MB_MEANS_PENDING ||
				      row->meaning == MB_MEANS_SLOW_DOWN;

			if (passes != (row->who == MB_WHO_NOBODY))
				fail_msg("%s: %s", names[i], row->value);
		}
	}
}

/* A password is never sent again after these; and what says no more than "sign in" or "wait" in
 * `error` must not be made worse by a number. */
static void safe_readings(void **state)
{
	static const struct {
		const char *code;
		enum mb_meaning meaning;
	} cases[] = {
		{ "50126", MB_MEANS_BAD_PASSWORD }, { "50053", MB_MEANS_BAD_PASSWORD },
		{ "50056", MB_MEANS_BAD_PASSWORD }, { "50064", MB_MEANS_BAD_PASSWORD },
		{ "50055", MB_MEANS_DENIED },       { "50076", MB_MEANS_LOGIN_AGAIN },
		{ "50079", MB_MEANS_LOGIN_AGAIN },  { "50158", MB_MEANS_LOGIN_AGAIN },
		{ "65001", MB_MEANS_LOGIN_AGAIN },  { "700082", MB_MEANS_LOGIN_AGAIN },
		{ "70008", MB_MEANS_LOGIN_AGAIN },  { "50173", MB_MEANS_LOGIN_AGAIN },
		{ "53003", MB_MEANS_DENIED },       { "90033", MB_MEANS_RETRY },
		{ "90024", MB_MEANS_RETRY },        { "70016", MB_MEANS_PENDING },
		{ "7000215", MB_MEANS_FIX_CONFIG }, { "700016", MB_MEANS_FIX_CONFIG },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
		    find(plugin("microsoft"), MB_WHERE_TOKEN, "error_codes", cases[i].code)
			->meaning,
		    cases[i].meaning);
}

/* The first row of the shipped table that a mail server's line meets. */
static const struct mb_error_rule *first(const char *name, uint32_t where, const char *line)
{
	const struct mb_error_rule *row;

	for (row = plugin(name)->errors; row->where; row++)
		if ((row->where & where) && !row->field && strstr(line, row->value))
			return row;
	return NULL;
}

static void mail_lines(void **state)
{
	const struct mb_error_rule *row;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(mail_cases) / sizeof(mail_cases[0]); i++) {
		row = first(mail_cases[i].plugin, mail_cases[i].where, mail_cases[i].line);
		if (!row || row->meaning != mail_cases[i].meaning ||
		    !strstr(row->cause, mail_cases[i].cause))
			fail_msg("%s: %s", mail_cases[i].line, row ? row->cause : "no row");
	}
}

/* What makes a table unsound. Each case is a sound plugin with one table changed. */

static const struct mb_grant_row grants[] = { { MB_GRANT_AUTHORIZATION_CODE, NULL }, { 0 } };
static const struct mb_setting settings[] = {
	{ "cloud", "a", "which cloud", MB_SETTING_CHOICE },
	{ "free", NULL, "anything", 0 },
	{ 0 },
};
static const struct mb_value values[] = {
	{ "cloud", "a", "host", "a.example" },
	{ "cloud", "b", "host", "b.example" },
	{ "cloud", "b", "half", "b.example" },
	{ 0 },
};
static const struct mb_plugin sound = {
	MB_PLUGIN_HEAD,   .name = "x",          .title = "X",
	.grants = grants, .settings = settings, .values = values,
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
		{ "cloud", NULL, "which cloud", MB_SETTING_CHOICE },
		{ 0 },
	};
	static const struct mb_endpoint endpoints[] = { TOKEN("https://{host}/"), { 0 } };
	struct mb_plugin p = sound;

	(void)state;
	p.settings = choice;
	p.endpoints = endpoints;
	unsound(p, "endpoints, row 1: some accounts have no value for {host}");
}

/* One {key} alone may stand for nothing; as a part of something it may not. */
static void key_alone(void **state)
{
	static const struct mb_endpoint alone[] = { TOKEN("{free}"), { 0 } };
	static const struct mb_endpoint twice[] = { TOKEN("{free}{host}"), { 0 } };
	struct mb_err err = MB_ERR_INIT;
	struct mb_plugin p = sound;

	(void)state;
	p.endpoints = alone;
	assert_true(plugin_sound(&p, &err));
	p.endpoints = twice;
	unsound(p, "endpoints, row 1: some accounts have no value for {free}");
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
	SETTING("row 1: the key", { "Cloud", NULL, "help", 0 });
	SETTING("row 1: the help", { "cloud", NULL, NULL, 0 });
	SETTING("row 1: unknown bits", { "cloud", NULL, "help", 64 });
	SETTING("row 1: a required", { "cloud", "a", "help", MB_SETTING_REQUIRED });
	SETTING("row 1: the choices", { "cloud", "z", "help", MB_SETTING_CHOICE });
	SETTING("row 1: the choices", { "sky", NULL, "help", MB_SETTING_CHOICE });
	SETTING("row 2: a row above", { "cloud", "a", "help", 0 }, { "cloud", "b", "help", 0 });
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

static const char *setting(const void *arg, const char *key)
{
	const char *const *pair = arg;

	for (; *pair; pair += 2)
		if (strcmp(pair[0], key) == 0)
			return pair[1];
	return NULL;
}

static void expands(const struct mb_plugin *p, const char *const *pairs, const char *text,
		    const char *want)
{
	struct mb_buf out;

	mb_buf_init(&out, 1024);
	assert_true(mb_template_expand(p, text, setting, pairs, &out, NULL));
	assert_string_equal(mb_buf_str(&out), want);
	mb_buf_fini(&out);
}

static void templates_expand(void **state)
{
	static const char *const work[] = { "tenant", "t1", "cloud", "global", NULL };
	static const char *const home[] = { "tenant", "consumers", "cloud", "global", NULL };
	static const char *const dod[] = { "tenant",  "t1", "cloud", "usgov-dod",
					   "account", "me", NULL };
	const struct mb_plugin *p = plugin("microsoft");
	char missing[MB_KEY_MAX + 1] = "";
	struct mb_buf out;

	(void)state;
	expands(p, work, "https://{login_host}/{tenant}/oauth2/v2.0/token",
		"https://login.microsoftonline.com/t1/oauth2/v2.0/token");
	expands(p, work, "{submission_host}", "smtp.office365.com");
	expands(p, home, "{submission_host}", "smtp-mail.outlook.com");
	expands(p, dod, "{mail_host} {account}{account}", "outlook-dod.office365.us meme");
	expands(p, dod, "", "");
	mb_buf_init(&out, 1024);
	assert_false(mb_template_expand(p, "a{user}b", setting, work, &out, missing));
	assert_string_equal(missing, "user");
	assert_string_equal(mb_buf_str(&out), "ab");
	assert_false(mb_template_expand(p, "a{user", setting, work, &out, NULL));
	mb_buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_plugins_load),
		cmocka_unit_test(every_number_is_explained),
		cmocka_unit_test(google_errors_are_explained),
		cmocka_unit_test(meaning_fits_who),
		cmocka_unit_test(safe_readings),
		cmocka_unit_test(mail_lines),
		cmocka_unit_test(unsound_members),
		cmocka_unit_test(unsound_templates),
		cmocka_unit_test(unsound_rows),
		cmocka_unit_test(choice_without_default),
		cmocka_unit_test(key_alone),
		cmocka_unit_test(unsound_errors),
		cmocka_unit_test(unreachable_rows),
		cmocka_unit_test(templates_expand),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
