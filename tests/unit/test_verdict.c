/* SPDX-License-Identifier: MIT */
/* The sentences that verdicts become. */
#include "unit/scratch.h"

#include <string.h>

#include "config/account.h"
#include "meaning/judge.h"

static const struct mb_plugin plugin = { MB_PLUGIN_HEAD, .name = "test" };
static char name[] = "work";
static const struct mb_account account = { .name = name, .plugin = &plugin };

static void becomes(const struct mb_verdict *v, enum mb_code code, const char *text)
{
	struct mb_err err = MB_ERR_INIT;

	assert_false(mb_verdict_err(v, &account, &err));
	assert_string_equal(err.text, text);
	assert_int_equal(err.code, code);
	mb_err_clear(&err);
}

static void each_meaning_says_what_to_do(void **state)
{
	static const struct {
		enum mb_meaning meaning;
		enum mb_code code;
		const char *text;
	} all[] = {
		{ MB_MEANS_UNKNOWN, MB_E_DENIED,
		  "the provider refuses for a reason that mailbearer does not know: ask those who "
		  "run it" },
		{ MB_MEANS_RETRY, MB_E_RETRY, "try again later" },
		{ MB_MEANS_LOGIN_AGAIN, MB_E_LOGIN, "sign in again: mailbearer login work" },
		{ MB_MEANS_BAD_PASSWORD, MB_E_DENIED,
		  "correct user and password in the account, then: mailbearer login work" },
		{ MB_MEANS_DENIED, MB_E_DENIED, "ask your administrator" },
		{ MB_MEANS_FIX_CONFIG, MB_E_CONFIG,
		  "correct the account work or its app registration" },
		{ MB_MEANS_PENDING, MB_E_RETRY, "not signed in yet" },
		{ MB_MEANS_SLOW_DOWN, MB_E_RETRY, "not signed in yet" },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++)
		becomes(&(struct mb_verdict){ .meaning = all[i].meaning }, all[i].code,
			all[i].text);
}

static void who_must_act(void **state)
{
	struct mb_verdict v = { .meaning = MB_MEANS_DENIED, .remedy = "allow {account}" };

	(void)state;
	v.who = MB_WHO_YOU;
	becomes(&v, MB_E_DENIED, "allow work");
	v.who = MB_WHO_ADMINISTRATOR;
	becomes(&v, MB_E_DENIED, "your administrator must act: allow work");
	v.who = MB_WHO_OWNER;
	becomes(&v, MB_E_DENIED, "the owner of the app registration must act: allow work");
	v.who = MB_WHO_NOBODY;
	becomes(&v, MB_E_DENIED, "allow work");
}

static void why(void **state)
{
	static const struct {
		const char *code, *cause, *detail, *text;
	} all[] = {
		{ NULL, NULL, NULL, "try again later" },
		{ "X1", NULL, NULL, "try again later (X1)" },
		{ NULL, "busy", NULL, "try again later (busy)" },
		{ NULL, NULL, "so they say", "try again later (so they say)" },
		{ "X1", "busy", NULL, "try again later (X1: busy)" },
		{ "X1", NULL, "so they say", "try again later (X1: so they say)" },
		{ NULL, "busy", "so they say", "try again later (busy: so they say)" },
		{ "X1", "busy", "so they say", "try again later (X1: busy: so they say)" },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_verdict v = { .meaning = MB_MEANS_RETRY, .cause = all[i].cause };

		v.code = all[i].code ? strdup(all[i].code) : NULL;
		v.detail = all[i].detail ? strdup(all[i].detail) : NULL;
		becomes(&v, MB_E_RETRY, all[i].text);
		mb_verdict_fini(&v);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_meaning_says_what_to_do),
		cmocka_unit_test(who_must_act),
		cmocka_unit_test(why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
