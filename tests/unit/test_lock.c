/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "store/lock.h"

static char *path;

static int setup(void **state)
{
	if (scratch_setup(state) < 0)
		return -1;
	path = scratch_path("work.lock");
	return 0;
}

static int teardown(void **state)
{
	free(path);
	return scratch_teardown(state);
}

/* A child that takes the lock, says so, and holds it for so long. */
static pid_t holder(int64_t ms)
{
	int ready[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(ready), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct mb_lock lock = MB_LOCK_INIT;
		bool waited;
		struct mb_err err = MB_ERR_INIT;

		if (!mb_lock_take(&lock, path, true, mb_deadline_in(10), &waited, &err) ||
		    write(ready[1], "x", 1) != 1)
			_exit(1);
		mb_clock_sleep_ms(ms, mb_deadline_in(20));
		_exit(0);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return pid;
}

static void end(pid_t pid)
{
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/* Whether somebody has it, found out from another process. */
static int try_lock(void *arg)
{
	struct mb_lock lock = MB_LOCK_INIT;
	bool waited;
	struct mb_err err = MB_ERR_INIT;

	(void)arg;
	if (mb_lock_take(&lock, path, true, mb_deadline_in(0), &waited, &err))
		return 0;
	mb_err_clear(&err);
	return 1;
}

static bool is_held(void)
{
	return scratch_in_child(try_lock, NULL, false) == 1;
}

static void is_taken_and_released(void **state)
{
	struct mb_lock lock = MB_LOCK_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct stat st;
	bool waited = true;

	(void)state;
	assert_true(mb_lock_take(&lock, path, true, mb_deadline_in(5), &waited, &err));
	assert_false(waited);
	assert_int_equal(fcntl(lock.fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(is_held());
	mb_lock_release(&lock);
	assert_int_equal(lock.fd, -1);
	mb_lock_release(&lock);
	assert_false(is_held());
	assert_true(scratch_exists(path));
}

static void waits_for_the_other(void **state)
{
	struct mb_lock lock = MB_LOCK_INIT;
	struct mb_err err = MB_ERR_INIT;
	pid_t pid = holder(400);
	int64_t start = mb_clock_ms();
	bool waited = false;

	(void)state;
	assert_true(mb_lock_take(&lock, path, true, mb_deadline_in(15), &waited, &err));
	assert_true(waited);
	assert_true(mb_clock_ms() - start >= 200);
	mb_lock_release(&lock);
	end(pid);
}

static void gives_up_at_the_deadline(void **state)
{
	struct mb_lock lock = MB_LOCK_INIT;
	bool waited;
	struct mb_err err = MB_ERR_INIT;
	pid_t pid = holder(20000);
	int64_t start = mb_clock_ms();

	(void)state;
	assert_false(mb_lock_take(&lock, path, true, mb_deadline_in(1), &waited, &err));
	assert_int_equal(err.code, MB_E_RETRY);
	assert_int_equal(lock.fd, -1);
	assert_in_range(mb_clock_ms() - start, 900, 5000);
	mb_err_clear(&err);
	end(pid);
	assert_false(is_held());
}

static void on_alarm(int sig)
{
	(void)sig;
}

static void the_callers_alarm_is_as_before(void **state)
{
	struct sigaction ours = { .sa_handler = on_alarm }, now;
	struct mb_lock lock = MB_LOCK_INIT;
	bool waited;
	struct mb_err err = MB_ERR_INIT;
	struct itimerval timer;
	sigset_t blocked, mask;
	pid_t pid;

	(void)state;
	sigaction(SIGALRM, &ours, NULL);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGALRM);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	pid = holder(20000);
	assert_false(mb_lock_take(&lock, path, true, mb_deadline_in(0), &waited, &err));
	end(pid);
	sigaction(SIGALRM, NULL, &now);
	assert_ptr_equal(now.sa_handler, on_alarm);
	assert_int_equal(getitimer(ITIMER_REAL, &timer), 0);
	assert_int_equal(timer.it_value.tv_sec + timer.it_value.tv_usec, 0);
	sigprocmask(SIG_SETMASK, NULL, &mask);
	assert_true(sigismember(&mask, SIGALRM));
	sigprocmask(SIG_UNBLOCK, &blocked, NULL);
	signal(SIGALRM, SIG_DFL);
	mb_err_clear(&err);
}

static void a_dead_holder_holds_nothing(void **state)
{
	pid_t pid = holder(20000);

	(void)state;
	assert_true(is_held());
	end(pid);
	assert_false(is_held());
}

static void where_no_file_can_be_is_an_error(void **state)
{
	struct mb_lock lock = MB_LOCK_INIT;
	bool waited;
	struct mb_err err = MB_ERR_INIT;
	char *below = scratch_path("nowhere/work.lock"), *link = scratch_path("link.lock");

	(void)state;
	assert_false(mb_lock_take(&lock, below, true, mb_deadline_in(1), &waited, &err));
	assert_int_equal(err.code, MB_E_IO);
	assert_int_equal(symlink("elsewhere", link), 0);
	assert_false(mb_lock_take(&lock, link, true, mb_deadline_in(1), &waited, &err));
	assert_int_equal(lock.fd, -1);
	mb_err_clear(&err);
	free(below);
	free(link);
}

static void is_made_only_if_asked(void **state)
{
	struct mb_lock lock = MB_LOCK_INIT;
	struct mb_err err = MB_ERR_INIT;
	bool waited;

	(void)state;
	unlink(path);
	assert_false(mb_lock_take(&lock, path, false, mb_deadline_in(1), &waited, &err));
	assert_false(scratch_exists(path));
	assert_true(mb_lock_take(&lock, path, true, mb_deadline_in(1), &waited, &err));
	mb_lock_release(&lock);
	assert_true(mb_lock_take(&lock, path, false, mb_deadline_in(1), &waited, &err));
	mb_lock_release(&lock);
	mb_err_clear(&err);
}

/* The second program of the hand-over, this file run with "adopt PATH". Says what it found by its
 * exit status, and then holds the lock while it reads. */
static int adopt(const char *lock_path)
{
	struct mb_lock lock = MB_LOCK_INIT;
	char byte;

	if (!mb_lock_adopt(&lock, lock_path))
		return fcntl(MB_LOCK_FD, F_GETFD) < 0 ? 2 : 5;
	if (lock.fd != MB_LOCK_FD || fcntl(MB_LOCK_FD, F_GETFD) != FD_CLOEXEC)
		return 3;
	if (write(STDOUT_FILENO, "x", 1) != 1 || read(STDIN_FILENO, &byte, 1) < 0)
		return 4;
	mb_lock_release(&lock);
	return 0;
}

struct run {
	pid_t pid;
	int in, out;
};

/* A lock that was handed over and cannot be adopted is let go: it can be taken without waiting. */
static int adopt_in_vain(void *arg)
{
	struct mb_lock lock = MB_LOCK_INIT, again = MB_LOCK_INIT;
	struct mb_err err = MB_ERR_INIT;
	bool waited;

	if (!mb_lock_take(&lock, path, true, mb_deadline_in(5), &waited, &err) ||
	    !mb_lock_hand_over(&lock))
		return 2;
	if (mb_lock_adopt(&again, arg) ||
	    !mb_lock_take(&again, path, false, mb_deadline_in(0), &waited, &err))
		return 1;
	return waited ? 3 : 0;
}

static void what_cannot_be_adopted_is_let_go(void **state)
{
	char *nowhere = scratch_path("nowhere.lock");

	(void)state;
	assert_int_equal(scratch_in_child(adopt_in_vain, nowhere, false), 0);
	free(nowhere);
}

/* Runs adopt() in a new program; before that `take` says whether with the lock. */
static struct run run_adopt(bool take, const char *adopt_path)
{
	char self[PATH_MAX] = "", verb[] = "adopt";
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *arg = strdup(adopt_path);
	char *argv[] = { self, verb, arg, NULL };
	int to[2], from[2];
	struct run run;

	assert_true(len > 0);
	assert_int_equal(pipe2(to, O_CLOEXEC), 0);
	assert_int_equal(pipe2(from, O_CLOEXEC), 0);
	run.pid = fork();
	assert_true(run.pid >= 0);
	if (run.pid == 0) {
		struct mb_lock lock = MB_LOCK_INIT;
		bool waited;
		struct mb_err err = MB_ERR_INIT;

		if (dup2(to[0], STDIN_FILENO) < 0 || dup2(from[1], STDOUT_FILENO) < 0)
			_exit(126);
		for (int fd = 3; fd < 20; fd++)
			close(fd);
		/* so that the lock is not at its place already */
		if (open("/dev/null", O_RDONLY | O_CLOEXEC) != MB_LOCK_FD)
			_exit(125);
		if (take &&
		    (!mb_lock_take(&lock, path, true, mb_deadline_in(5), &waited, &err) ||
		     lock.fd == MB_LOCK_FD || !mb_lock_hand_over(&lock) || lock.fd != MB_LOCK_FD))
			_exit(124);
		execv(self, argv);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	run.in = to[1];
	run.out = from[0];
	free(arg);
	return run;
}

static int end_run(struct run *run)
{
	int status = 0;

	close(run->in);
	close(run->out);
	assert_int_equal(waitpid(run->pid, &status, 0), run->pid);
	return WEXITSTATUS(status);
}

static void survives_exec_when_handed_over(void **state)
{
	struct run run = run_adopt(true, path);
	char byte;

	(void)state;
	assert_int_equal(read(run.out, &byte, 1), 1);
	assert_true(is_held());
	assert_int_equal(end_run(&run), 0);
	assert_false(is_held());
}

/* A lock that was adopted may have to go on. */
static int hand_on(void *arg)
{
	struct mb_lock lock = MB_LOCK_INIT;
	struct mb_err err = MB_ERR_INIT;
	bool waited;

	(void)arg;
	if (!mb_lock_take(&lock, path, true, mb_deadline_in(5), &waited, &err) ||
	    !mb_lock_hand_over(&lock) || fcntl(MB_LOCK_FD, F_SETFD, FD_CLOEXEC) < 0)
		return 2;
	return mb_lock_hand_over(&lock) && fcntl(MB_LOCK_FD, F_GETFD) == 0 ? 0 : 1;
}

static void is_handed_on(void **state)
{
	(void)state;
	assert_int_equal(scratch_in_child(hand_on, NULL, false), 0);
}

static void nothing_handed_over_is_nothing_adopted(void **state)
{
	char *other = scratch_path("other.lock");
	struct run run = run_adopt(false, path);

	(void)state;
	assert_int_equal(end_run(&run), 2);
	scratch_write_str(other, "", 0600);
	run = run_adopt(true, other);
	assert_int_equal(end_run(&run), 2);
	unlink(other);
	run = run_adopt(true, other);
	assert_int_equal(end_run(&run), 2);
	free(other);
}

static int adopt_an_open_file(void *arg)
{
	struct mb_lock lock = MB_LOCK_INIT;
	int fd = open(path, O_RDWR | O_CLOEXEC);

	(void)arg;
	if (fd < 0 || dup2(fd, MB_LOCK_FD) < 0)
		return 2;
	return mb_lock_adopt(&lock, path) ? 1 : 0;
}

static void an_open_file_is_no_lock(void **state)
{
	pid_t pid;

	(void)state;
	assert_int_equal(scratch_in_child(adopt_an_open_file, NULL, false), 0);
	pid = holder(20000);
	assert_int_equal(scratch_in_child(adopt_an_open_file, NULL, false), 0);
	end(pid);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_taken_and_released),
		cmocka_unit_test(waits_for_the_other),
		cmocka_unit_test(gives_up_at_the_deadline),
		cmocka_unit_test(the_callers_alarm_is_as_before),
		cmocka_unit_test(a_dead_holder_holds_nothing),
		cmocka_unit_test(where_no_file_can_be_is_an_error),
		cmocka_unit_test(is_made_only_if_asked),
		cmocka_unit_test(survives_exec_when_handed_over),
		cmocka_unit_test(is_handed_on),
		cmocka_unit_test(nothing_handed_over_is_nothing_adopted),
		cmocka_unit_test(what_cannot_be_adopted_is_let_go),
		cmocka_unit_test(an_open_file_is_no_lock),
	};

	if (argc == 3 && mb_streq(argv[1], "adopt"))
		return adopt(argv[2]);
	return cmocka_run_group_tests(tests, setup, teardown);
}
