/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/command.h"
#include "base/signals.h"

/* Runs it with its output in `out`, which is emptied first; its exit status. */
static int run(const char *command, const char *const *args, char *out, size_t size)
{
	struct mb_command c = MB_COMMAND_INIT;
	struct mb_err err = MB_ERR_INIT;
	size_t len = 0;
	ssize_t n;
	int status = -1;

	assert_true(mb_command_start(&c, command, args, true, &err));
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
				     args, false, &err));
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
	assert_true(mb_command_start(&c, "sleep 600 & echo $!; wait; :", NULL, true, &err));
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

static void one_that_is_left_goes_on(void **state)
{
	char *path = scratch_path("done");
	const char *args[] = { path, NULL };
	struct mb_command c = MB_COMMAND_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_command_start(&c, "f() { sleep .2; echo >\"$1\"; }; f", args, true, &err));
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
		cmocka_unit_test(one_that_is_left_goes_on),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
