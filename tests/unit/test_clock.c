/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <time.h>

#include "base/clock.h"

static void a_deadline_runs_down_to_zero(void **state)
{
	struct mb_deadline soon = { mb_clock_ms() + 50 };
	struct mb_deadline past = { mb_clock_ms() - 50 };

	(void)state;
	assert_in_range(mb_deadline_left_ms(soon), 1, 50);
	assert_int_equal(mb_deadline_left_ms(past), 0);
	assert_in_range(mb_deadline_left_ms(mb_deadline_in(10)), 9000, 10000);
	assert_int_equal(mb_deadline_left_ms(mb_deadline_in(0)), 0);
}

static void a_number_from_a_damaged_file_is_no_overflow(void **state)
{
	(void)state;
	assert_true(mb_deadline_left_ms(mb_deadline_in(INT64_MAX)) > 1000000);
	assert_true(mb_deadline_left_ms(mb_deadline_in(INT64_C(1) << 62)) > 1000000);
}

static void a_sleep_ends_at_the_deadline(void **state)
{
	int64_t start = mb_clock_ms();
	struct mb_deadline soon = { start + 50 };

	(void)state;
	mb_clock_sleep_ms(10000, soon);
	assert_true(mb_clock_ms() >= start + 50);
	assert_true(mb_clock_ms() < start + 5000);
	start = mb_clock_ms();
	mb_clock_sleep_ms(60, mb_deadline_in(10));
	assert_true(mb_clock_ms() >= start + 60);
	assert_true(mb_clock_ms() < start + 5000);
}

static void the_time_is_unix_time(void **state)
{
	int64_t before = (int64_t)time(NULL);

	(void)state;
	assert_true(mb_clock_now() >= before && mb_clock_now() <= before + 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_deadline_runs_down_to_zero),
		cmocka_unit_test(a_number_from_a_damaged_file_is_no_overflow),
		cmocka_unit_test(a_sleep_ends_at_the_deadline),
		cmocka_unit_test(the_time_is_unix_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
