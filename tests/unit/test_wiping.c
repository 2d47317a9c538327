/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <string.h>

#include "base/wiping.h"
#include "unit/wipe.h"

static void is_wiped(void **state)
{
	char *p = mb_wiping_malloc(100), *copy;

	(void)state;
	wipe_watch("hunter2");
	strcpy(p, "my password is hunter2");
	copy = mb_wiping_strdup(p);
	assert_string_equal(copy, "my password is hunter2");
	mb_wiping_free(copy);
	mb_wiping_free(p);
	mb_wiping_free(NULL);
	assert_int_equal(wipe_count(), 0);
}

static void grows_and_shrinks(void **state)
{
	char *p = mb_wiping_realloc(NULL, 8);

	(void)state;
	wipe_watch("hunter2");
	memcpy(p, "hunter2", 8);
	p = mb_wiping_realloc(p, 100000);
	assert_string_equal(p, "hunter2");
	p = mb_wiping_realloc(p, 3);
	assert_memory_equal(p, "hun", 3);
	mb_wiping_free(p);
	assert_int_equal(wipe_count(), 0);
}

static void is_zeroed(void **state)
{
	static const char zeros[60];
	char *p = mb_wiping_calloc(3, 20);

	(void)state;
	assert_memory_equal(p, zeros, sizeof(zeros));
	mb_wiping_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_wiped),
		cmocka_unit_test(grows_and_shrinks),
		cmocka_unit_test(is_zeroed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
