/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "global/command.h"
#include "global/log.h"
#include "base/signals.h"
#include "base/text.h"

/* Runs it with its output in `out`, which is emptied first; its exit status. */
static int run(const char *command, const char *const *args, char *out, size_t size)
{
	struct mb_command c = MB_COMMAND_INIT;
	struct mb_err err = MB_ERR_INIT;
	size_t len = 0;
	ssize_t n;
	int status = -1;

	assert_true(mb_command_start(&c, command, args, MB_COMMAND_OUT, &err));
	while (len < size - 1 && (n = read(c.out, out + len, size - 1 - len)) != 0) {
		assert_true(n > 0 || errno == EINTR);
		len += n > 0 ? (size_t)n : 0;
	}
	out[len] = '\0';
	assert_true(mb_command_wait(&c, mb_deadline_in(10), &status));
	assert_int_equal(c.out, -1);
	return status;
}

static void all_arguments_arrive(void **state)
{
	const char *args[] = { "1", "2", "3", "4", "5", "6", "7", NULL };
	char out[200];

	(void)state;
	assert_int_equal(run("printf '%s '", args, out, sizeof(out)), 0);
	assert_string_equal(out, "1 2 3 4 5 6 7 ");
}

static void arguments_are_never_read_again_as_shell(void **state)
{
	static const char *const args[] = { "; echo x", "$(echo y)`echo z`", "a\nb \"'\\", "*" };
	const char *with_null[] = { args[0], args[1], args[2], args[3], NULL };
	char out[200], want[200];

	(void)state;
	assert_int_equal(run("printf '<%s>'", with_null, out, sizeof(out)), 0);
	snprintf(want, sizeof(want), "<%s><%s><%s><%s>", args[0], args[1], args[2], args[3]);
	assert_string_equal(out, want);
	/* the command itself is shell, as the person wrote it */
	with_null[1] = NULL;
	assert_int_equal(run("printf '<%s>' \"two words\" $((1 + 1))", with_null, out, sizeof(out)),
			 0);
	assert_string_equal(out, "<two words><2><; echo x>");
}

static void stdin_is_empty(void **state)
{
	int saved = dup(STDIN_FILENO), p[2];
	char out[100];

	(void)state;
	assert_int_equal(pipe(p), 0);
	assert_int_equal(write(p[1], "mail", 4), 4);
	dup2(p[0], STDIN_FILENO);
	assert_int_equal(run("cat; readlink /proc/$$/fd/0; :", NULL, out, sizeof(out)), 0);
	assert_string_equal(out, "/dev/null\n");
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(p[0]);
	close(p[1]);
}

static void stdout_goes_nowhere_unless_wanted(void **state)
{
	char *path = scratch_path("fd1"), *text;
	const char *args[] = { path, NULL };
	struct mb_command c = MB_COMMAND_INIT;
	struct mb_err err = MB_ERR_INIT;
	int status = -1;

	(void)state;
	assert_true(mb_command_start(&c,
				     "f() { w=$(readlink /proc/$$/fd/1); echo $w >\"$1\"; "
				     "echo noise; }; f",
				     args, 0, &err));
	assert_int_equal(c.out, -1);
	assert_true(mb_command_wait(&c, mb_deadline_in(10), &status));
	assert_int_equal(status, 0);
	text = scratch_read(path);
	assert_string_equal(text, "/dev/null\n");
	free(text);
	free(path);
}

static void no_other_descriptor_goes_along(void **state)
{
	int fd = open("/dev/null", O_RDONLY), high = fcntl(fd, F_DUPFD, 500);
	char out[300];

	(void)state;
	assert_true(high >= 500);
	assert_int_equal(
	    run("for i in 0 1 2 3 4 5 6 7 8 9 500; do [ -e /proc/$$/fd/$i ] && echo $i; "
		"done; :",
		NULL, out, sizeof(out)),
	    0);
	assert_string_equal(out, "0\n1\n2\n");
	close(fd);
	close(high);
}

static void exit_statuses_are_told(void **state)
{
	char out[10];

	(void)state;
	assert_int_equal(run("exit 7; :", NULL, out, sizeof(out)), 7);
	assert_int_equal(run("kill -KILL $$; :", NULL, out, sizeof(out)), 128 + SIGKILL);
	assert_int_equal(run("exec 2>/dev/null; /no/such/command", NULL, out, sizeof(out)), 127);
	/* also when we were started with SIGCHLD ignored */
	signal(SIGCHLD, SIG_IGN);
	assert_int_equal(run("exit 7; :", NULL, out, sizeof(out)), 7);
}

