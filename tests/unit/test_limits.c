/* SPDX-License-Identifier: MIT */
/* How long a token mail programs take. */
#include "unit/scratch.h"

#include "account/limits.h"
#include "base/buf.h"

static void exactly(size_t len, const char *text)
{
	struct mb_buf out;

	mb_buf_init(&out, 1000);
	assert_int_equal(mb_limits_exceeded(&out, len), *text != '\0');
	assert_string_equal(mb_buf_str(&out), text);
	mb_buf_fini(&out);
}

static void each_limit(void **state)
{
	(void)state;
	exactly(3030, "");
	exactly(3031, "exim takes 3030");
	exactly(3039, "exim takes 3030");
	exactly(3040, "msmtp before 1.8.31 and mpop take 3039, exim takes 3030");
	exactly(4095, "msmtp before 1.8.31 and mpop take 3039, exim takes 3030");
	exactly(4096,
		"msmtp before 1.8.31 and mpop take 3039, exim takes 3030, neomutt takes 4095");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
