/* SPDX-License-Identifier: MIT */
/* The part of global/command.h that collects the output of a command. */
#include "global/command.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "global/log.h"
#include "base/text.h"

#define TAIL_MAX 2048 /* bytes of stderr that are kept */
/* Bytes that a pipe may still hold after the command has ended. */
#define REST_MAX (64 * 1024)

/* The last bytes that a command wrote to stderr. */
struct tail {
	char text[TAIL_MAX];
	size_t len;
	bool cut; /* the first line is incomplete */
};

static void tail_add(struct tail *t, const char *s, size_t n)
{
	size_t over = t->len + n > TAIL_MAX ? t->len + n - TAIL_MAX : 0;

	if (over > t->len) {
		s += over - t->len;
		n -= over - t->len;
		over = t->len;
	}
	t->cut = t->cut || over > 0;
	memmove(t->text, t->text + over, t->len - over);
	memcpy(t->text + t->len - over, s, n);
	t->len += n - over;
}

/* Write the kept lines to our stderr, without an incomplete first line. */
static void tail_show(const struct tail *t)
{
	const char *s = t->text, *end = t->text + t->len;
	const char *line = t->cut ? memchr(s, '\n', t->len) : NULL;

	if (line)
		s = line + 1;
	if (s == end || mb_log_level() < 0)
		return;
	if (write(STDERR_FILENO, s, (size_t)(end - s)) == end - s && end[-1] != '\n' &&
	    write(STDERR_FILENO, "\n", 1) < 0)
		return;
}

/* Read once from p->fd into `out`, or into `tail` if `out` is NULL. Returns the number of bytes. At the end of the
 * stream p->fd becomes -1, which poll() skips. */
static size_t read_some(struct pollfd *p, struct mb_buf *out, struct tail *tail)
{
	char chunk[TAIL_MAX];
	ssize_t n = read(p->fd, chunk, sizeof(chunk));

	if (n > 0 && out)
		mb_buf_add(out, chunk, (size_t)n);
	else if (n > 0)
		tail_add(tail, chunk, (size_t)n);
	else if (n == 0 || errno != EINTR)
		p->fd = -1;
	explicit_bzero(chunk, sizeof(chunk));
	return n > 0 ? (size_t)n : 0;
}

/* Read both pipes until both are closed, the deadline is over, `out` is full, or the command has ended and the pipes
 * are empty: an agent that the command started may keep the pipes open for ever, and write into them. */
static void collect(const struct mb_command *c, struct mb_deadline deadline, struct mb_buf *out,
		    struct tail *tail)
{
	struct pollfd p[] = { { .fd = c->out, .events = POLLIN },
			      { .fd = c->err, .events = POLLIN } };
	size_t rest = 0;

	while (mb_buf_ok(out) && (p[0].fd >= 0 || p[1].fd >= 0) && rest < REST_MAX) {
		int64_t left = mb_deadline_left_ms(deadline);
		bool ended = mb_command_ended(c);
		int rc = poll(p, 2, ended ? 0 : left < 50 ? (int)left : 50);

		if (left == 0 || (rc == 0 && ended))
			break;
		if (rc > 0 && p[0].revents)
			read_some(&p[0], out, NULL);
		if (rc > 0 && p[1].revents)
			rest += read_some(&p[1], NULL, tail) * ended;
	}
}

static bool status_check(const char *what, bool too_much, bool in_time, int status,
			 struct mb_err *err)
{
	if (too_much)
		return mb_err_set(err, MB_E_DENIED, _("%s: prints too much"), what);
	if (!in_time)
		return mb_err_set(err, MB_E_DENIED,
				  _("%s: not done in time: does it wait for someone to type?"),
				  what);
	if (status != 0)
		return mb_err_set(err, MB_E_DENIED,
				  _("%s: failed with exit status %d: try the command by hand"),
				  what, status);
	return true;
}

bool mb_command_output(const char *what, const char *command, struct mb_deadline deadline,
		       struct mb_buf *out, struct mb_err *err)
{
	bool aloud = mb_log_level() > 0 || (mb_log_level() == 0 && isatty(STDERR_FILENO));
	struct mb_command c = MB_COMMAND_INIT;
	struct tail tail = { .len = 0 };
	bool in_time, ok;
	int status;

	if (!mb_command_start(&c, command, NULL, MB_COMMAND_OUT | (aloud ? 0 : MB_COMMAND_ERR),
			      err))
		return false;
	collect(&c, deadline, out, &tail);
	if (!mb_buf_ok(out))
		kill(-c.pid, SIGKILL);
	in_time = mb_command_wait(&c, deadline, &status);
	ok = status_check(what, !mb_buf_ok(out), in_time, status, err);
	if (!ok)
		tail_show(&tail);
	explicit_bzero(&tail, sizeof(tail));
	return ok;
}