static void signals_are_as_usual_in_it(void **state)
{
	char out[100];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	mb_signals_hold();
	assert_int_equal(run("kill -PIPE $$; :", NULL, out, sizeof(out)), 128 + SIGPIPE);
	assert_int_equal(run("kill -TERM $$; :", NULL, out, sizeof(out)), 128 + SIGTERM);
	mb_signals_release();
	signal(SIGPIPE, SIG_DFL);
}

/* Gone, or dead and not yet waited for by whoever inherited it. */
static bool is_dead(pid_t pid)
{
	char path[64];
	char *text;
	bool dead;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	text = scratch_read(path);
	dead = !text || strstr(text, ") Z") || strstr(text, ") X");
	free(text);
	return dead;
}

static void the_whole_group_is_killed_in_time(void **state)
{
	struct mb_command c = MB_COMMAND_INIT;
	struct mb_err err = MB_ERR_INIT;
	int64_t start = mb_clock_ms();
	char line[32] = "";
	int status = -1;
	pid_t grandchild;

	(void)state;
	assert_true(
	    mb_command_start(&c, "sleep 600 & echo $!; wait; :", NULL, MB_COMMAND_OUT, &err));
	assert_true(read(c.out, line, sizeof(line) - 1) > 0);
	grandchild = (pid_t)strtol(line, NULL, 10);
	assert_true(grandchild > 1);
	assert_false(mb_command_wait(&c, mb_deadline_in(1), &status));
	assert_int_equal(status, 128 + SIGKILL);
	assert_in_range(mb_clock_ms() - start, 900, 8000);
	for (int i = 0; i < 200 && !is_dead(grandchild); i++)
		mb_clock_sleep_ms(10, mb_deadline_in(1));
	assert_true(is_dead(grandchild));
	assert_int_equal(c.pid, 0);
}

static void output_is_collected(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf out;

	(void)state;
	mb_buf_init(&out, 100000);
	assert_true(mb_command_output("password_command", "head -c 90000 /dev/zero | tr '\\0' x; :",
				      mb_deadline_in(10), &out, &err));
	assert_int_equal(out.len, 90000);
	assert_int_equal(strspn(out.data, "x"), 90000);
	mb_buf_fini(&out);
}

static void failures_name_the_setting_and_not_the_output(void **state)
{
	static const struct {
		const char *command, *says;
		size_t max;
	} rows[] = {
		{ "echo hunter2; exit 3; :", "exit status 3", 100 },
		{ "echo hunter2; sleep 600; :", "not done in time", 100 },
		{ "yes hunter2; :", "prints too much", 100 },
	};
	struct mb_buf out;

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct mb_err err = MB_ERR_INIT;
		int64_t start = mb_clock_ms();

		mb_buf_init(&out, rows[i].max);
		assert_false(mb_command_output("password_command", rows[i].command,
					       mb_deadline_in(1), &out, &err));
		assert_int_equal(err.code, MB_E_DENIED);
		assert_non_null(strstr(err.text, "password_command"));
		assert_non_null(strstr(err.text, rows[i].says));
		assert_null(strstr(err.text, "hunter2"));
		assert_true(mb_clock_ms() - start < 8000);
		mb_err_clear(&err);
		mb_buf_fini(&out);
	}
}

/* What arrives on our stderr, which is no terminal; the caller frees it. */
static char *said(const char *command, int level, bool want)
{
	char *path = scratch_path("stderr"), *text;
	int saved = dup(STDERR_FILENO), fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf out;
	bool ok;

	mb_buf_init(&out, 100);
	mb_log_set_level(level);
	dup2(fd, STDERR_FILENO);
	ok = mb_command_output("password_command", command, mb_deadline_in(20), &out, &err);
	dup2(saved, STDERR_FILENO);
	mb_log_set_level(0);
	assert_int_equal(ok, want);
	close(saved);
	close(fd);
	mb_err_clear(&err);
	mb_buf_fini(&out);
	text = scratch_read(path);
	free(path);
	return text;
}

static void stderr_is_shown_on_failure_and_with_v(void **state)
{
	static const struct {
		const char *command, *shown;
		int level;
		bool ok;
	} rows[] = {
		{ "echo warn >&2; echo secret; :", "", 0, true },
		{ "echo warn >&2; echo secret; :", "", -1, true },
		{ "echo warn >&2; echo secret; :", "warn\n", 1, true },
		{ "echo one >&2; printf two >&2; exit 2; :", "one\ntwo\n", 0, false },
		{ "echo one >&2; exit 2; :", "", -1, false },
		/* also when nobody reads to the end, and with stdout closed before */
		{ "head -c 300000 /dev/zero >&2; echo secret; :", "", 0, true },
		{ "exec >&-; head -c 300000 /dev/zero >&2; :", "", 0, true },
		/* an agent that keeps the pipe, silent or not */
		{ "(sleep 5; :) & echo one >&2; exit 2; :", "one\n", 0, false },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		int64_t start = mb_clock_ms();
		char *text = said(rows[i].command, rows[i].level, rows[i].ok);

		assert_string_equal(text, rows[i].shown);
		assert_true(mb_clock_ms() - start < 4500);
		free(text);
	}
}

