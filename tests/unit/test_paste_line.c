/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/paste.h"

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

/* Not a terminal: what is in the pipe. */
static bool from_pipe(const char *input, size_t len, struct mb_buf *line, struct mb_err *err)
{
	int p[2];
	bool ok;

	assert_int_equal(pipe(p), 0);
	fcntl(p[1], F_SETPIPE_SZ, 65536);
	assert_int_equal(write(p[1], input, len), (ssize_t)len);
	close(p[1]);
	ok = mb_paste_line(p[0], STDERR_FILENO, "not to a pipe", false, mb_deadline_in(10), line,
			   err);
	close(p[0]);
	return ok;
}

static void a_line_from_a_pipe(void **state)
{
	static const char *const rows[][2] = {
		{ "abc\n", "abc" },
		{ "abc\r\nmore\n", "abc" },
		{ "abc", "abc" },
		{ "a\033[200~bc\033[201~\n", "abc" },
		{ "\033[200~ab\nc\033[201~\n", "abc" },
		{ "\n", "" },
	};
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf line;

	(void)state;
	mb_buf_init(&line, MB_REDIRECT_MAX);
	for (size_t i = 0; i < N(rows); i++) {
		assert_true(from_pipe(rows[i][0], strlen(rows[i][0]), &line, &err));
		assert_string_equal(mb_buf_str(&line), rows[i][1]);
		mb_buf_fini(&line);
	}
	assert_false(from_pipe("", 0, &line, &err));
	assert_int_equal(err.code, MB_E_DATA);
	mb_err_clear(&err);
	mb_buf_fini(&line);
}

static void a_line_has_its_limit(void **state)
{
	char *text = malloc(MB_REDIRECT_MAX + 1);
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf line;

	(void)state;
	memset(text, 'x', MB_REDIRECT_MAX + 1);
	mb_buf_init(&line, MB_REDIRECT_MAX);
	assert_true(from_pipe(text, MB_REDIRECT_MAX, &line, &err));
	assert_int_equal(line.len, MB_REDIRECT_MAX);
	mb_buf_fini(&line);
	assert_false(from_pipe(text, MB_REDIRECT_MAX + 1, &line, &err));
	assert_int_equal(err.code, MB_E_DATA);
	mb_err_clear(&err);
	mb_buf_fini(&line);
	/* What is no part of the line counts, too: it would be read for ever. */
	for (size_t i = 0; i + 3 <= MB_REDIRECT_MAX; i += 3)
		memcpy(text + i, "\033[C", 3);
	text[MB_REDIRECT_MAX] = 'x';
	assert_true(from_pipe(text, MB_REDIRECT_MAX + 1, &line, &err));
	mb_buf_fini(&line);
	text = realloc(text, 60000);
	assert_non_null(text);
	for (size_t i = 0; i < 60000; i += 3)
		memcpy(text + i, "\033[C", 3);
	memcpy(text + 60000 - 3, "abc", 3);
	assert_false(from_pipe(text, 60000, &line, &err));
	assert_int_equal(err.code, MB_E_DATA);
	mb_err_clear(&err);
	mb_buf_fini(&line);
	free(text);
}

/* A process with a terminal of its own, reading a line from it. */
struct person {
	int master, slave, result; /* the slave is only looked at */
	pid_t pid;
	struct termios before;
	char screen[8192];
	size_t len;
};

static void nobody_pastes_in_time(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf line;
	int p[2];

	(void)state;
	mb_buf_init(&line, MB_REDIRECT_MAX);
	assert_int_equal(pipe(p), 0);
	assert_int_equal(write(p[1], "half", 4), 4);
	alarm(20);
	assert_false(mb_paste_line(p[0], STDERR_FILENO, "", false, mb_deadline_in(1), &line, &err));
	alarm(0);
	assert_int_equal(err.code, MB_E_RETRY);
	close(p[0]);
	close(p[1]);
	mb_err_clear(&err);
	mb_buf_fini(&line);
}

