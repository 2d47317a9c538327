/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/when.h"

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

static void a_span_is_never_cut_off(void **state)
{
	char span[32];

	(void)state;
	assert_string_equal(mb_when_span(span, sizeof(span), 5 * 86400), "5 days");
	assert_string_equal(mb_when_span(span, sizeof(span), (INT64_C(1) << 32) + 5 * 86400),
			    "49710 days");
}

static void a_moment_is_told_or_is_a_number(void **state)
{
	char at[32];

	(void)state;
	setenv("TZ", "UTC0", 1);
	tzset();
	assert_string_equal(mb_when_local(at, sizeof(at), 1700000000), "2023-11-14 22:13");
	assert_string_equal(mb_when_local(at, sizeof(at), 4949134921),
			    sizeof(time_t) > 4 ? "2126-10-31 15:42" : "4949134921");
	assert_string_equal(mb_when_local(at, sizeof(at), INT64_MAX), "9223372036854775807");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_deadline_runs_down_to_zero),
		cmocka_unit_test(a_number_from_a_damaged_file_is_no_overflow),
		cmocka_unit_test(a_sleep_ends_at_the_deadline),
		cmocka_unit_test(the_time_is_unix_time),
		cmocka_unit_test(a_span_is_never_cut_off),
		cmocka_unit_test(a_moment_is_told_or_is_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
