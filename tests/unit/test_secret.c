/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <string.h>

#include "base/secret.h"
#include "unit/wipe.h"

static void keeps_every_byte(void **state)
{
	struct mb_secret *s = mb_secret_new("a\0b", 3);

	(void)state;
	assert_int_equal(mb_secret_len(s), 3);
	assert_memory_equal(mb_secret_expose(s), "a\0b", 4);
	mb_secret_free(&s);
	assert_null(s);
}

static void may_be_empty_or_missing(void **state)
{
	struct mb_secret *s = mb_secret_new(NULL, 0);

	(void)state;
	assert_non_null(s);
	assert_string_equal(mb_secret_expose(s), "");
	mb_secret_free(&s);
	mb_secret_free(&s);
	assert_null(mb_secret_new_str(NULL));
	assert_null(mb_secret_copy(NULL));
	assert_null(mb_secret_expose(NULL));
	assert_int_equal(mb_secret_len(NULL), 0);
}

static void compares(void **state)
{
	struct mb_secret *a = mb_secret_new_str("hunter2"), *b = mb_secret_copy(a);
	struct mb_secret *longer = mb_secret_new_str("hunter22");
	struct mb_secret *first = mb_secret_new_str("Hunter2"), *last = mb_secret_new_str("hunter3");

	(void)state;
	assert_ptr_not_equal(a, b);
	assert_true(mb_secret_equal(a, b));
	assert_true(mb_secret_equal(NULL, NULL));
	assert_false(mb_secret_equal(a, NULL));
	assert_false(mb_secret_equal(NULL, a));
	assert_false(mb_secret_equal(a, longer));
	assert_false(mb_secret_equal(longer, a));
	assert_false(mb_secret_equal(a, first));
	assert_false(mb_secret_equal(a, last));
	mb_secret_free(&a);
	mb_secret_free(&b);
	mb_secret_free(&longer);
	mb_secret_free(&first);
	mb_secret_free(&last);
}

static void is_wiped(void **state)
{
	struct mb_secret *a = mb_secret_new_str("my password is hunter2"), *b = mb_secret_copy(a);

	(void)state;
	wipe_watch("hunter2");
	mb_secret_free(&a);
	mb_secret_free(&b);
	assert_int_equal(wipe_count(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_every_byte),
		cmocka_unit_test(may_be_empty_or_missing),
		cmocka_unit_test(compares),
		cmocka_unit_test(is_wiped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
