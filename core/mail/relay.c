/* SPDX-License-Identifier: MIT */
#include "mail/relay.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "mail/conn.h"

/* Bytes on their way in one direction. A TLS record has up to 16 KB; several at once make fewer and larger writes. */
#define ROOM       65536
#define ANSWER_MAX 65536 /* bytes of the filter's answers */
/* Seconds in which no byte moves, after the program has ended and the server has all that it sent. */
#define LINGER_SECS 5
/* Seconds of the server's silence before we tell it that nothing more will come. */
#define QUIET_SECS 1
/* Seconds in which no byte moves, after the program has ended and the server has not yet all that it sent. */
#define FLUSH_SECS 60

/* One direction: data[start..end) has been read and is still to be written. */
struct flow {
	char *data;
	size_t start, end;
	bool ended; /* nothing more will be read */
};

struct relay {
	struct mb_conn *conn;
	int in, out;
	bool in_is_socket, out_is_socket;
	struct flow up, down;
	struct mb_buf answer; /* the filter's answers, not yet in `down` */
	mb_relay_filter *filter;
	void *arg;
	bool deaf;    /* the program does not read any more */
	bool unread;  /* the TLS library may hold more than we had room for: poll() does not know */
	bool left;    /* the program has ended */
	bool flushed; /* and the server has all that the program said */
	bool half_closed, broken;
	/* After the end of the program: when we leave if no byte moves, and when the server is told that
	 * nothing more will come. */
	struct mb_deadline linger, quiet;
};

static bool is_socket(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode);
}

/* Return the bytes that there is room for. */
static size_t room(struct flow *f)
{
	if (f->start == f->end)
		f->start = f->end = 0;
	return ROOM - f->end;
}

/* Return the bytes that are to be written. */
static size_t load(const struct flow *f)
{
	return f->end - f->start;
}

