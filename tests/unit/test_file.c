/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "global/file.h"

static void reads_the_whole_file(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *path = scratch_path("whole");
	char text[10000];
	struct mb_buf buf;
	struct stat st;
	bool absent = true;

	(void)state;
	memset(text, 'x', sizeof(text));
	text[5000] = '\0';
	scratch_write(path, text, sizeof(text), 0600);
	mb_buf_init(&buf, sizeof(text));
	assert_true(mb_file_read(path, MB_TRUST_OWN, &buf, &st, &absent, &err));
	assert_false(absent);
	assert_int_equal(buf.len, sizeof(text));
	assert_memory_equal(buf.data, text, sizeof(text));
	assert_int_equal(st.st_size, (off_t)sizeof(text));
	mb_buf_fini(&buf);
	free(path);
}

static void says_when_it_is_absent(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *file = scratch_path("file"), *none = scratch_path("none"),
	     *below = scratch_path("file/x");
	struct mb_buf buf;
	bool absent = false;

	(void)state;
	mb_buf_init(&buf, 10);
	scratch_write_str(file, "x", 0600);
	assert_false(mb_file_read(none, MB_TRUST_ANY, &buf, NULL, &absent, &err));
	assert_true(absent);
	assert_int_equal(err.code, MB_E_IO);
	assert_non_null(strstr(err.text, none));
	absent = false;
	assert_false(mb_file_read(below, MB_TRUST_ANY, &buf, NULL, &absent, &err));
	assert_true(absent);
	mb_err_clear(&err);
	mb_buf_fini(&buf);
	free(file);
	free(none);
	free(below);
}

static void too_long_is_an_error(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *path = scratch_path("long");
	struct mb_buf buf;
	bool absent = true;

	(void)state;
	scratch_write_str(path, "12345", 0600);
	mb_buf_init(&buf, 4);
	assert_false(mb_file_read(path, MB_TRUST_ANY, &buf, NULL, &absent, &err));
	assert_false(absent);
	assert_int_equal(err.code, MB_E_IO);
	mb_err_clear(&err);
	mb_buf_fini(&buf);
	free(path);
}

static void only_regular_files(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *fifo = scratch_path("fifo");
	const char *paths[] = { scratch_dir(), fifo, "/dev/null" };
	struct mb_buf buf;

	(void)state;
	assert_int_equal(mkfifo(fifo, 0600), 0);
	mb_buf_init(&buf, 100);
	for (size_t i = 0; i < N(paths); i++) {
		assert_false(mb_file_read(paths[i], MB_TRUST_ANY, &buf, NULL, NULL, &err));
		assert_non_null(strstr(err.text, "is not a file"));
	}
	mb_err_clear(&err);
	mb_buf_fini(&buf);
	free(fifo);
}

static void what_cannot_be_trusted_is_not_read(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *path = scratch_path("open");
	struct mb_buf buf;
	bool absent = true;

	(void)state;
	scratch_write_str(path, "secret", 0640);
	mb_buf_init(&buf, 100);
	assert_false(mb_file_read(path, MB_TRUST_OWN, &buf, NULL, &absent, &err));
	assert_false(absent);
	assert_int_equal(err.code, MB_E_CONFIG);
	assert_non_null(strstr(err.text, "chmod"));
	assert_int_equal(buf.len, 0);
	mb_err_clear(&err);
	mb_buf_fini(&buf);
	free(path);
}

static void trust(void **state)
{
	const uid_t me = geteuid(), other = me + 12345;
	const struct {
		uid_t owner;
		mode_t mode;
		unsigned trust;
		bool ok;
	} rows[] = {
		{ other, 0666, MB_TRUST_ANY, true },
		{ me, 0644, MB_TRUST_WRITER, true },
		{ 0, 0644, MB_TRUST_WRITER, true },
		{ other, 0644, MB_TRUST_WRITER, false },
		{ me, 0664, MB_TRUST_WRITER, false },
		{ me, 0646, MB_TRUST_WRITER, false },
		{ me, 0600, MB_TRUST_SECRET, true },
		{ me, 0640, MB_TRUST_SECRET, true },
		{ me, 0644, MB_TRUST_SECRET, false },
		{ me, 0660, MB_TRUST_SECRET, false },
		{ me, 0601, MB_TRUST_SECRET, false },
		{ other, 0600, MB_TRUST_WRITER | MB_TRUST_SECRET, false },
		{ me, 0600, MB_TRUST_OWN, true },
		{ me, 0700, MB_TRUST_OWN, true },
		{ me, 0640, MB_TRUST_OWN, false },
		{ me, 0604, MB_TRUST_OWN, false },
		{ other, 0600, MB_TRUST_OWN, false },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct stat st = { .st_uid = rows[i].owner, .st_mode = S_IFREG | rows[i].mode };
		char *why = mb_file_distrust("/some/file", &st, rows[i].trust);

		if (rows[i].ok != !why || (why && !strstr(why, "/some/file")))
			fail_msg("row %zu: %s", i, why ? why : "trusted");
		free(why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_whole_file),
		cmocka_unit_test(says_when_it_is_absent),
		cmocka_unit_test(too_long_is_an_error),
		cmocka_unit_test(only_regular_files),
		cmocka_unit_test(what_cannot_be_trusted_is_not_read),
		cmocka_unit_test(trust),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