/* How the next reader asks. */
static const char *prompt = "";
static bool hidden;

static void read_line_and_tell(int result)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf line;
	bool ok;

	mb_buf_init(&line, MB_REDIRECT_MAX);
	ok = mb_paste_line(STDIN_FILENO, STDERR_FILENO, prompt, hidden, mb_deadline_in(60), &line,
			   &err);
	if (ok && write(result, mb_buf_str(&line), line.len) != (ssize_t)line.len)
		_exit(3);
	mb_buf_fini(&line);
	_exit(ok ? 0 : err.code == MB_E_DATA ? 1 : 2);
}

static bool is_as_before(const struct person *p)
{
	struct termios now;

	assert_int_equal(tcgetattr(p->slave, &now), 0);
	return now.c_lflag == p->before.c_lflag && now.c_iflag == p->before.c_iflag &&
	       memcmp(now.c_cc, p->before.c_cc, sizeof(now.c_cc)) == 0;
}

/* What a shell does: the reader is a job in the foreground; when it stops, the terminal is looked at,
 * '!' told, and the job goes on. */
static void be_a_shell(const struct person *p, int result)
{
	pid_t pid;
	int status = 0;

	signal(SIGTTOU, SIG_IGN);
	pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		read_line_and_tell(result);
	}
	while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
		if (!is_as_before(p) || write(result, "!", 1) != 1)
			_exit(99);
		kill(-pid, SIGCONT);
	}
	_exit(WEXITSTATUS(status));
}

static struct person sit_down(bool shell)
{
	struct person p = { .len = 0 };
	int result[2];

