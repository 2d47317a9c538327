/* SPDX-License-Identifier: MIT */
/* draft: what is written into the config is read back as it was. */
#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "config/config.h"
#include "config/draft.h"
#include "unit/wipe.h"

static char *quoted(const char *value)
{
	struct mb_buf buf;

	mb_buf_init(&buf, 8192);
	mb_draft_quote(value, &buf);
	return mb_buf_take(&buf);
}

/* Reads a config of one account with these settings. */
static struct mb_config *load(const char *text)
{
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf buf;

	mb_buf_init(&buf, 65536);
	mb_buf_adds(&buf, text);
	if (!mb_config_load_text("config", &buf, false, &config, &err))
		fail_msg("%s: %s", err.text, text);
	mb_buf_fini(&buf);
	return config;
}

static void round_trip(const char *value)
{
	struct mb_account draft = { .name = strdup("work") };
	struct mb_config *config;
	struct mb_buf buf;

	mb_buf_init(&buf, 65536);
	mb_draft_set(&draft, "user", value);
	mb_draft_set(&draft, "client_id", "id");
	mb_draft_write(&draft, false, &buf);
	config = load(mb_buf_str(&buf));
	assert_int_equal(config->n_accounts, 1);
	assert_string_equal(mb_account_given(&config->accounts[0], MB_SET_USER), value);
	assert_string_equal(mb_account_given(&config->accounts[0], MB_SET_CLIENT_ID), "id");
	assert_int_equal(config->accounts[0].given.n, 2);
	mb_config_free(&config);
	mb_draft_empty(&draft);
	mb_buf_fini(&buf);
}

static void every_printable_byte(void **state)
{
	static const char *const around[][2] = { { "", "" },   { "a", "b" },      { "a", "" },
						 { "", "b" },  { "\"", "'" },     { "'", "\"" },
						 { "$", "{" }, { "\\", "\\" },    { "${", "}" },
						 { " ", " " }, { "\xc3\xa4", "" } };
	char value[32], all[128] = "";

	(void)state;
	for (int c = 0x20; c < 0x7f; c++) {
		const char one[2] = { (char)c, '\0' };

		strcat(all, one);
		for (size_t i = 0; i < N(around); i++) {
			snprintf(value, sizeof(value), "%s%c%s", around[i][0], c, around[i][1]);
			round_trip(value);
		}
	}
	round_trip(all);
}

static void traps_of_the_syntax(void **state)
{
	static const char *const values[] = {
		"${HOME}",
		"$HOME",
		"${HOME:-x}",
		"\\${HOME}",
		"pass show 'a b'",
		"//",
		"/* x */",
		"# no",
		"{a, b}",
		"?x",
		"\\n",
		"\\x41",
		"\\\\\\'",
		"a\\",
		"'",
		"\"",
		"''",
		"+=",
		"~GOC.$'x",
		"yes",
		"true",
		"account",
		"end_of_config",
		"0",
		"a\\'b",
		"\\101 \\e",
		"'\"$\\",
	};

	(void)state;
	for (size_t i = 0; i < N(values); i++)
		round_trip(values[i]);
}

/* Bare words and double quotes where they do, as people write them. */
static void the_plainest_form(void **state)
{
	static const struct {
		const char *value, *text;
	} rows[] = {
		{ "microsoft", "microsoft" },
		{ "993", "993" },
		{ "anna@x", "\"anna@x\"" },
		{ "pass show a", "\"pass show a\"" },
		{ "it's", "\"it's\"" },
		{ "a\"b", "'a\"b'" },
		{ "$x", "'$x'" },
		{ "\\", "'\\\\'" },
		{ "\"'", "'\"\\''" },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		char *text = quoted(rows[i].value);

		assert_string_equal(text, rows[i].text);
		free(text);
	}
}

static void lists(void **state)
{
	struct mb_account draft = { .name = strdup("work") };
	struct mb_config *config;
	struct mb_buf buf;

	(void)state;
	mb_buf_init(&buf, 65536);
	mb_draft_set(&draft, "services", "imap\npop3");
	mb_draft_set(&draft, "token_params", "a=b, c\nd='${HOME}");
	mb_draft_write(&draft, false, &buf);
	config = load(mb_buf_str(&buf));
	assert_string_equal(mb_account_given(&config->accounts[0], MB_SET_SERVICES), "imap\npop3");
	assert_string_equal(mb_account_given(&config->accounts[0], MB_SET_TOKEN_PARAMS),
			    "a=b, c\nd='${HOME}");
	assert_non_null(strstr(mb_buf_str(&buf), "= {imap, pop3}\n"));
	mb_config_free(&config);
	mb_draft_empty(&draft);
	mb_buf_fini(&buf);
}

static void set_copy_and_forget(void **state)
{
	struct mb_account a = { .name = NULL }, b = { .name = NULL };

	(void)state;
	mb_draft_set(&a, "x", "1");
	mb_draft_set(&a, "y", "2");
	mb_draft_set(&a, "z", "3");
	mb_draft_set(&a, "x", "4");
	mb_draft_set(&a, "y", NULL);
	mb_draft_set(&a, "nosuch", NULL);
	assert_int_equal(a.given.n, 2);
	assert_string_equal(mb_account_given_named(&a, "x"), "4");
	assert_string_equal(mb_account_given_named(&a, "z"), "3");
	/* Who moves up is found by its id as well. */
	mb_draft_set(&a, "user", "me");
	mb_draft_set(&a, "subject", "you");
	mb_draft_set(&a, "user", NULL);
	assert_null(mb_account_given(&a, MB_SET_USER));
	assert_string_equal(mb_account_given(&a, MB_SET_SUBJECT), "you");
	mb_draft_set(&a, "subject", NULL);
	assert_null(mb_account_given(&a, MB_SET_SUBJECT));
	mb_draft_set(&b, "z", "old");
	mb_draft_copy(&b, &a);
	assert_int_equal(b.given.n, 2);
	assert_string_equal(mb_account_given_named(&b, "z"), "3");
	mb_draft_empty(&a);
	mb_draft_empty(&b);
	assert_int_equal(b.given.n, 0);
}

static void secrets(void **state)
{
	struct mb_account draft = { .name = strdup("work") };
	struct mb_buf buf;

	(void)state;
	wipe_watch("geheim-1234");
	mb_buf_init(&buf, 65536);
	mb_draft_set(&draft, "client_secret", "geheim-1234");
	mb_draft_set(&draft, "proxy", "http://u:geheim-1234@proxy");
	mb_draft_write(&draft, true, &buf);
	assert_null(strstr(mb_buf_str(&buf), "geheim"));
	mb_draft_write(&draft, false, &buf);
	assert_non_null(strstr(mb_buf_str(&buf), "\"geheim-1234\""));
	mb_buf_fini(&buf);
	mb_draft_set(&draft, "client_secret", "geheim-12345");
	mb_draft_set(&draft, "client_secret", NULL);
	mb_draft_empty(&draft);
	assert_int_equal(wipe_count(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_printable_byte), cmocka_unit_test(traps_of_the_syntax),
		cmocka_unit_test(the_plainest_form),    cmocka_unit_test(lists),
		cmocka_unit_test(set_copy_and_forget),  cmocka_unit_test(secrets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
