/* SPDX-License-Identifier: MIT */
/*
 * The shipped plugins' tables are sound and complete, and templates expand.
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
		cmocka_unit_test(templates_expand),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
