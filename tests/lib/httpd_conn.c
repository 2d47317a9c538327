/* SPDX-License-Identifier: MIT */
#include "httpd_conn.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define DRAIN_MS    1000
#define DRAIN_BYTES (4 * 1024 * 1024)

static const struct {
	int status;
	const char *phrase;
} phrases[] = {
	{ 200, "OK" },
	{ 302, "Found" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 408, "Request Timeout" },
	{ 411, "Length Required" },
	{ 413, "Content Too Large" },
	{ 428, "Precondition Required" },
	{ 429, "Too Many Requests" },
	{ 431, "Headers Too Large" },
	{ 500, "Internal Server Error" },
	{ 501, "Not Implemented" },
	{ 503, "Service Unavailable" },
	{ 505, "HTTP Version Not Supported" },
	{ 0, "Answer" },
};

int64_t mb_httpd_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int mb_httpd_fd(const struct mb_httpd_conn *conn)
{
	return conn->fd;
}

/* waits for events; false: time is up, the server stops, or (with gone) the peer has closed */
static bool wait_for(struct mb_httpd_conn *conn, short events, int64_t deadline)
{
	struct pollfd fds[2] = { { conn->fd, events, 0 }, { conn->stop_fd, POLLIN, 0 } };
	int64_t left = deadline - mb_httpd_now();
	int n;

	if (left <= 0)
		return false;
	n = poll(fds, 2, left > 60000 ? 60000 : (int)left);
	if (n < 0)
		return errno == EINTR;
	return !fds[1].revents;
}

bool mb_httpd_sleep(struct mb_httpd_conn *conn, int ms)
{
	int64_t deadline = mb_httpd_now() + ms;

	while (mb_httpd_now() < deadline) {
		struct pollfd fds[2] = { { conn->fd, POLLRDHUP, 0 }, { conn->stop_fd, POLLIN, 0 } };

		if (poll(fds, 2, (int)(deadline - mb_httpd_now())) < 0 && errno != EINTR)
			return false;
		if (fds[0].revents || fds[1].revents)
			return false;
	}
	return true;
}

/* one read or write; 0: peer closed; -1: error, time is up or the server stops */
static ssize_t transfer(struct mb_httpd_conn *conn, bool out, void *data, size_t len,
			int64_t deadline)
{
	short events = out ? POLLOUT : POLLIN;
	ssize_t n;

	for (;;) {
		if (conn->tls) {
			n = out ? gnutls_record_send(conn->tls, data, len)
				: gnutls_record_recv(conn->tls, data, len);
			if (n >= 0)
				return n;
			if (n == GNUTLS_E_PREMATURE_TERMINATION)
				return 0;
			if (gnutls_error_is_fatal((int)n))
				return -1;
			events = gnutls_record_get_direction(conn->tls) ? POLLOUT : POLLIN;
		} else {
			n = out ? send(conn->fd, data, len, MSG_NOSIGNAL)
				: recv(conn->fd, data, len, 0);
			if (n >= 0)
				return n;
			if (errno != EAGAIN && errno != EINTR)
				return -1;
		}
		if (!wait_for(conn, events, deadline))
			return -1;
	}
}

