/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/stamp.h"
#include "store/token_file.h"

#define NOW 1790000000

#define GOOD                                                                                       \
	"eyJ0b2tlbg.x\nversion 1\nexpires 1790003600\nlifetime 3600\nmin_validity 300\n"           \
	"timeout 30\nconfig 1:2:3:4.5 /home/anna/a config\nsettings abc\n"

static char *path;

static int setup(void **state)
{
	if (scratch_setup(state) < 0)
		return -1;
	path = scratch_path("work");
	return 0;
}

static int teardown(void **state)
{
	free(path);
	return scratch_teardown(state);
}

static void reads_what_it_writes(void **state)
{
	struct mb_token_file t, back;
	struct mb_buf out;

	(void)state;
	scratch_write_str(path, GOOD, 0600);
	assert_true(mb_token_file_load(&t, path));
	assert_int_equal(t.token_len, 12);
	assert_memory_equal(t.token, "eyJ0b2tlbg.x\n", 13);
	assert_int_equal(t.expires, 1790003600);
	assert_int_equal(t.lifetime, 3600);
	assert_int_equal(t.min_validity, 300);
	assert_int_equal(t.timeout, 30);
	assert_string_equal(t.stamp, "1:2:3:4.5 /home/anna/a config");
	assert_string_equal(t.binding, "abc");
	mb_buf_init(&out, MB_TOKEN_FILE_MAX);
	mb_token_file_format(&t, &out);
	assert_string_equal(mb_buf_str(&out), GOOD);
	scratch_write(path, out.data, out.len, 0600);
	assert_true(mb_token_file_load(&back, path));
	assert_string_equal(back.stamp, t.stamp);
	mb_buf_fini(&out);
	mb_token_file_fini(&t);
	mb_token_file_fini(&back);
	assert_null(t.token);
}

static void the_longest_token_fits(void **state)
{
	char *text = malloc(MB_TOKEN_MAX + 500);
	struct mb_token_file t;

	(void)state;
	for (size_t over = 0; over < 2; over++) {
		memset(text, 'x', MB_TOKEN_MAX + over);
		strcpy(text + MB_TOKEN_MAX + over, strchr(GOOD, '\n'));
		scratch_write_str(path, text, 0600);
		assert_int_equal(mb_token_file_load(&t, path), !over);
		if (!over)
			assert_int_equal(t.token_len, MB_TOKEN_MAX);
		mb_token_file_fini(&t);
	}
	free(text);
}

static void a_damaged_file_is_no_token(void **state)
{
	static const char *const bad[] = {
		"",
		"\n",
		"token",
		"token\n",
		"\nversion 1\nexpires 1\nlifetime 1\nmin_validity 1\ntimeout 1\nconfig c\nsettings s\n",
		"t\nversion 2\nexpires 1\nlifetime 1\nmin_validity 1\ntimeout 1\nconfig c\nsettings s\n",
		"t\nversion 1\nlifetime 1\nmin_validity 1\ntimeout 1\nconfig c\nsettings s\n",
		"t\nversion 1\nexpires -1\nlifetime 1\nmin_validity 1\ntimeout 1\nconfig c\nsettings s\n",
		"t\nversion 1\nexpires 1x\nlifetime 1\nmin_validity 1\ntimeout 1\nconfig c\nsettings s\n",
		"t\nversion 1\nexpires\nlifetime 1\nmin_validity 1\ntimeout 1\nconfig c\nsettings s\n",
		"t\nversion 1\nexpires 1\nlifetime 1\nmin_validity 1\ntimeout 0\nconfig c\nsettings s\n",
		"t\nversion 1\nexpires 1\nlifetime 1\nmin_validity 1\ntimeout 1\nsettings s\n",
		"t\nversion 1\nexpires 1\nlifetime 1\nmin_validity 1\ntimeout 1\nconfig c\n",
		"t\nversion 1\nexpires 99999999999999999999\nlifetime 1\nmin_validity 1\ntimeout 1\nconfig c\nsettings s\n",
	};
	struct mb_token_file t;

	(void)state;
	for (size_t i = 0; i < N(bad); i++) {
		scratch_write_str(path, bad[i], 0600);
		if (mb_token_file_load(&t, path))
			fail_msg("row %zu", i);
		mb_token_file_fini(&t);
	}
	/* each prefix of a good one: what a crash could leave, if files were written in place */
	for (size_t len = 0; len < strlen(GOOD) - 4; len++) {
		scratch_write(path, GOOD, len, 0600);
		if (mb_token_file_load(&t, path))
			fail_msg("the first %zu bytes", len);
		mb_token_file_fini(&t);
	}
	scratch_write(path, GOOD "\0", sizeof(GOOD), 0600);
	assert_false(mb_token_file_load(&t, path));
	mb_token_file_fini(&t);
	unlink(path);
	assert_false(mb_token_file_load(&t, path));
	mb_token_file_fini(&t);
}

static void a_file_that_others_can_read_is_no_token(void **state)
{
	static const mode_t bad[] = { 0640, 0604, 0620, 0666 };
	struct mb_token_file t;

	(void)state;
	for (size_t i = 0; i < N(bad); i++) {
		scratch_write_str(path, GOOD, bad[i]);
		assert_false(mb_token_file_load(&t, path));
		mb_token_file_fini(&t);
	}
}

