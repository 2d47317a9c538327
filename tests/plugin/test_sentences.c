/* SPDX-License-Identifier: MIT */
/*
 * What people read of a plugin's tables: no {key} is left in it, whatever the account does not say. And
 * what is said with a number: each has a row, and none hides another.
 */
#include "config/resolve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/xalloc.h"
#include "global/build.h"
#include "global/err.h"
#include "config/account.h"
#include "config/config.h"
#include "config/draft.h"
#include "plugin/loader.h"
#include "plugin/review.h"
#include "plugin/tables.h"
#include "plugin_dir.h"

static const char *const names[] = { "generic", "google", "microsoft" };

#define N_NAMES (sizeof(names) / sizeof(*names))

static char *dir;

static int setup(void **state)
{
	char file[32];

	(void)state;
	dir = plugin_dir_new();
	mb_build.plugin_dir = dir;
	for (size_t i = 0; plugin_dir_shared() && i < N_NAMES; i++) {
		snprintf(file, sizeof(file), "%s.so", names[i]);
		plugin_dir_put(dir, file, plugin_dir_module("plugins", names[i]));
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	plugin_dir_remove(dir);
	return 0;
}

static const struct mb_plugin *plugin(const char *name)
{
	const struct mb_plugin *found = NULL;
	struct mb_err err = MB_ERR_INIT;

	if (!mb_plugin_load(name, &found, &err))
		fail_msg("%s", err.text);
	return found;
}

/* The sentence for an account of that plugin; `user` may be NULL. The caller frees it. */
static char *sentence(const char *name, const char *user, const char *text)
{
	struct mb_config config = { 0 };
	struct mb_account account = { .name = mb_xstrdup("work"),
				      .config = &config,
				      .plugin = plugin(name) };
	char *all;

	mb_draft_set(&account, "user", user);
	all = mb_resolve_sentence(&account, text);
	mb_draft_empty(&account);
	return all;
}

static void of_all_rows(void **state)
{
	size_t keys = 0;

	(void)state;
	for (size_t i = 0; i < N_NAMES; i++)
		for (const struct mb_error_rule *row = plugin(names[i])->errors; row && row->where;
		     row++) {
			char *text;

			assert_null(strpbrk(row->cause, "{}"));
			if (!row->remedy)
				continue;
			keys += strchr(row->remedy, '{') != NULL;
			text = sentence(names[i], NULL, row->remedy);
			if (!*text || strpbrk(text, "{}"))
				fail_msg("%s, %s: \"%s\"", names[i], row->value, text);
			free(text);
		}
	assert_true(keys > 20);
}

static void of_those_who_refuse_a_grant(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_NAMES; i++)
		for (const struct mb_grant_row *row = plugin(names[i])->grants; row && row->grant;
		     row++)
			assert_true(!row->refused || !strpbrk(row->refused, "{}"));
}

static void words_for_what_is_not_said(void **state)
{
	static const struct {
		const char *user, *text, *want;
	} rows[] = {
		{ "anna@firma.example", "enable {user}", "enable anna@firma.example" },
		{ NULL, "enable {user}", "enable the user" },
		{ NULL, "{user} and {subject}", "the user and subject" },
		{ NULL, "mailbearer login {account}", "mailbearer login work" },
		{ NULL, "see {client_id} in {tenant}", "see client_id in common" },
		/* a value is not looked into again */
		{ "{account}", "enable {user}", "enable {account}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *text = sentence("microsoft", rows[i].user, rows[i].text);

		assert_string_equal(text, rows[i].want);
		free(text);
	}
}

/* The sentences of the errors that `numbers` are; NULL: they are sound. */
static void with_numbers(const struct mb_sentence *rows, const struct mb_error_rule *numbers,
			 const char *fault)
{
	static const struct mb_grant_row grants[] = { { MB_GRANT_DEVICE_CODE, NULL }, { 0 } };
	static const struct mb_endpoint issuer[] = { { MB_ENDPOINT_ISSUER, "https://x.example" },
						     { 0 } };
	struct mb_plugin p = {
		MB_PLUGIN_HEAD,   .name = "x",         .title = "X",
		.grants = grants, .endpoints = issuer, .errors = numbers,
	};
	struct mb_err err = MB_ERR_INIT;

	p.sentences = rows;
	assert_int_equal(plugin_sound(&p, &err), !fault);
	if (fault && !strstr(err.text, fault))
		fail_msg("\"%s\" lacks \"%s\"", err.text, fault);
	mb_err_clear(&err);
}

#define NUMBER(field, value)                                                                       \
	{                                                                                          \
		MB_WHERE_TOKEN, field, MB_MATCH_EQUAL, value, MB_MEANS_BAD_PASSWORD, "wrong",      \
		    NULL, MB_WHO_YOU, 0                                                            \
	}

/* The work of a load is one pass over the rows: what takes pairs of rows is for the review. */
static void load_does_not_review(void **state)
{
	static const struct mb_grant_row grants[] = { { MB_GRANT_DEVICE_CODE, NULL }, { 0 } };
	static const struct mb_error_rule twice[] = {
		NUMBER("error", "50126"),
		NUMBER("error", "50126"),
		{ 0 },
	};
	struct mb_plugin p = {
		MB_PLUGIN_HEAD, .name = "x", .title = "X", .grants = grants, .errors = twice,
	};
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_tables_check(&p, &err));
	assert_false(mb_review_tables(&p, &err));
	mb_err_clear(&err);
}

static void of_numbers(void **state)
{
	static const struct mb_error_rule numbers[] = {
		NUMBER("error_codes", "50126"),
		NUMBER("error", "50126"),
		{ 0 },
	};
	static const struct mb_sentence sound[] = {
		{ "wrong user name", "50126" },
		{ "wrong user", "50126" },
		{ 0 },
	};
	static const struct mb_sentence hidden[] = {
		{ "Wrong User", "50126" },
		{ "wrong user name", "50126" },
		{ 0 },
	};
	static const struct mb_sentence empty[] = { { "", "50126" }, { 0 } };

	(void)state;
	with_numbers(sound, numbers, NULL);
	with_numbers(sound, numbers + 1, "sentences, row 1: no row of the errors");
	with_numbers(hidden, numbers, "sentences, row 2: never reached");
	with_numbers(empty, numbers, "sentences, row 1: text or code");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_all_rows),
		cmocka_unit_test(of_those_who_refuse_a_grant),
		cmocka_unit_test(load_does_not_review),
		cmocka_unit_test(of_numbers),
		cmocka_unit_test(words_for_what_is_not_said),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