static void an_agent_that_talks_on_holds_nobody_up(void **state)
{
	int64_t start = mb_clock_ms();
	char *text = said("(timeout 15 yes >&2) & echo secret; :", 0, true);

	(void)state;
	assert_string_equal(text, "");
	assert_true(mb_clock_ms() - start < 10000);
	free(text);
}

static void the_end_of_a_long_stderr_is_shown(void **state)
{
	char *text = said("seq 1 5000 >&2; exit 2; :", 0, false);

	(void)state;
	assert_in_range(strlen(text), 2000, 2048);
	assert_string_equal(text + strlen(text) - 10, "4999\n5000\n");
	assert_int_equal(strcspn(text, "\n"), 4);
	free(text);
}

/* Runs in a process of its own a command that writes down its own and its child's number. */
static void kill_while_it_runs(int sig, const char *script, int n_dead)
{
	char *path = scratch_path("pids"), *command, *text = NULL, *at;
	pid_t pid;
	int status;

	unlink(path);
	command = mb_text_cat("f=", path, script, NULL);
	pid = fork();
	if (pid == 0) {
		struct mb_err err = MB_ERR_INIT;
		struct mb_buf out;

		signal(sig, SIG_DFL); /* nohup ignores SIGHUP */
		mb_buf_init(&out, 100);
		mb_command_output("password_command", command, mb_deadline_in(60), &out, &err);
		_exit(9);
	}
	for (int i = 0; i < 1000 && !scratch_exists(path); i++)
		mb_clock_sleep_ms(10, mb_deadline_in(1));
	text = scratch_read(path);
	assert_non_null(text);
	kill(pid, sig);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == sig);
	at = text;
	for (int n = 0; n < n_dead; n++) {
		pid_t its = (pid_t)strtol(at, &at, 10);

		assert_true(its > 1);
		for (int i = 0; i < 1000 && !is_dead(its); i++)
			mb_clock_sleep_ms(10, mb_deadline_in(1));
		assert_true(is_dead(its));
	}
	free(text);
	free(command);
	free(path);
}

static void a_signal_takes_the_command_along(void **state)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < N(signals); i++)
		kill_while_it_runs(signals[i],
				   "; sleep 20 & echo $$ $! > $f.new; mv $f.new $f; wait; :", 2);
	kill_while_it_runs(SIGKILL, "; echo $$ > $f.new; mv $f.new $f; exec sleep 20; :", 1);
}

static void one_that_is_left_goes_on(void **state)
{
	char *path = scratch_path("done");
	const char *args[] = { path, NULL };
	struct mb_command c = MB_COMMAND_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(
	    mb_command_start(&c, "f() { sleep .2; echo >\"$1\"; }; f", args, MB_COMMAND_OUT, &err));
	mb_command_leave(&c);
	assert_int_equal(c.pid, 0);
	for (int i = 0; i < 500 && !scratch_exists(path); i++)
		mb_clock_sleep_ms(10, mb_deadline_in(1));
	assert_true(scratch_exists(path));
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arguments_are_never_read_again_as_shell),
		cmocka_unit_test(all_arguments_arrive),
		cmocka_unit_test(stdin_is_empty),
		cmocka_unit_test(stdout_goes_nowhere_unless_wanted),
		cmocka_unit_test(no_other_descriptor_goes_along),
		cmocka_unit_test(exit_statuses_are_told),
		cmocka_unit_test(signals_are_as_usual_in_it),
		cmocka_unit_test(the_whole_group_is_killed_in_time),
		cmocka_unit_test(output_is_collected),
		cmocka_unit_test(failures_name_the_setting_and_not_the_output),
		cmocka_unit_test(stderr_is_shown_on_failure_and_with_v),
		cmocka_unit_test(an_agent_that_talks_on_holds_nobody_up),
		cmocka_unit_test(the_end_of_a_long_stderr_is_shown),
		cmocka_unit_test(a_signal_takes_the_command_along),
		cmocka_unit_test(one_that_is_left_goes_on),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
