/* SPDX-License-Identifier: MIT */
#include "unit/relay_bed.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

ssize_t mb_conn_recv(struct mb_conn *conn, void *data, size_t len)
{
	if (len > 65536)
		abort(); /* the relay has no room for that */
	if (conn->start == conn->end) {
		ssize_t n = recv(conn->fd, conn->record, sizeof(conn->record), MSG_DONTWAIT);

		if (n <= 0)
			return n == 0 ? (conn->reset ? -2 : 0) : errno == EAGAIN ? -1 : -2;
		conn->start = 0;
		conn->end = (size_t)n;
	}
	if (len > conn->end - conn->start)
		len = conn->end - conn->start;
	memcpy(data, conn->record + conn->start, len);
	conn->start += len;
	return (ssize_t)len;
}

ssize_t mb_conn_send(struct mb_conn *conn, const void *data, size_t len)
{
	ssize_t n = send(conn->fd, data, len, MSG_DONTWAIT | MSG_NOSIGNAL);

	return n >= 0 ? n : errno == EAGAIN ? -1 : -2;
}

int mb_conn_fd(const struct mb_conn *conn)
{
	return conn->fd;
}

void mb_conn_half_close(struct mb_conn *conn)
{
	shutdown(conn->fd, SHUT_WR);
}

/* A minute is too long for a test. */
struct mb_deadline __real_mb_deadline_in(int64_t seconds);
struct mb_deadline __wrap_mb_deadline_in(int64_t seconds);

struct mb_deadline __wrap_mb_deadline_in(int64_t seconds)
{
	return __real_mb_deadline_in(seconds == 60 ? 2 : seconds);
}

static void *run(void *arg)
{
	struct bed *b = arg;
	struct mb_buf first;

	mb_buf_init(&first, 100);
	mb_buf_adds(&first, "hello\r\n");
	b->end = mb_relay(&b->conn, b->in, b->out, &first, b->filter, b);
	mb_buf_fini(&first);
	/* As the end of the process would. */
	close(b->in);
	if (b->out != b->in)
		close(b->out);
	close(b->conn.fd);
	return NULL;
}

void must_read(int fd, const char *wanted)
{
	size_t have = 0, len = strlen(wanted);
	char got[256];

	while (have < len) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n;

		assert_int_equal(poll(&p, 1, 10000), 1);
		n = read(fd, got + have, len - have);
		assert_true(n > 0);
		have += (size_t)n;
	}
	assert_memory_equal(got, wanted, len);
}

void start(struct bed *b, bool pipes, mb_relay_filter *filter)
{
	int net[2], io[2], up[2], down[2];

	*b = (struct bed){ .filter = filter };
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, net), 0);
	b->conn.fd = net[0];
	b->server = net[1];
	if (pipes) {
		assert_int_equal(pipe(up) | pipe(down), 0);
		b->in = up[0];
		b->to = up[1];
		b->out = down[1];
		b->from = down[0];
	} else {
		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, io), 0);
		b->in = b->out = io[0];
		b->to = b->from = io[1];
	}
	assert_int_equal(pthread_create(&b->thread, NULL, run, b), 0);
	must_read(b->from, "hello\r\n");
}

void stop(struct bed *b, enum mb_relay_end end)
{
	assert_int_equal(pthread_join(b->thread, NULL), 0);
	assert_int_equal(b->end, end);
	if (b->server >= 0)
		close(b->server);
	if (b->to >= 0)
		close(b->to);
	if (b->from != b->to)
		close(b->from);
}

void must_write(int fd, const char *text)
{
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}
