/* SPDX-License-Identifier: MIT */
#include "net/visitor.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/head.h"
#include "net/page.h"
#include "net/redirect.h"

/* Bytes of a reply: a page, or a redirect to the longest URL that mb_url_with_query() makes. */
#define REPLY_MAX (5 * MB_PAGE_MAX)

/* Time limits in milliseconds: for the request, for our reply, and for the visitor to close the connection. */
#define READ_MS  10000
#define WRITE_MS 5000
#define LEAVE_MS 2000

void mb_visitor_init(struct mb_visitor *v, int fd)
{
	*v = (struct mb_visitor){ .state = MB_VISITOR_READING, .fd = fd };
	v->until_ms = mb_clock_ms() + READ_MS;
	mb_buf_init(&v->head, MB_REDIRECT_MAX);
	mb_buf_init(&v->reply, REPLY_MAX);
}

void mb_visitor_close(struct mb_visitor *v)
{
	if (v->state == MB_VISITOR_NONE)
		return;
	close(v->fd);
	mb_buf_fini(&v->head);
	mb_buf_fini(&v->reply);
	*v = (struct mb_visitor){ .state = MB_VISITOR_NONE, .fd = -1 };
}

short mb_visitor_events(const struct mb_visitor *v)
{
	if (v->state == MB_VISITOR_WRITING)
		return POLLOUT;
	/* In ASKED we have to act, not the visitor. */
	return v->state == MB_VISITOR_READING || v->state == MB_VISITOR_LEAVING ? POLLIN : 0;
}

/* Tell whether errno means that the call may succeed later. */
static bool passes(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/* Tell whether the head is complete, or whether the bytes so far can never become a head. */
static bool is_enough(struct mb_visitor *v)
{
	size_t len = mb_head_len(mb_buf_str(&v->head), v->head.len);

	if (len) {
		mb_buf_cut(&v->head, len);
		return true;
	}
	v->broken = v->head.len == v->head.max || memchr(v->head.data, '\0', v->head.len) ||
		    memmem(v->head.data, v->head.len, "\n\n", 2);
	return v->broken;
}

static void read_head(struct mb_visitor *v)
{
	char chunk[2048];
	size_t room = v->head.max - v->head.len;
	ssize_t n = recv(v->fd, chunk, sizeof(chunk), 0);

	if (n > 0) {
		/* Bytes that do not fit may belong to a body behind a complete head. */
		mb_buf_add(&v->head, chunk, (size_t)n < room ? (size_t)n : room);
		explicit_bzero(chunk, sizeof(chunk));
		if (is_enough(v))
			v->state = MB_VISITOR_ASKED;
	} else if (n == 0 || !passes()) {
		mb_visitor_close(v);
	}
}

static void write_reply(struct mb_visitor *v)
{
	ssize_t n = send(v->fd, v->reply.data + v->sent, v->reply.len - v->sent, MSG_NOSIGNAL);

	if (n < 0 && !passes()) {
		mb_visitor_close(v);
		return;
	}
	v->sent += n > 0 ? (size_t)n : 0;
	if (v->sent < v->reply.len)
		return;
	/* If there is unread input, close() would send a reset, and the visitor could lose the end of our reply. */
	shutdown(v->fd, SHUT_WR);
	v->state = MB_VISITOR_LEAVING;
	v->until_ms = mb_clock_ms() + LEAVE_MS;
}

static void read_rest(struct mb_visitor *v)
{
	char chunk[2048];
	ssize_t n = recv(v->fd, chunk, sizeof(chunk), 0);

	if (n == 0 || (n < 0 && !passes()))
		mb_visitor_close(v);
}

void mb_visitor_step(struct mb_visitor *v, short revents)
{
	if (v->state == MB_VISITOR_NONE || v->state == MB_VISITOR_ASKED)
		return;
	if (mb_clock_ms() >= v->until_ms)
		mb_visitor_close(v);
	else if (!revents)
		return;
	else if (v->state == MB_VISITOR_READING)
		read_head(v);
	else if (v->state == MB_VISITOR_WRITING)
		write_reply(v);
	else
		read_rest(v);
}

void mb_visitor_answer(struct mb_visitor *v)
{
	v->state = MB_VISITOR_WRITING;
	v->sent = 0;
	v->until_ms = mb_clock_ms() + WRITE_MS;
	mb_buf_fini(&v->head);
}
