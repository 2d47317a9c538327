/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/signals.h"
#include "base/text.h"
#include "base/xalloc.h"

static void close_from_3(void)
{
#ifdef HAVE_CLOSE_RANGE
	if (close_range(3, ~0U, 0) == 0)
		return;
#endif
	for (int fd = 3; fd < 1024; fd++)
		close(fd);
}

static void run_child(char *const *argv, int out)
{
	int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(out >= 0 ? out : null, STDOUT_FILENO) < 0)
		_exit(127);
	close_from_3();
	mb_signals_reset();
	execv("/bin/sh", argv);
	_exit(127);
}

bool mb_command_start(struct mb_command *c, const char *command, const char *const *args,
		      bool with_output, struct mb_err *err)
{
	char *script = mb_xasprintf("%s \"$@\"", command);
	char sh[] = "sh", dash_c[] = "-c";
	char *first[] = { sh, dash_c, script, sh };
	int pipe_fd[2] = { -1, -1 };
	size_t n_args = 0, n = 4;
	bool ok = false;
	char **argv;

	while (args && args[n_args])
		n_args++;
	argv = mb_xcalloc(n + n_args + 1, sizeof(*argv));
	memcpy(argv, first, sizeof(first));
	for (; args && *args; args++)
		argv[n++] = mb_xstrdup(*args);
	if (with_output && pipe2(pipe_fd, O_CLOEXEC) < 0) {
		mb_err_errno(err, _("cannot run a command"));
		goto out;
	}
	/* Inherited as ignored it would lose us the exit status. */
	signal(SIGCHLD, SIG_DFL);
	c->pid = fork();
	if (c->pid == 0)
		run_child(argv, pipe_fd[1]);
	if (c->pid < 0) {
		c->pid = 0;
		mb_err_errno(err, _("cannot run a command"));
		goto out;
	}
	setpgid(c->pid, c->pid); /* both sides, whoever is first */
	c->out = pipe_fd[0];
	pipe_fd[0] = -1;
	ok = true;
out:
	for (int i = 0; i < 2; i++)
		if (pipe_fd[i] >= 0)
			close(pipe_fd[i]);
	for (size_t i = 4; i < n; i++)
		free(argv[i]);
	free(argv);
	free(script);
	return ok;
}

void mb_command_leave(struct mb_command *c)
{
	if (c->out >= 0)
		close(c->out);
	*c = (struct mb_command)MB_COMMAND_INIT;
}

bool mb_command_wait(struct mb_command *c, struct mb_deadline deadline, int *status_r)
{
	int64_t pause = 1;
	int status = 0;
	bool in_time = true;
	pid_t got;

	while ((got = waitpid(c->pid, &status, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
		if (mb_deadline_left_ms(deadline) == 0) {
			in_time = false;
			kill(-c->pid, SIGKILL);
			while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
				;
			break;
		}
		mb_clock_sleep_ms(pause, deadline);
		if (pause < 50)
			pause *= 2;
	}
	*status_r = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	mb_command_leave(c);
	return in_time;
}

/* What is there to read now; false at the end of it. */
static bool read_some(int fd, struct mb_buf *out)
{
	char chunk[4096];
	ssize_t n = read(fd, chunk, sizeof(chunk));

	if (n > 0)
		mb_buf_add(out, chunk, (size_t)n);
	explicit_bzero(chunk, sizeof(chunk));
	return n > 0 || (n < 0 && errno == EINTR);
}

static bool has_ended(pid_t pid)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == pid;
}

/* Until EOF, the deadline, the buffer's limit, or the command's end: an agent that it started may
 * keep the pipe open for ever. */
static void collect(const struct mb_command *c, struct mb_deadline deadline, struct mb_buf *out)
{
	struct pollfd p = { .fd = c->out, .events = POLLIN };

	while (mb_buf_ok(out) && mb_deadline_left_ms(deadline) > 0) {
		int64_t left = mb_deadline_left_ms(deadline);
		bool ended = has_ended(c->pid);
		int rc = poll(&p, 1, ended ? 0 : left < 50 ? (int)left : 50);

		if (rc > 0 ? !read_some(c->out, out) : ended)
			break;
	}
}

bool mb_command_output(const char *what, const char *command, struct mb_deadline deadline,
		       struct mb_buf *out, struct mb_err *err)
{
	struct mb_command c = MB_COMMAND_INIT;
	int status;

	if (!mb_command_start(&c, command, NULL, true, err))
		return false;
	collect(&c, deadline, out);
	if (!mb_buf_ok(out)) {
		kill(-c.pid, SIGKILL);
		mb_command_wait(&c, deadline, &status);
		return mb_err_set(err, MB_E_DENIED, _("%s: prints too much"), what);
	}
	if (!mb_command_wait(&c, deadline, &status))
		return mb_err_set(err, MB_E_DENIED,
				  _("%s: not done in time: does it wait for someone to type?"),
				  what);
	if (status != 0)
		return mb_err_set(err, MB_E_DENIED,
				  _("%s: failed with exit status %d: try the command by hand"),
				  what, status);
	return true;
}
