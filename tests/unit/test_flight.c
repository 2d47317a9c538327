/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/flight.h"
#include "store/maildir.h"
#include "store/paths.h"

#define KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static struct mb_paths paths;
static char *dir, *record;

static int setup(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	if (scratch_setup(state) < 0)
		return -1;
	paths.state = scratch_path("state");
	dir = mb_flight_dir(&paths, &err);
	if (!dir)
		return -1;
	record = scratch_path("state/flight/" KEY);
	return 0;
}

static int teardown(void **state)
{
	free(record);
	free(dir);
	free(paths.state);
	return scratch_teardown(state);
}

static void lock(struct mb_flight *f)
{
	struct mb_err err = MB_ERR_INIT;

	assert_true(mb_flight_open(f, &paths, KEY, mb_deadline_in(10), &err));
}

static void send_off(struct mb_flight *f)
{
	struct mb_err err = MB_ERR_INIT;

	assert_true(mb_flight_sent(f, "Entw\303\274rfe", 11, 4294967295U, &err));
}

static void a_record_outlives_its_process(void **state)
{
	struct mb_flight f;

	(void)state;
	lock(&f);
	assert_int_equal(f.state, MB_FLIGHT_NONE);
	send_off(&f);
	mb_flight_close(&f);
	lock(&f);
	assert_int_equal(f.state, MB_FLIGHT_SENT);
	assert_int_equal(f.uidvalidity, 11);
	assert_int_equal(f.uidnext, 4294967295U);
	assert_int_equal(f.lost, 0);
	mb_flight_end(&f);
	assert_false(scratch_exists(record));
}

static void the_loss_of_the_connection_is_noted(void **state)
{
	struct mb_flight f;

	(void)state;
	lock(&f);
	send_off(&f);
	mb_flight_lost(&f);
	mb_flight_close(&f);
	lock(&f);
	assert_int_equal(f.state, MB_FLIGHT_SENT);
	assert_int_equal(f.uidvalidity, 11);
	assert_int_equal(f.uidnext, 4294967295U);
	assert_in_range(f.lost, mb_clock_now() - 100, mb_clock_now());
	/* Again and again: the record does not grow. */
	for (int i = 0; i < 1000; i++)
		mb_flight_lost(&f);
	mb_flight_close(&f);
	lock(&f);
	assert_int_equal(f.uidvalidity, 11);
	/* Another sending is on its way. */
	send_off(&f);
	mb_flight_close(&f);
	lock(&f);
	assert_int_equal(f.lost, 0);
	mb_flight_end(&f);
}

/* The message of either sending may arrive. */
static void the_smaller_uidnext_stays(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_flight f;

	(void)state;
	lock(&f);
	assert_true(mb_flight_sent(&f, "INBOX", 11, 5, &err));
	assert_true(mb_flight_sent(&f, "INBOX", 11, 9, &err));
	mb_flight_close(&f);
	lock(&f);
	assert_int_equal(f.uidnext, 5);
	/* With another UIDVALIDITY the old one means nothing. */
	assert_true(mb_flight_sent(&f, "INBOX", 12, 9, &err));
	mb_flight_close(&f);
	lock(&f);
	assert_int_equal(f.uidvalidity, 12);
	assert_int_equal(f.uidnext, 9);
	mb_flight_end(&f);
}

static void what_was_compared_is_not_compared_again(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_flight f;

	(void)state;
	lock(&f);
	mb_flight_looked(&f, 11, 8); /* nothing was sent: there is nothing to look for */
	assert_int_equal(f.uidnext, 0);
	assert_true(mb_flight_sent(&f, "INBOX", 11, 5, &err));
	mb_flight_looked(&f, 0, 8); /* UIDs of nobody knows which mailbox */
	assert_int_equal(f.uidnext, 5);
	mb_flight_looked(&f, 12, 8);
	mb_flight_close(&f);
	lock(&f);
	assert_int_equal(f.state, MB_FLIGHT_SENT);
	assert_int_equal(f.uidvalidity, 12);
	assert_int_equal(f.uidnext, 8);
	mb_flight_end(&f);
}

static void what_was_not_sent_leaves_nothing(void **state)
{
	struct mb_flight f;

	(void)state;
	lock(&f);
	mb_flight_close(&f);
	assert_false(scratch_exists(record));
	lock(&f);
	send_off(&f);
	mb_flight_none(&f);
	mb_flight_close(&f);
	assert_false(scratch_exists(record));
}

static void done_stays_until_it_is_ended(void **state)
{
	struct mb_flight f;

	(void)state;
	lock(&f);
	send_off(&f);
	mb_flight_done(&f, 12, 34);
	mb_flight_close(&f);
	lock(&f);
	assert_int_equal(f.state, MB_FLIGHT_SENT);
	assert_int_equal(f.uidvalidity, 12);
	assert_int_equal(f.uidnext, 34);
	assert_true(f.lost > 0);
	mb_flight_end(&f);
	lock(&f);
	assert_int_equal(f.state, MB_FLIGHT_NONE);
	mb_flight_close(&f);
}

