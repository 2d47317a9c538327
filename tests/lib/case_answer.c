/* SPDX-License-Identifier: MIT */
/* The answers of the provider that a case plays, and its faults. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "case.h"

#define HANG_MS     15000
#define HEADERS_MAX 200000 /* lines */

static bool send_all(int fd, const char *s, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, s, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		s += n;
		len -= (size_t)n;
	}
	return true;
}

void mb_case_send(int fd, const char *s, size_t len)
{
	send_all(fd, s, len);
}

void mb_case_pause(int fd, int ms)
{
	struct pollfd p = { .fd = fd, .events = POLLRDHUP };

	poll(&p, 1, ms);
}

static bool peer_is_gone(int fd, int ms)
{
	struct pollfd p = { .fd = fd, .events = POLLRDHUP };

	return poll(&p, 1, ms) > 0;
}

static const char *reason(int status)
{
	static const struct {
		int status;
		const char *text;
	} reasons[] = {
		{ 200, "OK" },           { 204, "No Content" },
		{ 301, "Moved" },        { 302, "Found" },
		{ 307, "Temporary" },    { 400, "Bad Request" },
		{ 401, "Unauthorized" }, { 403, "Forbidden" },
		{ 404, "Not Found" },    { 429, "Too Many Requests" },
	};

	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].text;
	return "Something";
}

/* With a line break before it, so that it is found at the start of a line only. */
static bool has_header(const struct mb_text *headers, const char *name)
{
	char *text = mb_case_format("\n%s", headers->s ? headers->s : "");
	char *word = mb_case_format("\n%s:", name);
	bool there = strcasestr(text, word) != NULL;

	free(word);
	free(text);
	return there;
}

static void add_lines(struct mb_text *out, const struct mb_text *lines)
{
	size_t at = 0;
	char *line;

	while (mb_text_line(lines, &at, &line)) {
		mb_text_add(out, line, strlen(line));
		mb_text_add(out, "\r\n", 2);
		free(line);
	}
}

static struct mb_text head_of(const struct mb_play *play, const struct mb_case_exchange *x,
			      size_t body_len)
{
	struct mb_text headers = mb_case_expand(play, &x->headers), out = { NULL, 0 };
	char *line = mb_case_format("HTTP/1.1 %d %s\r\nConnection: close\r\n", x->status,
				    reason(x->status));

	mb_text_add(&out, line, strlen(line));
	free(line);
	if (!has_header(&headers, "Content-Type") && body_len)
		mb_text_add(&out, "Content-Type: application/json\r\n", 32);
	if (!has_header(&headers, "Content-Length") && x->status != 204) {
		line = mb_case_format("Content-Length: %zu\r\n", body_len);
		mb_text_add(&out, line, strlen(line));
		free(line);
	}
	add_lines(&out, &headers);
	mb_text_add(&out, "\r\n", 2);
	mb_text_free(&headers);
	return out;
}

/* The whole answer as bytes; *body_at where its body begins. */
static struct mb_text answer_of(const struct mb_play *play, const struct mb_case_exchange *x,
				size_t *body_at)
{
	struct mb_text body = mb_case_expand(play, &x->body), out = { NULL, 0 };

	if (x->raw) {
		add_lines(&out, &body);
		*body_at = 0;
	} else {
		out = head_of(play, x, body.len);
		*body_at = out.len;
		mb_text_add(&out, body.s, body.len);
	}
	mb_text_free(&body);
	return out;
}

static void drip(const struct mb_text *answer, int fd, int ms)
{
	for (size_t i = 0; i < answer->len && !peer_is_gone(fd, ms); i++)
		if (!send_all(fd, answer->s + i, 1))
			return;
}

static void endless_headers(int fd)
{
	static const char first[] = "HTTP/1.1 200 OK\r\n";
	static const char line[] =
	    "X-Nothing: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n";
	bool there = send_all(fd, first, sizeof(first) - 1);

	for (int i = 0; there && i < HEADERS_MAX; i++)
		there = send_all(fd, line, sizeof(line) - 1);
}

static void reset(int fd)
{
	const struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

void mb_case_answer(struct mb_play *play, const struct mb_case_exchange *x, int fd)
{
	size_t body_at, part;
	struct mb_text answer = answer_of(play, x, &body_at);

	switch (x->fault) {
	case MB_CASE_AT_ACCEPT:
	case MB_CASE_CLOSE:
		break;
	case MB_CASE_RESET:
		reset(fd);
		break;
	case MB_CASE_HANG:
		mb_case_pause(fd, HANG_MS);
		break;
	case MB_CASE_TRUNCATE:
		part = body_at + (size_t)x->number;
		mb_case_send(fd, answer.s, part < answer.len ? part : answer.len);
		break;
	case MB_CASE_DRIP:
		drip(&answer, fd, (int)x->number);
		break;
	case MB_CASE_HEADERS:
		endless_headers(fd);
		break;
	case MB_CASE_DELAY:
		mb_case_pause(fd, (int)x->number);
		mb_case_send(fd, answer.s, answer.len);
		break;
	case MB_CASE_NONE:
		mb_case_send(fd, answer.s, answer.len);
		break;
	}
	mb_text_free(&answer);
}
