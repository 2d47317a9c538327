/* SPDX-License-Identifier: MIT */
/* Runs a step of a case: starts mailbearer, serves what it asks, collects what it says. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "case.h"
#include "httpd.h"

#define STEP_MS    30000
#define OUTPUT_MAX (8 * 1024 * 1024)
#define ENV_MAX    32

struct run {
	int in, out, err; /* our ends; -1: closed */
	struct mb_text output, error;
	bool input_sent;
};

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The program's environment: little, so that nothing of ours changes what it does. */
static char **environment(const struct mb_play *play)
{
	char **env = mb_case_alloc(NULL, ENV_MAX, sizeof(*env)), *line;
	size_t n = 0, at = 0;

	env[n++] = mb_case_format("HOME=%s", play->home);
	env[n++] = mb_case_format("PATH=%s", getenv("PATH"));
	env[n++] = mb_case_format("LC_ALL=C");
	env[n++] = mb_case_format("TZ=UTC");
	env[n++] = mb_case_format("MB_BUILD=%s", getenv("MB_BUILD"));
	while (n < ENV_MAX - 1 && mb_text_line(&play->step->env, &at, &line)) {
		env[n++] = mb_case_expand_str(play, line);
		free(line);
	}
	env[n] = NULL;
	return env;
}

static char **arguments(const struct mb_play *play)
{
	size_t n = 0, given = 0;
	char **args;

	while (play->step->args[given])
		given++;
	args = mb_case_alloc(NULL, given + 3, sizeof(*args));
	args[n++] = mb_case_format("mailbearer");
	if (play->verbose)
		args[n++] = mb_case_format("-vv");
	for (size_t i = 0; i < given; i++)
		args[n++] = mb_case_expand_str(play, play->step->args[i]);
	args[n] = NULL;
	return args;
}

static void free_all(char **list)
{
	for (size_t i = 0; list[i]; i++)
		free(list[i]);
	free(list);
}

/* ours[i] is the parent's end, theirs[i] the child's, for fd i */
static void make_pipes(int ours[3], int theirs[3])
{
	for (int i = 0; i < 3; i++) {
		int fds[2];

		if (pipe2(fds, O_CLOEXEC) < 0)
			abort();
		ours[i] = fds[i == 0];
		theirs[i] = fds[i != 0];
	}
}

static void start(struct mb_play *play, struct run *r)
{
	char *program = mb_case_format("%s/tests/mailbearer", getenv("MB_BUILD"));
	char **args = arguments(play), **env = environment(play);
	int ours[3], theirs[3];

	make_pipes(ours, theirs);
	fflush(stdout);
	play->pid = fork();
	if (play->pid == 0) {
		setpgid(0, 0);
		for (int i = 0; i < 3; i++)
			dup2(theirs[i], i);
		if (chdir(play->home) == 0)
			execve(program, args, env);
		_exit(127);
	}
	if (play->pid < 0)
		abort();
	setpgid(play->pid, play->pid);
	for (int i = 0; i < 3; i++)
		close(theirs[i]);
	*r = (struct run){ .in = ours[0], .out = ours[1], .err = ours[2] };
	free(program);
	free_all(args);
	free_all(env);
}

static void collect(int *fd, struct mb_text *text)
{
	char chunk[16384];
	ssize_t n = read(*fd, chunk, sizeof(chunk));

	if (n > 0 && text->len < OUTPUT_MAX) {
		mb_text_add(text, chunk, (size_t)n);
	} else if (n == 0 || (n < 0 && errno != EINTR)) {
		close(*fd);
		*fd = -1;
	}
}

/* A whole line of stderr that is the authorization address. */
static void look_for_address(struct mb_play *play, const struct mb_text *error)
{
	struct mb_httpd_list query = { NULL, 0 };
	size_t at = 0;
	char *line;

	while (!play->address && mb_text_line(error, &at, &line)) {
		const char *mark = strchr(line, '?');

		if (error->s[at - 1] == '\n' && mark &&
		    strncmp(line, play->url, strlen(play->url)) == 0 &&
		    mb_httpd_form(mark + 1, strlen(mark + 1), &query)) {
			mb_case_note_address(play, &query);
			mb_httpd_list_free(&query);
			play->address = line;
		} else {
			free(line);
		}
	}
}