static bool again(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/* Stay for longer, because bytes have moved. */
static void go_on(struct relay *r)
{
	if (r->up.ended)
		r->linger = mb_deadline_in(r->flushed ? LINGER_SECS : FLUSH_SECS);
}

/* Write to the program. To a pipe no more than PIPE_BUF bytes are written: if poll() calls a pipe writable, more may
 * block. */
static ssize_t to_program(int out, bool socket, const char *data, size_t len)
{
	if (socket)
		return send(out, data, len, MSG_DONTWAIT | MSG_NOSIGNAL);
	return write(out, data, len < PIPE_BUF ? len : PIPE_BUF);
}

void mb_relay_say(int out, const char *text, size_t len)
{
	bool socket = is_socket(out);

	while (len > 0) {
		struct pollfd p = { .fd = out, .events = POLLOUT };
		ssize_t n;

		if (poll(&p, 1, LINGER_SECS * 1000) <= 0)
			return;
		n = to_program(out, socket, text, len);
		if (n < 0 && !again())
			return;
		if (n > 0) {
			text += n;
			len -= (size_t)n;
		}
	}
}

static void read_program(struct relay *r)
{
	size_t space = room(&r->up);
	ssize_t n;

	if (space == 0)
		return;
	n = r->in_is_socket ? recv(r->in, r->up.data + r->up.end, space, MSG_DONTWAIT)
			    : read(r->in, r->up.data + r->up.end, space);
	if (n > 0) {
		r->up.end += (size_t)n;
	} else if (n == 0 || !again()) {
		r->up.ended = r->left = true;
		go_on(r);
	}
}

/* Note that the program reads no more. What it has sent still goes to the server. */
static void go_deaf(struct relay *r)
{
	r->deaf = true;
	r->down.start = r->down.end;
	mb_buf_fini(&r->answer);
}

static void write_program(struct relay *r)
{
	ssize_t n = to_program(r->out, r->out_is_socket, r->down.data + r->down.start,
			       load(&r->down));

	if (n > 0) {
		r->down.start += (size_t)n;
		go_on(r);
	} else if (n < 0 && !again()) {
		go_deaf(r);
	}
}

static void read_server(struct relay *r)
{
	size_t space;
	ssize_t n = 1;

	if (r->down.ended)
		return;
	while (n > 0 && (space = room(&r->down)) > 0) {
		n = mb_conn_recv(r->conn, r->down.data + r->down.end, space);
		if (n > 0) {
			r->down.end += (size_t)n;
			r->quiet = mb_deadline_in(QUIET_SECS);
			if (!r->deaf) /* else the server might send for ever, to nobody */
				go_on(r);
		}
	}
	r->unread = n > 0;
	if (n == 0 || n == -2)
		r->down.ended = true;
	if (r->deaf)
		r->down.start = r->down.end;
	/* After the end of the program it does not matter how the server ends the connection. */
	r->broken = r->broken || (n == -2 && !r->left);
}

static void write_server(struct relay *r)
{
	while (load(&r->up) > 0) {
		ssize_t n = mb_conn_send(r->conn, r->up.data + r->up.start, load(&r->up));

		if (n == -2) {
			/* What the program sent is lost, but there may be last words of the server to read. */
			r->broken = r->broken || !r->left;
			r->up.start = r->up.end;
			r->up.ended = r->half_closed = true;
		}
		if (n < 0)
			return;
		r->up.start += (size_t)n;
		go_on(r);
	}
}

/* Show the filter what the program has sent. */
static void ask_filter(struct relay *r)
{
	bool pass = false;
	size_t n;

	if (!r->filter || r->answer.len > 0)
		return;
	n = r->filter(r->arg, r->up.data + r->up.start, load(&r->up), &r->answer, &pass);
	r->up.start += n;
	if (r->up.start > 0 && r->up.end == ROOM) {
		memmove(r->up.data, r->up.data + r->up.start, load(&r->up));
		r->up.end -= r->up.start;
		r->up.start = 0;
	}
	/* If a line fills all the room, or will never end, the server shall judge it. */
	if (pass || (r->up.end == ROOM && r->up.start == 0) || r->up.ended)
		r->filter = NULL;
}

static void move_answer(struct relay *r)
{
	size_t n = room(&r->down);

	if (r->answer.len == 0 || n < r->answer.len)
		return;
	memcpy(r->down.data + r->down.end, r->answer.data, r->answer.len);
	r->down.end += r->answer.len;
	mb_buf_fini(&r->answer);
}

/* After the end of the program, tell the server that nothing more will come: when the server has been silent for a
 * while, or nobody listens to it. Told at once, Dovecot would drop the answers that it still owes. */
static void wind_up(struct relay *r)
{
	if (!r->up.ended || load(&r->up) > 0)
		return;
	if (!r->flushed) {
		r->flushed = true;
		go_on(r);
		r->quiet = mb_deadline_in(QUIET_SECS);
	}
	if (r->half_closed || (!r->deaf && mb_deadline_left_ms(r->quiet) > 0))
		return;
	mb_conn_half_close(r->conn);
	r->half_closed = true;
}

static bool at_end(struct relay *r)
{
	if ((r->deaf && r->flushed) || (r->down.ended && load(&r->down) == 0))
		return true;
	if (!r->up.ended || mb_deadline_left_ms(r->linger) > 0)
		return false;
	/* A large FETCH may take minutes, so only silence ends the wait; a session that was cut short must not
	 * look whole. */
	r->broken = true;
	return true;
}

/* Return the milliseconds to wait in poll(), -1 for no limit. */
static int patience(struct relay *r)
{
	int64_t ms = mb_deadline_left_ms(r->linger), quiet = mb_deadline_left_ms(r->quiet);

	if (r->unread && room(&r->down) > 0)
		return 0;
	if (!r->up.ended)
		return -1;
	return (int)(r->flushed && !r->half_closed && quiet < ms ? quiet : ms);
}

static bool wait_for_work(struct relay *r)
{
	bool pending = load(&r->up) > 0 && !r->filter;
	struct pollfd p[3] = {
		{ .fd = r->up.ended || room(&r->up) == 0 ? -1 : r->in, .events = POLLIN },
		{ .fd = load(&r->down) > 0 || (r->up.ended && !r->deaf) ? r->out : -1 },
		{ .fd = mb_conn_fd(r->conn) },
	};

	if (load(&r->down) > 0)
		p[1].events = POLLOUT;
	if (!r->down.ended && room(&r->down) > 0)
		p[2].events |= POLLIN;
	if (pending)
		p[2].events |= POLLOUT;
	if (!p[2].events)
		p[2].fd = -1;
	if (poll(p, 3, patience(r)) < 0)
		return errno == EINTR;
	if (p[0].revents)
		read_program(r);
	if (r->unread || p[2].revents & (POLLIN | POLLHUP | POLLERR))
		read_server(r);
	if (p[1].revents & (POLLERR | POLLHUP))
		go_deaf(r);
	else if (p[1].revents)
		write_program(r);
	return true;
}

/* Do all that needs no waiting. Sockets are written to without asking poll() first. */
static void relay_once(struct relay *r)
{
	size_t before;

	do {
		before = load(&r->up);
		ask_filter(r);
		move_answer(r);
	} while (r->filter && r->answer.len == 0 && load(&r->up) < before);
	if (!r->filter)
		write_server(r);
	if (r->out_is_socket && load(&r->down) > 0)
		write_program(r);
	wind_up(r);
}

enum mb_relay_end mb_relay(struct mb_conn *conn, int in, int out, const struct mb_buf *first,
			   mb_relay_filter *filter, void *arg)
{
	struct relay r = { .conn = conn, .in = in, .out = out, .filter = filter, .arg = arg };

	r.in_is_socket = is_socket(in);
	r.out_is_socket = is_socket(out);
	r.up.data = mb_xmalloc(ROOM);
	r.down.data = mb_xmalloc(ROOM);
	mb_buf_init(&r.answer, ANSWER_MAX);
	mb_buf_add(&r.answer, mb_buf_str(first), first->len);
	move_answer(&r);
	read_server(&r); /* bytes that came together with the answer to the login */
	do
		relay_once(&r);
	while (!at_end(&r) && wait_for_work(&r));
	free(r.up.data);
	free(r.down.data);
	mb_buf_fini(&r.answer);
	return r.broken ? MB_RELAY_BROKEN : MB_RELAY_DONE;
}
