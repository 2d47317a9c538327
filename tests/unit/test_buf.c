/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "unit/wipe.h"

static void is_born_empty(void **state)
{
	struct mb_buf buf;

	(void)state;
	mb_buf_init(&buf, 10);
	assert_true(mb_buf_ok(&buf));
	assert_string_equal(mb_buf_str(&buf), "");
	mb_buf_fini(&buf);
	assert_string_equal(mb_buf_str(&buf), "");
}

static void grows_and_stays_terminated(void **state)
{
	struct mb_buf buf;

	(void)state;
	mb_buf_init(&buf, 100000);
	for (size_t i = 0; i < 1000; i++) {
		mb_buf_adds(&buf, "abc");
		mb_buf_addc(&buf, 'd');
		mb_buf_addf(&buf, "%s%d", "e", 7);
		assert_int_equal(buf.len, (i + 1) * 6);
		assert_int_equal(strlen(buf.data), buf.len);
	}
	assert_memory_equal(buf.data + 5994, "abcde7", 7);
	mb_buf_fini(&buf);
}

static void takes_as_much_as_its_maximum(void **state)
{
	struct mb_buf buf;

	(void)state;
	mb_buf_init(&buf, 6);
	mb_buf_adds(&buf, "abc");
	mb_buf_adds(&buf, "def");
	assert_true(mb_buf_ok(&buf));
	assert_string_equal(mb_buf_str(&buf), "abcdef");
	mb_buf_fini(&buf);
}

static void a_failure_is_sticky(void **state)
{
	struct mb_buf buf;

	(void)state;
	mb_buf_init(&buf, 6);
	mb_buf_adds(&buf, "abc");
	mb_buf_adds(&buf, "defg");
	assert_false(mb_buf_ok(&buf));
	mb_buf_addc(&buf, 'd');
	assert_false(mb_buf_ok(&buf));
	assert_string_equal(mb_buf_str(&buf), "abc");
	mb_buf_fini(&buf);
	assert_true(mb_buf_ok(&buf));
	mb_buf_addf(&buf, "%s", "seventy");
	assert_false(mb_buf_ok(&buf));
	assert_string_equal(mb_buf_str(&buf), "");
	mb_buf_fini(&buf);
}

static void may_hold_any_byte(void **state)
{
	struct mb_buf buf;

	(void)state;
	mb_buf_init(&buf, 10);
	mb_buf_add(&buf, "a\0b", 3);
	mb_buf_add(&buf, "", 0);
	assert_int_equal(buf.len, 3);
	assert_memory_equal(buf.data, "a\0b", 4);
	mb_buf_fini(&buf);
}

static void cut_forgets_and_wipes(void **state)
{
	struct mb_buf buf;

	(void)state;
	mb_buf_init(&buf, 100);
	mb_buf_cut(&buf, 0);
	mb_buf_adds(&buf, "user secret");
	mb_buf_cut(&buf, 50);
	assert_string_equal(mb_buf_str(&buf), "user secret");
	mb_buf_cut(&buf, 5);
	assert_string_equal(mb_buf_str(&buf), "user ");
	assert_memory_equal(buf.data + 5, "\0\0\0\0\0\0", 6);
	mb_buf_fini(&buf);
}

static void take_hands_over(void **state)
{
	struct mb_buf buf;
	char *s;

	(void)state;
	mb_buf_init(&buf, 100);
	mb_buf_adds(&buf, "text");
	s = mb_buf_take(&buf);
	assert_string_equal(s, "text");
	free(s);
	assert_int_equal(buf.len, 0);
	s = mb_buf_take(&buf);
	assert_string_equal(s, "");
	free(s);
	mb_buf_adds(&buf, "again");
	assert_string_equal(mb_buf_str(&buf), "again");
	mb_buf_fini(&buf);
}

static void leaves_nothing_behind(void **state)
{
	struct mb_buf buf;

	(void)state;
	wipe_watch("hunter2");
	mb_buf_init(&buf, 100000);
	for (int i = 0; i < 2000; i++)
		mb_buf_adds(&buf, "hunter2 ");
	mb_buf_fini(&buf);
	assert_int_equal(wipe_count(), 0);
}

static void room_beforehand(void **state)
{
	struct mb_buf buf;
	const char *data;

	(void)state;
	mb_buf_init(&buf, 300);
	mb_buf_expect(&buf, 301); /* more than there may ever be */
	assert_null(buf.data);
	mb_buf_expect(&buf, 200);
	assert_string_equal(mb_buf_str(&buf), "");
	data = buf.data;
	for (int i = 0; i < 200; i++)
		mb_buf_addc(&buf, 'x');
	assert_ptr_equal(buf.data, data);
	mb_buf_expect(&buf, 10);
	mb_buf_addc(&buf, 'y');
	assert_int_equal(buf.len, 201);
	assert_int_equal(buf.data[200], 'y');
	mb_buf_fini(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(room_beforehand),
		cmocka_unit_test(is_born_empty),
		cmocka_unit_test(grows_and_stays_terminated),
		cmocka_unit_test(takes_as_much_as_its_maximum),
		cmocka_unit_test(a_failure_is_sticky),
		cmocka_unit_test(may_hold_any_byte),
		cmocka_unit_test(cut_forgets_and_wipes),
		cmocka_unit_test(take_hands_over),
		cmocka_unit_test(leaves_nothing_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
