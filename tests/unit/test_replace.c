/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process.h"
#include "global/replace.h"

static char *path, *tmp;

static int setup(void **state)
{
	if (scratch_setup(state) < 0)
		return -1;
	path = scratch_path("file");
	tmp = scratch_path(".file.tmp");
	return 0;
}

static int teardown(void **state)
{
	free(path);
	free(tmp);
	return scratch_teardown(state);
}

static bool holds(const char *text)
{
	char *now = scratch_read(path);
	bool equal = now && strcmp(now, text) == 0;

	free(now);
	return equal;
}

static void writes_a_file_of_our_own(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct stat st;

	(void)state;
	umask(0);
	assert_true(mb_file_replace(path, "first", 5, &err));
	assert_true(holds("first"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_false(scratch_exists(tmp));
	assert_null(err.text);
}

static void a_reader_keeps_the_old_file(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char text[10];
	int fd;

	(void)state;
	scratch_write_str(path, "before", 0644);
	fd = open(path, O_RDONLY);
	assert_true(mb_file_replace(path, "after", 5, &err));
	assert_int_equal(read(fd, text, sizeof(text)), 6);
	assert_memory_equal(text, "before", 6);
	close(fd);
	assert_true(holds("after"));
}

static void until_the_commit_the_old_file_is_whole(void **state)
{
	struct mb_replace r = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct stat st;

	(void)state;
	scratch_write_str(path, "old", 0600);
	assert_true(mb_replace_begin(&r, path, 10000, &err));
	assert_true(holds("old"));
	assert_int_equal(stat(tmp, &st), 0);
	assert_int_equal(st.st_size, 10000);
	/* What was reserved and not used is not in the file. */
	assert_true(mb_replace_commit(&r, "new", 3, &err));
	assert_true(holds("new"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 3);
	assert_int_equal(r.fd, -1);
	assert_null(r.path);
}

static void more_than_was_reserved_is_written_too(void **state)
{
	struct mb_replace r = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_replace_begin(&r, path, 1, &err));
	assert_true(mb_replace_commit(&r, "longer", 6, &err));
	assert_true(holds("longer"));
}

static void abort_leaves_the_old_file_alone(void **state)
{
	struct mb_replace r = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	mb_replace_abort(&r);
	scratch_write_str(path, "old", 0600);
	assert_true(mb_replace_begin(&r, path, 10, &err));
	mb_replace_abort(&r);
	mb_replace_abort(&r);
	assert_true(holds("old"));
	assert_false(scratch_exists(tmp));
}

static void what_a_crash_left_is_reused(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	scratch_write_str(tmp, "a longer text than what is written now", 0644);
	assert_true(mb_file_replace(path, "now", 3, &err));
	assert_true(holds("now"));
	assert_false(scratch_exists(tmp));
}

static void what_others_have_of_it_gets_nothing(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *link_name = scratch_path("link"), *text, got[8];
	int fd;

	(void)state;
	scratch_write_str(tmp, "before", 0644);
	fd = open(tmp, O_RDONLY);
	assert_int_equal(link(tmp, link_name), 0);
	assert_true(mb_file_replace(path, "secret", 6, &err));
	assert_true(holds("secret"));
	assert_int_equal(read(fd, got, sizeof(got)), 6);
	assert_memory_equal(got, "before", 6);
	text = scratch_read(link_name);
	assert_string_equal(text, "before");
	free(text);
	close(fd);
	unlink(link_name);
	free(link_name);
}

static void a_symbolic_link_is_not_followed(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *target = scratch_path("target"), *text;

	(void)state;
	scratch_write_str(target, "precious", 0600);
	scratch_write_str(path, "old", 0600);
	assert_int_equal(symlink(target, tmp), 0);
	assert_false(mb_file_replace(path, "new", 3, &err));
	assert_int_equal(err.code, MB_E_IO);
	assert_non_null(strstr(err.text, tmp));
	assert_non_null(strstr(err.text, "remove it"));
	text = scratch_read(target);
	assert_string_equal(text, "precious");
	assert_true(holds("old"));
	mb_err_clear(&err);
	free(text);
	unlink(tmp);
	unlink(target);
	free(target);
}

static void a_folder_in_the_way_is_named(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_int_equal(mkdir(tmp, 0700), 0);
	assert_false(mb_file_replace(path, "new", 3, &err));
	assert_non_null(strstr(err.text, tmp));
	assert_non_null(strstr(err.text, "remove it"));
	assert_int_equal(rmdir(tmp), 0);
	mb_err_clear(&err);
}

static void no_folder_is_an_error(void **state)
{
	struct mb_replace r = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;
	char *below = scratch_path("nowhere/file");

	(void)state;
	assert_false(mb_replace_begin(&r, below, 0, &err));
	assert_int_equal(err.code, MB_E_IO);
	assert_non_null(strstr(err.text, below));
	assert_int_equal(r.fd, -1);
	mb_err_clear(&err);
	free(below);
}

static void a_folder_in_its_place_is_an_error(void **state)
{
	struct mb_replace r = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	unlink(path);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_false(mb_replace_begin(&r, path, 0, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	assert_int_equal(r.fd, -1);
	assert_false(mb_file_replace(path, "new", 3, &err));
	assert_false(scratch_exists(tmp));
	assert_int_equal(rmdir(path), 0);
	mb_err_clear(&err);
}

static void asking_changes_nothing(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct stat before, after;

	(void)state;
	scratch_write_str(path, "old", 0600);
	assert_int_equal(stat(scratch_dir(), &before), 0);
	assert_true(mb_replace_possible(path, &err));
	assert_int_equal(stat(scratch_dir(), &after), 0);
	assert_true(holds("old"));
	assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	unlink(path);
	assert_true(mb_replace_possible(path, &err));
	assert_false(scratch_exists(path));
	assert_null(err.text);
}

/* In children: 0 when all is as it should be. */

static int in_a_sticky_folder_of_another(void *arg)
{
	struct mb_replace r = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)arg;
	if (mb_replace_possible(path, &err) || err.code != MB_E_CONFIG)
		return 1;
	if (mb_replace_begin(&r, path, 0, &err) || r.fd != -1 || scratch_exists(tmp))
		return 2;
	mb_err_clear(&err);
	return 0;
}

/* Needs two users: only as root. */
static void another_ones_file_in_a_sticky_folder(void **state)
{
	(void)state;
	if (geteuid() != 0)
		return;
	scratch_write_str(path, "old", 0666);
	assert_int_equal(chmod(scratch_dir(), 01777), 0);
	assert_int_equal(scratch_as_nobody(in_a_sticky_folder_of_another, NULL), 0);
	assert_int_equal(chmod(scratch_dir(), 0700), 0);
	assert_true(holds("old"));
	unlink(path);
}

static int in_a_read_only_folder(void *arg)
{
	struct mb_err err = MB_ERR_INIT;
	int rc = 0;

	(void)arg;
	if (!mb_file_replace(path, "old", 3, &err) || chmod(scratch_dir(), 0500) < 0)
		rc = 1;
	else if (mb_file_replace(path, "new", 3, &err))
		rc = 2;
	else if (err.code != MB_E_IO || !holds("old"))
		rc = 3;
	chmod(scratch_dir(), 0700);
	mb_err_clear(&err);
	return rc ? rc : holds("old") ? 0 : 4;
}

static void a_read_only_folder_keeps_the_old_file(void **state)
{
	(void)state;
	unlink(path);
	assert_int_equal(scratch_in_child(in_a_read_only_folder, NULL, true), 0);
	unlink(path);
}

static int with_no_space(void *arg)
{
	const struct rlimit limit = { 4096, 4096 };
	struct mb_replace r = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;
	char text[8192];

	(void)arg;
	memset(text, 'n', sizeof(text));
	mb_process_harden();
	if (setrlimit(RLIMIT_FSIZE, &limit) < 0)
		return 1;
	/* found out before anything irrevocable */
	if (mb_replace_begin(&r, path, sizeof(text), &err) || err.code != MB_E_IO)
		return 2;
	if (!holds("old") || scratch_exists(tmp))
		return 3;
	/* or, when more came than was expected, at the commit */
	if (!mb_replace_begin(&r, path, 10, &err) ||
	    mb_replace_commit(&r, text, sizeof(text), &err) || r.fd != -1)
		return 4;
	if (!holds("old") || scratch_exists(tmp))
		return 5;
	if (mb_file_replace(path, text, sizeof(text), &err) || !holds("old"))
		return 6;
	mb_err_clear(&err);
	return 0;
}

static void no_space_keeps_the_old_file(void **state)
{
	(void)state;
	scratch_write_str(path, "old", 0600);
	assert_int_equal(scratch_in_child(with_no_space, NULL, false), 0);
}

static void makes_folders_for_us_alone(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *a = scratch_path("a"), *abc = scratch_path("a/b/c");
	struct stat st;

	(void)state;
	umask(0);
	assert_true(mb_file_make_dir(abc, &err));
	assert_true(mb_file_make_dir(abc, &err));
	assert_int_equal(stat(abc, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(stat(a, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(chmod(abc, 0750), 0);
	assert_false(mb_file_make_dir(abc, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	mb_err_clear(&err);
	free(a);
	free(abc);
}

static void a_file_is_no_folder(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *below;

	(void)state;
	scratch_write_str(path, "x", 0600);
	assert_false(mb_file_make_dir(path, &err));
	assert_non_null(strstr(err.text, "is not a folder"));
	below = scratch_path("file/x");
	assert_false(mb_file_make_dir(below, &err));
	assert_non_null(strstr(err.text, "Not a directory"));
	mb_err_clear(&err);
	free(below);
}

static int make_where_we_may_not(void *arg)
{
	struct mb_err err = MB_ERR_INIT;
	char *sub = scratch_path("closed/x");
	int rc = 0;

	(void)arg;
	if (chmod(scratch_dir(), 0500) < 0)
		return 1;
	if (mb_file_make_dir(sub, &err))
		rc = 2;
	else if (!strstr(err.text, "Permission denied"))
		rc = 3;
	chmod(scratch_dir(), 0700);
	mb_err_clear(&err);
	free(sub);
	return rc;
}

static void the_reason_is_the_first_one(void **state)
{
	(void)state;
	assert_int_equal(scratch_in_child(make_where_we_may_not, NULL, true), 0);
}

static void remove_wants_it_gone(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	scratch_write_str(path, "x", 0600);
	assert_true(mb_file_remove(path, &err));
	assert_false(scratch_exists(path));
	assert_true(mb_file_remove(path, &err));
	assert_false(mb_file_remove(scratch_dir(), &err));
	mb_err_clear(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_a_file_of_our_own),
		cmocka_unit_test(a_reader_keeps_the_old_file),
		cmocka_unit_test(until_the_commit_the_old_file_is_whole),
		cmocka_unit_test(more_than_was_reserved_is_written_too),
		cmocka_unit_test(abort_leaves_the_old_file_alone),
		cmocka_unit_test(what_a_crash_left_is_reused),
		cmocka_unit_test(what_others_have_of_it_gets_nothing),
		cmocka_unit_test(a_symbolic_link_is_not_followed),
		cmocka_unit_test(a_folder_in_the_way_is_named),
		cmocka_unit_test(no_folder_is_an_error),
		cmocka_unit_test(a_folder_in_its_place_is_an_error),
		cmocka_unit_test(asking_changes_nothing),
		cmocka_unit_test(another_ones_file_in_a_sticky_folder),
		cmocka_unit_test(a_read_only_folder_keeps_the_old_file),
		cmocka_unit_test(no_space_keeps_the_old_file),
		cmocka_unit_test(makes_folders_for_us_alone),
		cmocka_unit_test(a_file_is_no_folder),
		cmocka_unit_test(the_reason_is_the_first_one),
		cmocka_unit_test(remove_wants_it_gone),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