static void freshness(void **state)
{
	static const struct {
		int64_t expires, lifetime, min_validity;
		bool fresh;
	} rows[] = {
		{ NOW + 3600, 3600, 300, true }, /* just obtained */
		{ NOW + 300, 3600, 300, true },
		{ NOW + 299, 3600, 300, false },
		{ NOW + 1, 3600, 0, true },
		{ NOW, 3600, 0, false }, /* expired is expired */
		{ NOW - 1, 3600, 0, false },
		{ 0, 3600, 0, false },
		/* min_validity counts for no more than half the lifetime */
		{ NOW + 1800, 3600, 86400, true },
		{ NOW + 1799, 3600, 86400, false },
		{ NOW + 50, 100, 300, true },
		{ NOW + 49, 100, 300, false },
		/* expires later than it can: the clock was set back */
		{ NOW + 3601, 3600, 300, false },
		{ INT64_C(1) << 62, 3600, 300, false },
		{ NOW + 1, 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct mb_token_file t = { .expires = rows[i].expires, .lifetime = rows[i].lifetime };

		if (mb_token_file_fresh(&t, NOW, rows[i].min_validity) != rows[i].fresh)
			fail_msg("row %zu", i);
	}
}

static void one_obtained_meanwhile_is_newer(void **state)
{
	struct mb_token_file none = { 0 };
	struct mb_token_file old = { .token = "old", .token_len = 3, .expires = NOW + 100 };
	struct mb_token_file other = { .token = "new", .token_len = 3, .expires = NOW + 100 };
	struct mb_token_file later = { .token = "old", .token_len = 3, .expires = NOW + 200 };
	struct mb_token_file longer = { .token = "old2", .token_len = 4, .expires = NOW + 100 };
	struct mb_token_file dead = { .token = "new", .token_len = 3, .expires = NOW };

	(void)state;
	assert_true(mb_token_file_newer(&old, &none, NOW));
	assert_false(mb_token_file_newer(&old, &old, NOW));
	assert_true(mb_token_file_newer(&other, &old, NOW));
	assert_true(mb_token_file_newer(&later, &old, NOW));
	assert_true(mb_token_file_newer(&longer, &old, NOW));
	assert_false(mb_token_file_newer(&dead, &old, NOW));
}

/* Packets keep writes apart: what one read brings was one write. */
static void is_printed_in_one_write(void **state)
{
	char line[] = "0123456789\n", got[64];
	int saved = dup(STDOUT_FILENO), p[2];
	bool ok;

	(void)state;
	assert_int_equal(pipe2(p, O_DIRECT), 0);
	assert_true(dup2(p[1], STDOUT_FILENO) >= 0);
	ok = mb_token_print(line, 11);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(p[1]);
	assert_true(ok);
	assert_int_equal(read(p[0], got, sizeof(got)), 11);
	assert_memory_equal(got, line, 11);
	assert_int_equal(read(p[0], got, sizeof(got)), 0);
	close(p[0]);
}

static void a_failed_print_is_told(void **state)
{
	int saved = dup(STDOUT_FILENO), full = open("/dev/full", O_WRONLY);
	bool ok;

	(void)state;
	assert_true(full >= 0);
	dup2(full, STDOUT_FILENO);
	ok = mb_token_print("token\n", 6);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(full);
	assert_false(ok);
}

static char *stamp_of(const char *file)
{
	struct stat st;

	assert_int_equal(stat(file, &st), 0);
	return mb_stamp(file, &st);
}

static void a_changed_config_has_another_stamp(void **state)
{
	static const struct timespec times[][2] = {
		{ { 1, 0 }, { 1000, 7 } }, { { 1, 0 }, { 1001, 7 } }, { { 1, 0 }, { 1001, 8 } }
	};
	char *config = scratch_path("config"), *second = scratch_path("second"), *before, *now;
	size_t last = N(times) - 1;

	(void)state;
	scratch_write_str(config, "a", 0600);
	before = stamp_of(config);
	now = stamp_of(config);
	assert_string_equal(before, now);
	for (size_t i = 0; i < N(times); i++) {
		free(now);
		assert_int_equal(utimensat(AT_FDCWD, config, times[i], 0), 0);
		now = stamp_of(config);
		assert_string_not_equal(before, now);
		free(before);
		before = stamp_of(config);
	}
	/* another size, then another file of the same size and time, then another path */
	for (int same_size = 0; same_size < 2; same_size++) {
		free(now);
		scratch_write_str(second, same_size ? "bc" : "ab", 0600);
		assert_int_equal(utimensat(AT_FDCWD, second, times[last], 0), 0);
		assert_int_equal(rename(second, config), 0);
		now = stamp_of(config);
		assert_string_not_equal(before, now);
		free(before);
		before = stamp_of(config);
	}
	free(now);
	assert_int_equal(link(config, second), 0);
	now = stamp_of(second);
	assert_string_not_equal(before, now);
	free(before);
	free(now);
	free(config);
	free(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_it_writes),
		cmocka_unit_test(the_longest_token_fits),
		cmocka_unit_test(a_damaged_file_is_no_token),
		cmocka_unit_test(a_file_that_others_can_read_is_no_token),
		cmocka_unit_test(freshness),
		cmocka_unit_test(one_obtained_meanwhile_is_newer),
		cmocka_unit_test(is_printed_in_one_write),
		cmocka_unit_test(a_failed_print_is_told),
		cmocka_unit_test(a_changed_config_has_another_stamp),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