	p.master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(p.master >= 0);
	assert_int_equal(grantpt(p.master) + unlockpt(p.master), 0);
	p.slave = open(ptsname(p.master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(p.slave >= 0);
	assert_int_equal(tcgetattr(p.slave, &p.before), 0);
	assert_int_equal(pipe2(result, O_CLOEXEC), 0);
	p.pid = fork();
	assert_true(p.pid >= 0);
	if (p.pid == 0) {
		setsid();
		ioctl(p.slave, TIOCSCTTY, 0);
		dup2(p.slave, 0);
		dup2(p.slave, 1);
		dup2(p.slave, 2);
		/* So that the terminal hangs up when the test is gone. */
		close(p.master);
		if (shell)
			be_a_shell(&p, result[1]);
		read_line_and_tell(result[1]);
	}
	close(result[1]);
	p.result = result[0];
	return p;
}

static bool is_raw(const struct person *p)
{
	struct termios now;

	assert_int_equal(tcgetattr(p->slave, &now), 0);
	return !(now.c_lflag & ICANON) && !(now.c_lflag & ECHO);
}

static void look(struct person *p)
{
	struct pollfd f = { .fd = p->master, .events = POLLIN };

	while (p->len < sizeof(p->screen) - 1 && poll(&f, 1, 0) > 0) {
		ssize_t n = read(p->master, p->screen + p->len, sizeof(p->screen) - 1 - p->len);

		if (n <= 0)
			break;
		p->len += (size_t)n;
	}
	p->screen[p->len] = '\0';
}

static void wait_until_asked(struct person *p)
{
	for (int i = 0; i < 1000 && !is_raw(p); i++)
		usleep(10000);
	assert_true(is_raw(p));
}

static void type(struct person *p, const char *keys, size_t len)
{
	while (len) {
		size_t some = len < 500 ? len : 500;

		look(p);
		assert_int_equal(write(p->master, keys, some), (ssize_t)some);
		keys += some;
		len -= some;
	}
}

/* Some of what the reader tells; it is killed when it takes too long. */
static ssize_t read_result(const struct person *p, char *out, size_t size)
{
	struct pollfd f = { .fd = p->result, .events = POLLIN };

	if (poll(&f, 1, 20000) <= 0)
		kill(p->pid, SIGKILL);
	return read(p->result, out, size);
}

/* The exit status or 128 + signal; what was read is in `line`. */
static int stand_up(struct person *p, char *line, size_t size)
{
	size_t len = 0;
	ssize_t n;
	int status = 0;

	while (len < size - 1 && (n = read_result(p, line + len, size - 1 - len)) > 0)
		len += (size_t)n;
	line[len] = '\0';
	assert_int_equal(waitpid(p->pid, &status, 0), p->pid);
	look(p);
	assert_true(is_as_before(p));
	close(p->result);
	close(p->slave);
	close(p->master);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void keys_on_a_terminal(void **state)
{
	static const struct {
		const char *keys, *line;
		int status;
	} rows[] = {
		{ "abc\r", "abc", 0 },
		{ "abc\n", "abc", 0 },
		{ "abx\177c\r", "abc", 0 },
		{ "\177\177abx\bc\r", "abc", 0 },
		{ "junk\025abc\r", "abc", 0 },
		{ "abc\004", "abc", 0 },
		{ "\033[200~abc\033[201~\r", "abc", 0 },
		{ "\033[200~ab\rc\r\033[201~\r", "abc", 0 },
		{ "a\033[Db\033OAc\r", "abc", 0 },
		{ "abc\033\r", "abc", 0 },
		{ "abc\033[\r", "abc", 0 },
		{ "\r", "", 0 },
		{ "\004", "", 1 },
		{ "\003", "", 128 + SIGINT },
		{ "abc\034", "", 128 + SIGQUIT },
	};
	char line[100];

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct person p = sit_down(false);
		int status;

		wait_until_asked(&p);
		type(&p, rows[i].keys, strlen(rows[i].keys));
		status = stand_up(&p, line, sizeof(line));
		if (status != rows[i].status || strcmp(line, rows[i].line) != 0)
			fail_msg("row %zu: \"%s\" (%d)", i, line, status);
	}
}

static void a_line_longer_than_canonical_mode_can_take(void **state)
{
	struct person p = sit_down(false); /* before malloc(): the child would lose that */
	char *keys = malloc(MB_REDIRECT_MAX + 2), *line = malloc(MB_REDIRECT_MAX + 2);

	(void)state;
	for (size_t i = 0; i < MB_REDIRECT_MAX; i++)
		keys[i] = (char)('a' + i % 26);
	keys[MB_REDIRECT_MAX] = '\r';
	wait_until_asked(&p);
	type(&p, keys, MB_REDIRECT_MAX + 1);
	assert_int_equal(stand_up(&p, line, MB_REDIRECT_MAX + 2), 0);
	assert_int_equal(strlen(line), MB_REDIRECT_MAX);
	assert_memory_equal(line, keys, MB_REDIRECT_MAX);
	/* of which the screen shows the beginning */
	assert_memory_equal(p.screen, keys, 60);
	assert_string_equal(p.screen + 60, "...\r\n");
	free(keys);
	free(line);
}

static void what_is_too_long_is_told(void **state)
{
	struct person p = sit_down(false);
	char *keys = malloc(MB_REDIRECT_MAX + 2);
	char line[10];

	(void)state;
	memset(keys, 'x', MB_REDIRECT_MAX + 1);
	keys[MB_REDIRECT_MAX + 1] = '\r';
	wait_until_asked(&p);
	type(&p, keys, MB_REDIRECT_MAX + 2);
	assert_int_equal(stand_up(&p, line, sizeof(line)), 1);
	free(keys);
}

static void backspace_on_the_screen(void **state)
{
	struct person p = sit_down(false);
	char keys[100], line[100];

	(void)state;
	memset(keys, 'x', 61);
	memcpy(keys + 61, "\177\177y\r", 5);
	wait_until_asked(&p);
	type(&p, keys, 65);
	assert_int_equal(stand_up(&p, line, sizeof(line)), 0);
	assert_int_equal(strlen(line), 60);
	assert_string_equal(p.screen + 60, "...\b\b\b   \b\b\b\b \by\r\n");
}

/* Whoever sees the question may type: the terminal does not echo any more. */
static void a_hidden_line(void **state)
{
	struct person p;
	char line[100];

	(void)state;
	prompt = "Secret: ";
	hidden = true;
	p = sit_down(false);
	prompt = "";
	hidden = false;
	for (int i = 0; i < 1000 && p.len == 0; i++) {
		usleep(10000);
		look(&p);
	}
	assert_true(is_raw(&p));
	type(&p, "geheimx\177\r", 9);
	assert_int_equal(stand_up(&p, line, sizeof(line)), 0);
	assert_string_equal(line, "geheim");
	assert_string_equal(p.screen, "Secret: \r\n");
}

/* Lines after the first must not reach the shell. */
static void the_rest_of_a_paste_is_thrown_away(void **state)
{
	struct pollfd f;
	struct person p = sit_down(false);
	char line[100];

	(void)state;
	wait_until_asked(&p);
	kill(p.pid, SIGSTOP);
	assert_int_equal(write(p.master, "abc\rrm -rf /\r", 13), 13);
	kill(p.pid, SIGCONT);
	f = (struct pollfd){ .fd = p.slave, .events = POLLIN };
	while (waitid(P_PID, (id_t)p.pid, &(siginfo_t){ .si_signo = 0 }, WEXITED | WNOWAIT) < 0 &&
	       errno == EINTR)
		;
	assert_int_equal(poll(&f, 1, 0), 0);
	assert_int_equal(stand_up(&p, line, sizeof(line)), 0);
	assert_string_equal(line, "abc");
}

static void signals_find_the_terminal_restored(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };
	char line[10];

	(void)state;
	for (size_t i = 0; i < N(signals); i++) {
		struct person p = sit_down(false);

		wait_until_asked(&p);
		type(&p, "half", 4);
		kill(p.pid, signals[i]);
		assert_int_equal(stand_up(&p, line, sizeof(line)), 128 + signals[i]);
		assert_string_equal(line, "");
	}
}

static void a_stop_and_going_on(void **state)
{
	struct person p;
	char line[100];

	(void)state;
	if (RUNNING_ON_VALGRIND) /* where a stop signal does not stop */
		return;
	p = sit_down(true);
	for (int i = 0; i < 2; i++) {
		wait_until_asked(&p);
		type(&p, i ? "b" : "a", 1);
		/* ^Z throws away what has not been read yet */
		for (int n = 0; n < 1000 && !strchr(p.screen, i ? 'b' : 'a'); n++) {
			usleep(10000);
			look(&p);
		}
		type(&p, "\032", 1);
		assert_int_equal(read_result(&p, line, 1), 1);
		assert_int_equal(line[0], '!');
	}
	wait_until_asked(&p);
	type(&p, "c\r", 2);
	assert_int_equal(stand_up(&p, line, sizeof(line)), 0);
	assert_string_equal(line, "abc");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_from_a_pipe),
		cmocka_unit_test(nobody_pastes_in_time),
		cmocka_unit_test(a_line_has_its_limit),
		cmocka_unit_test(keys_on_a_terminal),
		cmocka_unit_test(a_line_longer_than_canonical_mode_can_take),
		cmocka_unit_test(what_is_too_long_is_told),
		cmocka_unit_test(backspace_on_the_screen),
		cmocka_unit_test(a_hidden_line),
		cmocka_unit_test(the_rest_of_a_paste_is_thrown_away),
		cmocka_unit_test(signals_find_the_terminal_restored),
		cmocka_unit_test(a_stop_and_going_on),
	};

	/* Ignored by some who run tests (nohup, a shell's background): here they must act. */
	signal(SIGHUP, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