/* stdin that repeats the state has to wait until it is known. */
static void feed(struct mb_play *play, struct run *r)
{
	struct mb_text input;

	if (r->in < 0 || (mb_text_has(&play->step->input, "@STATE@") && !play->state))
		return;
	input = mb_case_expand(play, &play->step->input);
	if (input.len && write(r->in, input.s, input.len) < 0)
		mb_case_complain(play, play->step->line, "stdin was not read");
	mb_text_free(&input);
	close(r->in);
	r->in = -1;
}

static void let_in(struct mb_play *play, int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return;
	if (listener == play->other_fd)
		mb_case_complain(play, play->step->line, "something was sent to another host");
	else
		mb_case_serve(play, fd);
	close(fd);
}

static void loop(struct mb_play *play, struct run *r)
{
	long end = now_ms() + STEP_MS;

	while (r->out >= 0 || r->err >= 0) {
		struct pollfd fds[] = {
			{ .fd = r->err, .events = POLLIN },
			{ .fd = r->out, .events = POLLIN },
			{ .fd = play->listen_fd, .events = POLLIN },
			{ .fd = play->other_fd, .events = POLLIN },
		};
		long left = end - now_ms();

		if (left <= 0) {
			mb_case_complain(play, play->step->line, "not done within %d s",
					 STEP_MS / 1000);
			kill(-play->pid, SIGKILL);
			return;
		}
		feed(play, r);
		if (poll(fds, 4, (int)left) <= 0)
			continue;
		if (fds[0].revents) {
			collect(&r->err, &r->error);
			look_for_address(play, &r->error);
		}
		if (fds[1].revents)
			collect(&r->out, &r->output);
		if (fds[2].revents)
			let_in(play, play->listen_fd);
		else if (fds[3].revents)
			let_in(play, play->other_fd);
	}
}

static int wait_for(pid_t pid)
{
	int status = 0;

	for (int tries = 0; waitpid(pid, &status, WNOHANG) == 0; tries++) {
		if (tries > 2000)
			kill(-pid, SIGKILL);
		usleep(1000);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void compare(struct mb_play *play, const char *what, const struct mb_text *wanted,
		    const struct mb_text *got)
{
	struct mb_text text = mb_case_expand(play, wanted);

	if (!mb_case_matches(text.s, got->s ? got->s : ""))
		mb_case_differs(play, play->step->line, what, text.s, got->s ? got->s : "");
	mb_text_free(&text);
}

/* What children saw, where a case has them write it down. */
static void look_into_child_env(struct mb_play *play)
{
	char *path = mb_case_format("%s/child.env", play->home);
	struct mb_text text = { NULL, 0 };

	if (mb_text_read(&text, path))
		mb_case_secrets_in(play, &text, "the environment of a child");
	mb_text_free(&text);
	free(path);
}

static void judge(struct mb_play *play, const struct run *r, int status)
{
	const struct mb_case_step *s = play->step;

	if (status != s->exit_status)
		mb_case_complain(play, s->line, "exit status %d, wanted %d", status,
				 s->exit_status);
	for (size_t i = play->next; i < s->n_exchanges; i++)
		mb_case_complain(play, s->exchanges[i].line, "%s %s did not come",
				 s->exchanges[i].method, s->exchanges[i].path);
	compare(play, "stdout", &s->output, &r->output);
	if (!play->verbose)
		compare(play, "stderr", &s->error, &r->error);
	mb_case_secrets_in(play, &r->error, play->verbose ? "stderr with -vv" : "stderr");
	look_into_child_env(play);
}

void mb_case_run(struct mb_play *play)
{
	char *pages = mb_case_format("%s/pages", play->home);
	struct run r;

	free(play->address);
	free(play->state);
	play->address = play->state = NULL;
	play->next = 0;
	unlink(pages);
	free(pages);
	mb_case_write_config(play);
	start(play, &r);
	loop(play, &r);
	judge(play, &r, wait_for(play->pid));
	for (int i = 0; i < 3; i++) {
		int fd = i == 0 ? r.in : i == 1 ? r.out : r.err;

		if (fd >= 0)
			close(fd);
	}
	mb_case_check_state(play);
	mb_text_free(&r.output);
	mb_text_free(&r.error);
}