/* A crash in the middle of the writing: an earlier sending of the message may be on its way. */
static void a_torn_record_says_nothing(void **state)
{
	struct mb_flight f;
	char *whole;

	(void)state;
	lock(&f);
	send_off(&f);
	mb_flight_close(&f);
	whole = scratch_read(record);
	for (size_t len = 0; len < strlen(whole); len++) {
		scratch_write(record, whole, len, 0600);
		lock(&f);
		assert_int_equal(f.state, len ? MB_FLIGHT_SENT : MB_FLIGHT_NONE);
		assert_int_equal(f.uidvalidity, 0);
		assert_int_equal(f.uidnext, 0);
		mb_flight_end(&f);
	}
	free(whole);
}

/* Who waits learns what became of the message, though its record is gone. */
static void who_waits_hears_that_it_is_done(void **state)
{
	struct mb_flight f;
	int status;
	pid_t pid;

	(void)state;
	lock(&f);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct mb_err err = MB_ERR_INIT;
		struct mb_flight mine;

		close(f.lock.fd);
		if (!mb_flight_open(&mine, &paths, KEY, mb_deadline_in(10), &err))
			_exit(100);
		_exit(mine.state == MB_FLIGHT_SENT && mine.uidnext == 34 ? 7 : 8);
	}
	mb_clock_sleep_ms(300, mb_deadline_in(1));
	send_off(&f);
	mb_flight_done(&f, 12, 34);
	mb_flight_end(&f);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
	unlink(record);
}

/* ... and gets a record of his own when it was not. */
static void who_waits_goes_on_when_it_is_not_done(void **state)
{
	struct mb_flight f;
	int status;
	pid_t pid;

	(void)state;
	lock(&f);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct mb_err err = MB_ERR_INIT;
		struct mb_flight mine;

		close(f.lock.fd);
		if (!mb_flight_open(&mine, &paths, KEY, mb_deadline_in(10), &err) ||
		    mine.state != MB_FLIGHT_NONE || !scratch_exists(record))
			_exit(100);
		_exit(0);
	}
	mb_clock_sleep_ms(300, mb_deadline_in(1));
	mb_flight_close(&f);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	unlink(record);
}

/* Somebody has removed the record, and another process has made its own. */
static void the_record_of_another_stays(void **state)
{
	struct mb_flight f, other;

	(void)state;
	lock(&f);
	send_off(&f);
	unlink(record);
	lock(&other);
	mb_flight_end(&f);
	assert_true(scratch_exists(record));
	mb_flight_end(&other);
	assert_false(scratch_exists(record));
}

static void make_old(const char *path)
{
	struct timespec times[2] = { { .tv_sec = mb_clock_now() - MB_FLIGHT_MAX_AGE - 10 },
				     { .tv_sec = mb_clock_now() - MB_FLIGHT_MAX_AGE - 10 } };

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void old_records_are_swept_away(void **state)
{
	struct mb_flight f;

	(void)state;
	lock(&f);
	send_off(&f);
	mb_flight_close(&f);
	mb_flight_sweep(&paths);
	assert_true(scratch_exists(record));
	lock(&f);
	make_old(record);
	mb_flight_sweep(&paths); /* somebody is at work on it */
	assert_true(scratch_exists(record));
	mb_flight_close(&f);
	mb_flight_sweep(&paths);
	assert_false(scratch_exists(record));
}

static void a_maildir_gets_lf(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *folder = scratch_path("rejected"), *new = scratch_path("rejected/new");
	static const char text[] = "a\r\nb\0\r\r\nc";

	(void)state;
	assert_true(mb_maildir_keep(folder, text, sizeof(text) - 1, &err));
	assert_true(mb_maildir_keep(folder, text, sizeof(text) - 1, &err));
	assert_int_equal(scratch_count(new), 2);
	assert_false(mb_maildir_keep("/nonexistent/folder", text, sizeof(text) - 1, &err));
	assert_int_equal(err.code, MB_E_IO);
	mb_err_clear(&err);
	free(folder);
	free(new);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_loss_of_the_connection_is_noted),
		cmocka_unit_test(the_smaller_uidnext_stays),
		cmocka_unit_test(a_record_outlives_its_process),
		cmocka_unit_test(what_was_compared_is_not_compared_again),
		cmocka_unit_test(what_was_not_sent_leaves_nothing),
		cmocka_unit_test(done_stays_until_it_is_ended),
		cmocka_unit_test(a_torn_record_says_nothing),
		cmocka_unit_test(who_waits_hears_that_it_is_done),
		cmocka_unit_test(who_waits_goes_on_when_it_is_not_done),
		cmocka_unit_test(the_record_of_another_stays),
		cmocka_unit_test(old_records_are_swept_away),
		cmocka_unit_test(a_maildir_gets_lf),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
