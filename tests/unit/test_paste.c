/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <string.h>

#include "base/secret.h"
#include "cli/paste.h"

static void what_is_taken_for_an_answer(void **state)
{
	static const struct {
		const char *text, *code, *state, *error;
		bool bare;
	} rows[] = {
		{ "http://localhost:8080/?code=abc&state=xyz", "abc", "xyz", NULL, false },
		{ "  \"http://localhost/?code=abc&state=xyz#fragment\"\r\n", "abc", "xyz", NULL,
		  false },
		{ "<http://127.0.0.1?state=xyz&code=a%2Fb>", "a/b", "xyz", NULL, false },
		{ "https://login.microsoftonline.com/common/oauth2/"
		  "nativeclient?code=M.C5-*!a&state=x",
		  "M.C5-*!a", "x", NULL, false },
		{ "http://localhost/?error=access_denied&state=xyz", NULL, "xyz", "access_denied",
		  false },
		{ "http://localhost/?code=abc", "abc", NULL, NULL, false },
		{ "?code=abc&state=xyz", "abc", "xyz", NULL, false },
		{ "code=abc&state=xyz", "abc", "xyz", NULL, false },
		{ "abc", "abc", NULL, NULL, true },
		{ " 'abc' ", "abc", NULL, NULL, true },
		{ "4/0AX4-b_c", "4/0AX4-b_c", NULL, NULL, true },
		{ "4%2F0AX4", "4/0AX4", NULL, NULL, true },
		{ "a+b&c", "a+b&c", NULL, NULL, true },
		{ "barcode=abc", "barcode=abc", NULL, NULL, true },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct mb_redirect r = MB_REDIRECT_INIT;
		struct mb_err err = MB_ERR_INIT;

		if (!mb_paste_parse(rows[i].text, strlen(rows[i].text), &r, &err))
			fail_msg("%s: %s", rows[i].text, err.text);
		if (rows[i].code)
			assert_string_equal(mb_secret_expose(r.code), rows[i].code);
		else
			assert_null(r.code);
		if (rows[i].state)
			assert_string_equal(r.state, rows[i].state);
		else
			assert_null(r.state);
		if (rows[i].error)
			assert_string_equal(r.error, rows[i].error);
		assert_int_equal(r.bare, rows[i].bare);
		mb_redirect_fini(&r);
	}
}

static void what_is_not(void **state)
{
	static const char *const rows[] = {
		"",
		"   ",
		"\"\"",
		"http://localhost/",
		"https://login.example/authorize?response_type=code&state=x&code_challenge=y",
		"http://localhost/?code=",
		"http://localhost/?code=a&code=b&state=x",
		"http://localhost/?code=a%&state=x",
		"two words",
		"hunter2 is my password",
		"c\303\266de",
		"100%",
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct mb_redirect r = MB_REDIRECT_INIT;
		struct mb_err err = MB_ERR_INIT;

		if (mb_paste_parse(rows[i], strlen(rows[i]), &r, &err) || err.code != MB_E_DATA ||
		    strstr(err.text, "hunter2") || r.code)
			fail_msg("%s", rows[i]);
		mb_err_clear(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_taken_for_an_answer),
		cmocka_unit_test(what_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
