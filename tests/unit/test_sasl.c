/* SPDX-License-Identifier: MIT */
/* Initial responses with a token. */
#include "unit/scratch.h"

#include <string.h>

#include "account/sasl.h"
#include "base/buf.h"
#include "crypto/base64.h"

static struct mb_buf out;

static int setup(void **state)
{
	(void)state;
	mb_buf_init(&out, 10000);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mb_buf_fini(&out);
	return 0;
}

/* The response is this text in base64. */
static void is(const char *text)
{
	struct mb_buf wanted;

	mb_buf_init(&wanted, 10000);
	mb_base64(&wanted, text, strlen(text));
	assert_string_equal(mb_buf_str(&out), mb_buf_str(&wanted));
	mb_buf_fini(&wanted);
	mb_buf_fini(&out);
	mb_buf_init(&out, 10000);
}

static void the_responses(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_sasl_xoauth2(&out, "anna@x", "token\n", 5, &err));
	is("user=anna@x\001auth=Bearer token\001\001");
	assert_true(mb_sasl_oauthbearer(&out, "anna@x", "imap.example", 993, "token", 5, &err));
	is("n,a=anna@x,\001host=imap.example\001port=993\001auth=Bearer token\001\001");
	/* RFC 5801 4 */
	assert_true(mb_sasl_oauthbearer(&out, "a=b,c", NULL, 993, "token", 5, &err));
	is("n,a=a=3Db=2Cc,\001auth=Bearer token\001\001");
}

/* Nothing may add parts to a response. */
static void what_is_refused(void **state)
{
	static const struct {
		const char *user, *token;
		enum mb_code code;
	} all[] = {
		{ NULL, "t", MB_E_CONFIG },     { "", "t", MB_E_CONFIG },
		{ "a\001b", "t", MB_E_CONFIG }, { "a\037", "t", MB_E_CONFIG },
		{ "a\177", "t", MB_E_CONFIG },  { "a", "t\001", MB_E_RETRY },
		{ "a", "t t", MB_E_RETRY },     { "a b~", "t", MB_OK },
		{ "\303\274", "t", MB_OK },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_err err = MB_ERR_INIT;
		size_t len = strlen(all[i].token);

		assert_int_equal(mb_sasl_xoauth2(&out, all[i].user, all[i].token, len, &err),
				 all[i].code == MB_OK);
		assert_int_equal(err.code, all[i].code);
		mb_err_clear(&err);
		assert_int_equal(
		    mb_sasl_oauthbearer(&out, all[i].user, "x", 1, all[i].token, len, &err),
		    all[i].code == MB_OK);
		assert_int_equal(err.code, all[i].code);
		mb_err_clear(&err);
		assert_int_equal(out.len == 0, all[i].code != MB_OK);
		mb_buf_fini(&out);
		mb_buf_init(&out, 10000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_responses, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_refused, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
