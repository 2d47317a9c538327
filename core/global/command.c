/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "global/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* Let the kernel kill this child when `parent` is killed by SIGKILL, which leaves it no time to kill the process
 * group. Reaches the shell only, not its children. */
static void die_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL, 0UL, 0UL, 0UL);
	if (getppid() != parent)
		_exit(127);
}

static void run_child(char *const *argv, pid_t parent, int out, int err)
{
	int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	if (out >= 0)
		die_with(parent);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
	    dup2(out >= 0 ? out : null, STDOUT_FILENO) < 0 ||
	    (err >= 0 && dup2(err, STDERR_FILENO) < 0))
		_exit(127);
	close_from_3();
	mb_signals_reset();
	execv("/bin/sh", argv);
	_exit(127);
}

/* Build the argument list: sh -c 'CMD "$@"' sh ARGS. The caller frees the strings and the list. */
static char **arguments(const char *command, const char *const *args)
{
	size_t n_args = 0, n = 0;
	char **argv;

	while (args && args[n_args])
		n_args++;
	argv = mb_xcalloc(n_args + 5, sizeof(*argv));
	argv[n++] = mb_xstrdup("sh");
	argv[n++] = mb_xstrdup("-c");
	argv[n++] = mb_xasprintf("%s \"$@\"", command);
	argv[n++] = mb_xstrdup("sh");
	for (size_t i = 0; i < n_args; i++)
		argv[n++] = mb_xstrdup(args[i]);
	return argv;
}

static void close_pair(const int fds[2])
{
	for (int i = 0; i < 2; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

static bool fork_child(struct mb_command *c, char *const *argv, int out, int err)
{
	pid_t parent = getpid();

	/* If we inherited SIGCHLD as ignored, waitpid() would return no exit status. */
	signal(SIGCHLD, SIG_DFL);
	mb_signals_hold(); /* until mb_signals_take_along() knows the child */
	c->pid = fork();
	if (c->pid == 0)
		run_child(argv, parent, out, err);
	if (c->pid > 0) {
		setpgid(c->pid, c->pid); /* parent and child both call it: either may run first */
		if (out >= 0)
			mb_signals_take_along(c->pid);
	}
	mb_signals_release();
	return c->pid > 0;
}

bool mb_command_start(struct mb_command *c, const char *command, const char *const *args,
		      unsigned keep, struct mb_err *err)
{
	char **argv = arguments(command, args);
	int out[2] = { -1, -1 }, error[2] = { -1, -1 };
	bool ok = (!(keep & MB_COMMAND_OUT) || pipe2(out, O_CLOEXEC) == 0) &&
		  (!(keep & MB_COMMAND_ERR) || pipe2(error, O_CLOEXEC) == 0) &&
		  fork_child(c, argv, out[1], error[1]);

	if (ok) {
		c->out = out[0];
		c->err = error[0];
		out[0] = error[0] = -1;
	} else {
		c->pid = 0;
		mb_err_errno(err, _("cannot run a command"));
	}
	close_pair(out);
	close_pair(error);
	for (size_t i = 0; argv[i]; i++)
		free(argv[i]);
	free(argv);
	return ok;
}

void mb_command_leave(struct mb_command *c)
{
	if (c->out >= 0) {
		mb_signals_take_along(0);
		close(c->out);
	}
	if (c->err >= 0)
		close(c->err);
	*c = (struct mb_command)MB_COMMAND_INIT;
}

bool mb_command_ended(const struct mb_command *c)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == c->pid;
}

bool mb_command_wait(struct mb_command *c, struct mb_deadline deadline, int *status_r)
{
	int64_t pause = 1;
	int status = 0;
	bool in_time;

	while (!(in_time = mb_command_ended(c)) && mb_deadline_left_ms(deadline) > 0) {
		mb_clock_sleep_ms(pause, deadline);
		if (pause < 50)
			pause *= 2;
	}
	if (!in_time)
		kill(-c->pid, SIGKILL);
	if (c->out >= 0)
		mb_signals_take_along(0); /* waitpid() frees the number for another process */
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	*status_r = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	mb_command_leave(c);
	return in_time;
}
