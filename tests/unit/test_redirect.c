/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "net/redirect.h"
#include "unit/wipe.h"

/* From a copy of just this length: reading past it is found by the sanitizers. */
static bool parse(struct mb_redirect *r, const char *query, struct mb_err *err)
{
	size_t len = strlen(query);
	char *copy = malloc(len + !len);
	bool ok;

	memcpy(copy, query, len);
	ok = mb_redirect_parse(r, copy, len, err);
	explicit_bzero(copy, len);
	free(copy);
	return ok;
}

static void a_code(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect r;

	(void)state;
	assert_true(parse(&r, "code=M.C507_BAY.2.U%21-a~b&state=x%2By&iss=https%3A%2F%2Fi.example%2f"
			      "&session_state=1234&scope=https://mail.google.com/",
			  &err));
	assert_string_equal(mb_secret_expose(r.code), "M.C507_BAY.2.U!-a~b");
	assert_string_equal(r.state, "x+y");
	assert_string_equal(r.iss, "https://i.example/");
	assert_null(r.error);
	assert_false(r.bare);
	mb_redirect_fini(&r);
	assert_null(r.code);
	assert_null(r.state);
	mb_redirect_fini(&r);
}

static void an_error(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect r;

	(void)state;
	assert_true(parse(&r, "error=access_denied&error_subcode=cancel&state=s&error_uri=u"
			      "&error_description=AADSTS65004%3a+User+declined%0d%0aTrace%c3%bc",
			  &err));
	assert_null(r.code);
	assert_string_equal(r.error, "access_denied");
	assert_string_equal(r.error_subcode, "cancel");
	assert_string_equal(r.error_uri, "u");
	assert_string_equal(r.error_description, "AADSTS65004: User declined\r\nTrace\303\274");
	mb_redirect_fini(&r);
}

static void empty_is_missing(void **state)
{
	static const char *const queries[] = { "", "&", "&&", "code=&state=&error=", "code&state",
					       "other=1", "=", "=x", "Code=c&STATE=s" };
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect r;

	(void)state;
	for (size_t i = 0; i < N(queries); i++) {
		assert_true(parse(&r, queries[i], &err));
		assert_null(r.code);
		assert_null(r.state);
		assert_null(r.error);
		mb_redirect_fini(&r);
	}
}

static void malformed_is_refused(void **state)
{
	static const char *const queries[] = {
		"code=a&code=b",     "code=a&state=s&state=s", "code=a&state=s&x=1&x=2",
		"code=a&c%6fde=b",   "code=&code=a",	       "state&state",
		"code=%",	     "code=%4",		       "code=%4g",
		"code=%g4",	     "code=a%00b",	       "code=a&x=%00",
		"code=a&%00=",	     "code=a%20b",	       "code=a+b",
		"code=a%0ab",	     "code=%c3%bc",	       "code=%7f",
		"code=a&error=e",    "code=a\nb",	       "x=a\177",
		"code=a&x=%%%",	     "state=%zz&code=a",
	};
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect r;

	(void)state;
	for (size_t i = 0; i < N(queries); i++) {
		if (parse(&r, queries[i], &err) || err.code != MB_E_DATA)
			fail_msg("%s", queries[i]);
		assert_null(r.code);
		assert_null(r.state);
		mb_err_clear(&err);
	}
	assert_false(mb_redirect_parse(&r, "code=a\0b", 8, &err));
	mb_err_clear(&err);
}

static void a_refusal_does_not_tell_the_value(void **state)
{
	static const char *const queries[] = { "code=hunter2&code=hunter2", "code=hunter2%",
					       "code=hunter2%20", "code=hunter2&error=e" };
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect r;

	(void)state;
	for (size_t i = 0; i < N(queries); i++) {
		assert_false(parse(&r, queries[i], &err));
		assert_null(strstr(err.text, "hunter2"));
	}
	mb_err_clear(&err);
}

static void names_are_compared_whole(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect r;

	(void)state;
	assert_true(parse(&r, "a=1&aa=2&aaa=3&=4&b&ab&code=c", &err));
	mb_redirect_fini(&r);
	assert_false(parse(&r, "a=1&aa=2&aaa=3&=4&b&ab&=5", &err));
	mb_err_clear(&err);
}

static void a_length_has_its_limit(void **state)
{
	char *query = malloc(MB_REDIRECT_MAX + 2);
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect r;

	(void)state;
	memset(query, 'c', MB_REDIRECT_MAX + 2);
	memcpy(query, "code=", 5);
	assert_true(mb_redirect_parse(&r, query, MB_REDIRECT_MAX, &err));
	assert_int_equal(mb_secret_len(r.code), MB_REDIRECT_MAX - 5);
	mb_redirect_fini(&r);
	assert_false(mb_redirect_parse(&r, query, MB_REDIRECT_MAX + 1, &err));
	mb_err_clear(&err);
	/* as many parameters as there can be */
	for (size_t i = 0; i < MB_REDIRECT_MAX; i++)
		query[i] = "ab&"[i % 3];
	assert_false(mb_redirect_parse(&r, query, MB_REDIRECT_MAX, &err));
	mb_err_clear(&err);
	free(query);
}

static void states_are_compared(void **state)
{
	char got[] = "abcdef";
	struct mb_redirect r = { .state = got };

	(void)state;
	assert_true(mb_redirect_state_is(&r, "abcdef"));
	assert_false(mb_redirect_state_is(&r, "abcdeg"));
	assert_false(mb_redirect_state_is(&r, "abcde"));
	assert_false(mb_redirect_state_is(&r, "abcdefg"));
	assert_false(mb_redirect_state_is(&r, ""));
	r.state = NULL;
	assert_false(mb_redirect_state_is(&r, "abcdef"));
	assert_false(mb_redirect_state_is(&r, ""));
	assert_false(mb_redirect_state_is(&r, NULL));
}

static void the_code_is_wiped(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_redirect r;

	(void)state;
	wipe_watch("hunter2");
	assert_true(parse(&r, "state=s&code=hunter2", &err));
	mb_redirect_fini(&r);
	assert_false(parse(&r, "state=s&code=hunter2&code=hunter2", &err));
	mb_err_clear(&err);
	assert_int_equal(wipe_count(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code),
		cmocka_unit_test(an_error),
		cmocka_unit_test(empty_is_missing),
		cmocka_unit_test(malformed_is_refused),
		cmocka_unit_test(a_refusal_does_not_tell_the_value),
		cmocka_unit_test(names_are_compared_whole),
		cmocka_unit_test(a_length_has_its_limit),
		cmocka_unit_test(states_are_compared),
		cmocka_unit_test(the_code_is_wiped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