bool mb_httpd_send(struct mb_httpd_conn *conn, const void *data, size_t len)
{
	int64_t deadline = mb_httpd_now() + conn->timeout_ms;
	union {
		const void *in;
		void *out;
	} p = { data }; /* transfer() does not write to what it sends */
	size_t done = 0;

	while (done < len && !conn->reset) {
		ssize_t n = transfer(conn, true, (char *)p.out + done, len - done, deadline);

		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return !conn->reset;
}

bool mb_httpd_send_head(struct mb_httpd_conn *conn, int status, const char *type,
			const char *headers, size_t len)
{
	size_t i = 0, size;
	char *head;
	bool ok;

	while (phrases[i].status && phrases[i].status != status)
		i++;
	if (!type)
		type = "text/plain; charset=utf-8";
	if (!headers)
		headers = "";
	size = strlen(phrases[i].phrase) + strlen(type) + strlen(headers) + 256;
	head = mb_httpd_alloc(NULL, size);
	snprintf(head, size,
		 "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
		 "Cache-Control: no-store\r\nConnection: close\r\n%s\r\n",
		 status, phrases[i].phrase, type, len, headers);
	ok = mb_httpd_send(conn, head, strlen(head));
	free(head);
	return ok;
}

void mb_httpd_answer(struct mb_httpd_conn *conn, int status, const char *type, const char *headers,
		     const void *body, size_t len)
{
	if (mb_httpd_send_head(conn, status, type, headers, len))
		mb_httpd_send(conn, body, len);
}

void mb_httpd_answer_text(struct mb_httpd_conn *conn, int status, const char *text)
{
	mb_httpd_answer(conn, status, NULL, NULL, text, strlen(text));
}

void mb_httpd_reset(struct mb_httpd_conn *conn)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(conn->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	conn->reset = true;
}

/* the end of the head (after the empty line) or 0 */
static size_t head_end(const char *buf, size_t len)
{
	const char *end = memmem(buf, len, "\r\n\r\n", 4);

	return end ? (size_t)(end - buf) + 4 : 0;
}

static int body_length(const struct mb_httpd_req *req, size_t *len_r)
{
	const struct mb_httpd_pair *pair = NULL;
	size_t n = mb_httpd_find(&req->headers, "content-length", &pair);
	unsigned long value = 0;

	if (mb_httpd_find(&req->headers, "transfer-encoding", NULL))
		return 411;
	if (n > 1)
		return 400;
	if (n == 1 && pair) {
		if (pair->len == 0 || strspn(pair->value, "0123456789") != pair->len)
			return 400;
		if (pair->len > 9 || (value = strtoul(pair->value, NULL, 10)) > MB_HTTPD_BODY_MAX)
			return 413;
	}
	*len_r = value;
	return 0;
}

/* 0: req is whole; -1: nobody to answer; else the status to answer. The caller frees buf_r. */
static int read_request(struct mb_httpd_conn *conn, struct mb_httpd_req *req, char **buf_r)
{
	int64_t deadline = mb_httpd_now() + conn->timeout_ms;
	size_t have = 0, size = 4096, end = 0, body = 0;
	char *buf = mb_httpd_alloc(NULL, size);
	const char *expect;
	int status;

	*buf_r = buf;
	while (!end) {
		ssize_t n;

		if (have == MB_HTTPD_HEAD_MAX)
			return 431;
		if (have + 1 >= size)
			*buf_r = buf = mb_httpd_alloc(buf, size = size * 2);
		n = transfer(conn, false, buf + have,
			     (size - 1 < MB_HTTPD_HEAD_MAX ? size - 1 : MB_HTTPD_HEAD_MAX) - have,
			     deadline);
		if (n <= 0)
			return have && n < 0 ? 408 : -1;
		have += (size_t)n;
		end = head_end(buf, have);
	}
	req->body = mb_httpd_alloc(NULL, 1);
	req->body[0] = '\0';
	buf[end - 2] = '\0'; /* the empty line ends the text; the body follows at end */
	status = mb_httpd_parse_head(buf, end - 2, req);
	if (!status)
		status = body_length(req, &body);
	if (status)
		return status;
	req->body = mb_httpd_alloc(req->body, body + 1);
	req->body_len = have - end < body ? have - end : body;
	memcpy(req->body, buf + end, req->body_len);
	expect = mb_httpd_header(req, "expect");
	if (expect && !strcasecmp(expect, "100-continue") && req->body_len < body)
		mb_httpd_send(conn, "HTTP/1.1 100 Continue\r\n\r\n", 25);
	while (req->body_len < body) {
		ssize_t n = transfer(conn, false, req->body + req->body_len, body - req->body_len,
				     deadline);

		if (n <= 0)
			return n < 0 ? 408 : -1;
		req->body_len += (size_t)n;
	}
	req->body[body] = '\0';
	return 0;
}

/* A close with unread input makes the kernel send RST, which can destroy the answer on its way. */
static void drain(struct mb_httpd_conn *conn)
{
	int64_t deadline = mb_httpd_now() + DRAIN_MS;
	char scrap[4096];
	size_t total = 0;
	ssize_t n;

	if (conn->tls)
		gnutls_bye(conn->tls, GNUTLS_SHUT_WR);
	shutdown(conn->fd, SHUT_WR);
	while (total < DRAIN_BYTES && mb_httpd_now() < deadline) {
		n = recv(conn->fd, scrap, sizeof(scrap), 0);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			return;
		if (n > 0)
			total += (size_t)n;
		else if (!wait_for(conn, POLLIN, deadline))
			return;
	}
}

static bool handshake(struct mb_httpd_conn *conn, gnutls_certificate_credentials_t cred)
{
	int64_t deadline = mb_httpd_now() + conn->timeout_ms;
	int rc;

	if (gnutls_init(&conn->tls, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0)
		return false;
	gnutls_set_default_priority(conn->tls);
	gnutls_credentials_set(conn->tls, GNUTLS_CRD_CERTIFICATE, cred);
	gnutls_transport_set_int(conn->tls, conn->fd);
	while ((rc = gnutls_handshake(conn->tls)) < 0) {
		if (gnutls_error_is_fatal(rc))
			return false;
		if (!wait_for(conn, gnutls_record_get_direction(conn->tls) ? POLLOUT : POLLIN,
			      deadline))
			return false;
	}
	return true;
}

void mb_httpd_serve(struct mb_httpd_conn *conn, gnutls_certificate_credentials_t cred,
		    mb_httpd_handler *handle, void *arg)
{
	struct mb_httpd_req req = { 0 };
	char *buf = NULL;
	int status = -1;

	if (!cred || handshake(conn, cred))
		status = read_request(conn, &req, &buf);
	if (status == 0)
		handle(conn, &req, arg);
	else if (status > 0)
		mb_httpd_answer_text(conn, status, "bad request\n");
	if (!conn->reset)
		drain(conn);
	if (conn->tls)
		gnutls_deinit(conn->tls);
	close(conn->fd);
	free(req.method);
	free(req.target);
	free(req.path);
	free(req.query);
	free(req.body);
	mb_httpd_list_free(&req.headers);
	free(buf);
}
