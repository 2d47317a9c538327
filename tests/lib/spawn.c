/* SPDX-License-Identifier: MIT */
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void in_child(const struct mb_spawn *s, const char *const *argv, int out, int err)
{
	static const int signals[] = { SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE };
	int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	/* As a person's shell would start it, however the tests themselves were started. */
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_DFL);
	if (null < 0 || dup2(s->in_fd > 0 ? s->in_fd : null, 0) < 0 || dup2(out, 1) < 0 ||
	    dup2(err, 2) < 0)
		_exit(127);
	close_range(3, ~0U, 0);
	if (s->prepare)
		s->prepare(s->arg);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

void mb_spawn_start(struct mb_spawn *s, const char *const *argv)
{
	int out[2], err[2];

	s->out_len = s->err_len = 0;
	s->out[0] = s->err[0] = '\0';
	if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0)
		abort();
	s->started_ms = now_ms();
	s->pid = fork();
	if (s->pid < 0)
		abort();
	if (s->pid == 0)
		in_child(s, argv, out[1], err[1]);
	setpgid(s->pid, s->pid);
	close(out[1]);
	close(err[1]);
	s->out_fd = out[0];
	s->err_fd = err[0];
}

/* One piece; false at the end of the stream. */
static bool take(int *fd, char *text, size_t *len)
{
	char rest[4096];
	bool fits = *len + 1 < MB_SPAWN_MAX;
	ssize_t n = fits ? read(*fd, text + *len, MB_SPAWN_MAX - 1 - *len)
			 : read(*fd, rest, sizeof(rest));

	if (n < 0 && errno == EINTR)
		return true;
	if (n <= 0) {
		close(*fd);
		*fd = -1;
		return false;
	}
	if (fits)
		*len += (size_t)n;
	text[*len] = '\0';
	return true;
}

static bool collect(struct mb_spawn *s, int64_t until)
{
	while (s->out_fd >= 0 || s->err_fd >= 0) {
		struct pollfd p[2] = { { s->out_fd, POLLIN, 0 }, { s->err_fd, POLLIN, 0 } };
		int64_t left = until - now_ms();

		if (left <= 0)
			return false;
		if (poll(p, 2, (int)left) <= 0)
			continue;
		if (p[0].revents)
			take(&s->out_fd, s->out, &s->out_len);
		if (p[1].revents)
			take(&s->err_fd, s->err, &s->err_len);
	}
	return true;
}

static bool reap(pid_t pid, int64_t until, int *status_r)
{
	const struct timespec moment = { 0, 1000 * 1000 };

	for (;;) {
		pid_t got = waitpid(pid, status_r, WNOHANG);

		if (got == pid)
			return true;
		if (got < 0 && errno != EINTR)
			abort();
		if (now_ms() >= until)
			return false;
		nanosleep(&moment, NULL);
	}
}

void mb_spawn_finish(struct mb_spawn *s, int timeout_ms)
{
	int64_t until = now_ms() + timeout_ms;
	int status = 0;
	bool in_time = collect(s, until) && reap(s->pid, until, &status);

	if (!in_time) {
		kill(-s->pid, SIGKILL);
		waitpid(s->pid, &status, 0);
	}
	if (s->out_fd >= 0)
		close(s->out_fd);
	if (s->err_fd >= 0)
		close(s->err_fd);
	s->took_ms = (long)(now_ms() - s->started_ms);
	s->dumped = in_time && WIFSIGNALED(status) && WCOREDUMP(status);
	s->status = !in_time            ? MB_SPAWN_LATE
		    : WIFEXITED(status) ? WEXITSTATUS(status)
					: 128 + WTERMSIG(status);
}

int mb_spawn(struct mb_spawn *s, const char *const *argv, int timeout_ms)
{
	mb_spawn_start(s, argv);
	mb_spawn_finish(s, timeout_ms);
	return s->status;
}
