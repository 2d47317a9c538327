/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "net/loopback.h"
#include "net/visitor.h"
#include "unit/browser.h"

/* A whole sign-in; the browser is prepared. */
static void sign_in(struct browser *b, const char *uri, const char *request)
{
	struct mb_redirect answer = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_loopback *lb = browser_listen(uri);

	browser_start(b, browser_port(lb), request);
	if (!mb_loopback_wait(lb, "st4te", mb_deadline_in(20), &answer, &err))
		fail_msg("%s", err.text);
	assert_string_equal(mb_secret_expose(answer.code), "c0de");
	assert_string_equal(answer.state, "st4te");
	mb_redirect_fini(&answer);
	/* one answer */
	assert_int_equal(browser_dial(1, b->port), -1);
	assert_int_equal(errno, ECONNREFUSED);
	mb_loopback_answer(lb, true, NULL);
	mb_loopback_close(&lb);
	assert_null(lb);
	browser_join(b);
}

static void the_uri_gets_a_port_and_nothing_else(void **state)
{
	static const char *const uris[][2] = {
		{ "http://localhost", "" },         { "http://localhost/", "/" },
		{ "http://localhost/a/b", "/a/b" }, { "http://127.0.0.1", "" },
		{ "http://127.0.0.1/cb", "/cb" },   { "http://[::1]/x", "/x" },
	};
	char want[100];

	(void)state;
	for (size_t i = 0; i < N(uris); i++) {
		const char *path = uris[i][1], *found;
		struct mb_loopback *lb;
		unsigned port = 0;

		if (strchr(uris[i][0], '[') && !browser_have_v6())
			continue;
		lb = browser_listen(uris[i][0]);
		found = mb_loopback_uri(lb);
		port = (unsigned)strtoul(strrchr(found, ':') + 1, NULL, 10);
		assert_in_range(port, 1024, 65535);
		snprintf(want, sizeof(want), "%.*s:%u%s", (int)(strlen(uris[i][0]) - strlen(path)),
			 uris[i][0], port, path);
		assert_string_equal(found, want);
		mb_loopback_close(&lb);
	}
	mb_loopback_close(&(struct mb_loopback *){ NULL });
}

static void localhost_is_both_addresses(void **state)
{
	struct mb_loopback *lb = browser_listen("http://localhost");
	int fds[2] = { browser_dial(1, browser_port(lb)), browser_dial(6, browser_port(lb)) };

	(void)state;
	assert_true(fds[0] >= 0);
	assert_int_equal(fds[1] >= 0, browser_have_v6());
	/* and nothing else of this machine */
	assert_int_equal(browser_dial(2, browser_port(lb)), -1);
	close(fds[0]);
	close(fds[1]);
	mb_loopback_close(&lb);
	lb = browser_listen("http://127.0.0.1");
	assert_int_equal(browser_dial(6, browser_port(lb)), -1);
	mb_loopback_close(&lb);
}

static void other_uris_are_refused(void **state)
{
	static const char *const uris[] = {
		"",
		"https://localhost",
		"http://example.org",
		"http://localhost.example.org",
		"http://127.0.0.2",
		"http://0.0.0.0",
		"http://[::]",
		"http://[::1",
		"http://::1",
		"http://localhost:",
		"http://localhost:0",
		"http://localhost:65536",
		"http://localhost:999999999999",
		"http://localhost:80x",
		"http://localhost:-1",
		"http://localhost?x=y",
		"http://localhost/?x=y",
		"http://localhost/a#b",
		"http://localhost/a b",
		"http://localhost/\303\274",
		"http://user@localhost",
		"urn:ietf:wg:oauth:2.0:oob",
	};

	(void)state;
	for (size_t i = 0; i < N(uris); i++) {
		struct mb_err err = MB_ERR_INIT;
		struct mb_loopback *lb = NULL;

		if (mb_loopback_open(&lb, uris[i], &err) || err.code != MB_E_CONFIG || lb)
			fail_msg("%s", uris[i]);
		mb_err_clear(&err);
	}
}

static void a_busy_port_is_told(void **state)
{
	static const int addresses[] = { 1, 6 };

	(void)state;
	for (size_t i = 0; i < N(addresses); i++) {
		struct mb_err err = MB_ERR_INIT;
		struct mb_loopback *lb = NULL;
		unsigned port = 0;
		char uri[64];
		int fd;

		if (addresses[i] == 6 && !browser_have_v6())
			continue;
		fd = browser_occupy(addresses[i], &port);
		snprintf(uri, sizeof(uri), "http://localhost:%u/", port);
		/* also when another program has only one of the two: it would get the code */
		assert_false(mb_loopback_open(&lb, uri, &err));
		assert_int_equal(err.code, MB_E_RETRY);
		assert_non_null(strstr(err.text, "in use"));
		mb_err_clear(&err);
		close(fd);
	}
}

static void a_configured_port_can_be_used_again_at_once(void **state)
{
	struct browser b;
	unsigned port = 0;
	char uri[64];
	int fd = browser_occupy(1, &port);

	(void)state;
	close(fd);
	snprintf(uri, sizeof(uri), "http://localhost:%u", port);
	for (int i = 0; i < 3; i++) {
		memset(&b, 0, sizeof(b));
		sign_in(&b, uri, BROWSER_GOOD);
		assert_int_equal(b.port, port);
		assert_true(b.whole);
	}
}

static void the_answer_is_taken_and_the_page_given(void **state)
{
	struct browser b = { .address = browser_have_v6() ? 6 : 1 };

	(void)state;
	sign_in(&b, "http://localhost", BROWSER_GOOD);
	assert_true(b.whole);
	assert_non_null(mb_text_after(b.reply, "HTTP/1.1 200 OK\r\n"));
	assert_non_null(strstr(b.reply, "<h1>Signed in</h1>"));
	assert_non_null(strstr(b.reply, "You can close this window."));
	assert_non_null(strstr(b.reply, "</html>"));
}

static void the_page_says_what_failed(void **state)
{
	static const char request[] =
	    "GET /cb?error=access_denied&error_subcode=cancel&state=st4te "
	    "HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
	struct mb_loopback *lb = browser_listen("http://127.0.0.1/cb");
	struct mb_redirect answer = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct browser b = { 0 };

	(void)state;
	browser_start(&b, browser_port(lb), request);
	assert_true(mb_loopback_wait(lb, "st4te", mb_deadline_in(20), &answer, &err));
	assert_null(answer.code);
	assert_string_equal(answer.error, "access_denied");
	assert_string_equal(answer.error_subcode, "cancel");
	mb_loopback_answer(lb, false, "you <declined>");
	mb_loopback_answer(lb, false, "twice is no harm");
	mb_loopback_close(&lb);
	browser_join(&b);
	assert_non_null(mb_text_after(b.reply, "HTTP/1.1 400 "));
	assert_non_null(strstr(b.reply, "<h1>Not signed in</h1>"));
	assert_non_null(strstr(b.reply, "you &lt;declined&gt;"));
	mb_redirect_fini(&answer);
}

static void expect(struct browser *b, const char *request, unsigned status)
{
	unsigned got = browser_ask(b->port, request);

	if (got != status && !b->failure[0])
		snprintf(b->failure, sizeof(b->failure), "%u, not %u: %.100s", got, status,
			 request);
}

static void try_others(struct browser *b)
{
	static char big[20000];

	expect(b, "GET /favicon.ico HTTP/1.1\r\nHost: localhost\r\n\r\n", 404);
	expect(b, "POST /?code=c&state=st4te HTTP/1.1\r\nHost: localhost\r\n\r\n", 405);
	expect(b, "HEAD /?code=c&state=st4te HTTP/1.1\r\nHost: localhost\r\n\r\n", 405);
	expect(b, "GET /?code=c&state=wrong HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	expect(b, "GET /?code=c&state= HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	expect(b, "GET /?code=c HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	expect(b, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	expect(b, "GET /?state=st4te HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	expect(b, "GET /?error=e&state=wrong HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	expect(b, "GET /?code=c&state=st4te&state=st4te HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	expect(b, "GET /?code=%zz&state=st4te HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
	expect(b, "GET /?code=c&state=st4te HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400);
	expect(b, "GET /?code=c&state=st4te HTTP/1.1\r\n\r\n", 400);
	expect(b, "GET /?code=c&state=st4te\n\n", 400);
	expect(b, "\r\n\r\n", 400);
	memset(big, 'x', sizeof(big) - 1);
	memcpy(big, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ", 36);
	expect(b, big, 400);
}

static void other_requests_do_not_end_the_wait(void **state)
{
	struct browser b = { .before = try_others };

	(void)state;
	sign_in(&b, "http://localhost", BROWSER_GOOD);
	assert_true(b.whole);
}

static void a_nul_ends_the_patience(struct browser *b)
{
	char reply[8192] = "";
	int fd = browser_dial(1, b->port);

	/* a TLS ClientHello, say */
	if (send(fd, "\026\003\001\000\005", 5, MSG_NOSIGNAL) != 5 ||
	    !browser_read_all(fd, reply, sizeof(reply)) || !mb_text_after(reply, "HTTP/1.1 400 "))
		strcpy(b->failure, "a NUL did not give 400");
	close(fd);
}

static void what_can_be_no_head_is_refused_at_once(void **state)
{
	struct browser b = { .before = a_nul_ends_the_patience };
	int64_t begin = mb_clock_ms();

	(void)state;
	sign_in(&b, "http://localhost", BROWSER_GOOD);
	assert_true(mb_clock_ms() - begin < 8000);
}

static int idle[60];

static void come_and_do_nothing(struct browser *b)
{
	for (size_t i = 0; i < N(idle); i++) {
		idle[i] = browser_dial(1, b->port);
		if (idle[i] < 0)
			strcpy(b->failure, "no connection");
		if (i % 2 && send(idle[i], "GET /?code=", 11, MSG_NOSIGNAL) < 0 && errno != EPIPE &&
		    errno != ECONNRESET)
			strcpy(b->failure, "no half request");
	}
}

static void slow_ones_hold_nobody_up(void **state)
{
	struct browser b = { .before = come_and_do_nothing };
	int64_t begin = mb_clock_ms();

	(void)state;
	sign_in(&b, "http://localhost", BROWSER_GOOD);
	assert_true(b.whole);
	assert_true(mb_clock_ms() - begin < 8000);
	/* and none is forgotten */
	for (size_t i = 0; i < N(idle); i++) {
		struct pollfd p = { .fd = idle[i], .events = POLLIN };

		assert_int_equal(poll(&p, 1, 5000), 1);
		close(idle[i]);
	}
}

static void a_request_may_come_in_pieces(void **state)
{
	struct browser b = { .pieces = 40 };

	(void)state;
	sign_in(&b, "http://localhost", BROWSER_GOOD);
	assert_true(b.whole);
}

static char *long_request(size_t len)
{
	static const char head[] = "GET /?code=c0de&state=st4te HTTP/1.1\r\nHost: localhost\r\nX: ";
	char *request = malloc(len + 1);

	memset(request, 'x', len);
	memcpy(request, head, sizeof(head) - 1);
	memcpy(request + len - 4, "\r\n\r\n", 5);
	return request;
}

static void a_head_may_have_16_kib(void **state)
{
	char *request = long_request(MB_REDIRECT_MAX);
	struct browser b = { .address = 1 };

	(void)state;
	sign_in(&b, "http://localhost", request);
	assert_true(b.whole);
	free(request);
}

/* What is not read before close() would make the kernel send a reset instead of the page. */
static void the_page_arrives_though_a_body_came(void **state)
{
	char *request = malloc(200001);
	struct browser b = { .address = 1 };

	(void)state;
	memset(request, 'b', 200000);
	memcpy(request, BROWSER_GOOD, strlen(BROWSER_GOOD));
	request[200000] = '\0';
	sign_in(&b, "http://localhost", request);
	assert_true(b.whole);
	assert_non_null(strstr(b.reply, "</html>"));
	free(request);
}

static void a_browser_that_has_gone_is_no_error(void **state)
{
	struct mb_redirect answer = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_loopback *lb = browser_listen("http://localhost");
	sem_t taken;
	struct browser b = { .leave = &taken };

	(void)state;
	sem_init(&taken, 0, 0);
	browser_start(&b, browser_port(lb), BROWSER_GOOD);
	assert_true(mb_loopback_wait(lb, "st4te", mb_deadline_in(20), &answer, &err));
	sem_post(&taken);
	browser_join(&b);
	mb_loopback_answer(lb, true, "Welcome.");
	mb_redirect_fini(&answer);
	mb_loopback_close(&lb);
}

static void a_close_without_answer_is_allowed(void **state)
{
	struct mb_redirect answer = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_loopback *lb = browser_listen("http://localhost");
	struct browser b = { 0 };

	(void)state;
	mb_loopback_answer(lb, true, NULL);
	browser_start(&b, browser_port(lb), BROWSER_GOOD);
	assert_true(mb_loopback_wait(lb, "st4te", mb_deadline_in(20), &answer, &err));
	mb_loopback_close(&lb);
	browser_join(&b);
	assert_string_equal(b.reply, "");
	mb_redirect_fini(&answer);
}

static void nothing(int sig)
{
	(void)sig;
}

static void the_wait_has_an_end(void **state)
{
	const struct itimerval often = { { 0, 20000 }, { 0, 20000 } }, off = { { 0, 0 }, { 0, 0 } };
	struct sigaction interrupt = { .sa_handler = nothing };
	struct mb_redirect answer = MB_REDIRECT_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_loopback *lb = browser_listen("http://localhost");
	int64_t begin = mb_clock_ms();
	int fd = browser_dial(1, browser_port(lb));

	(void)state;
	/* signals do not end it sooner, nor does somebody on the line put it off */
	sigaction(SIGALRM, &interrupt, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	assert_false(mb_loopback_wait(lb, "st4te", mb_deadline_in(1), &answer, &err));
	setitimer(ITIMER_REAL, &off, NULL);
	signal(SIGALRM, SIG_DFL);
	assert_int_equal(err.code, MB_E_RETRY);
	assert_in_range(mb_clock_ms() - begin, 900, 6000);
	mb_err_clear(&err);
	close(fd);
	mb_loopback_close(&lb);
}

static void a_visitor_has_so_much_time(void **state)
{
	struct mb_visitor v;
	int pair[2];
	char byte;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
	mb_visitor_init(&v, pair[0]);
	assert_in_range(v.until_ms - mb_clock_ms(), 8000, 10000);
	mb_visitor_step(&v, 0);
	assert_int_equal(v.state, MB_VISITOR_READING);
	/* a byte now and then gives no more */
	assert_int_equal(write(pair[1], "G", 1), 1);
	mb_visitor_step(&v, POLLIN);
	assert_int_equal(v.state, MB_VISITOR_READING);
	v.until_ms = mb_clock_ms();
	mb_visitor_step(&v, 0);
	assert_int_equal(v.state, MB_VISITOR_NONE);
	assert_int_equal(read(pair[1], &byte, 1), 0);
	close(pair[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_uri_gets_a_port_and_nothing_else),
		cmocka_unit_test(localhost_is_both_addresses),
		cmocka_unit_test(other_uris_are_refused),
		cmocka_unit_test(a_busy_port_is_told),
		cmocka_unit_test(a_configured_port_can_be_used_again_at_once),
		cmocka_unit_test(the_answer_is_taken_and_the_page_given),
		cmocka_unit_test(the_page_says_what_failed),
		cmocka_unit_test(other_requests_do_not_end_the_wait),
		cmocka_unit_test(what_can_be_no_head_is_refused_at_once),
		cmocka_unit_test(slow_ones_hold_nobody_up),
		cmocka_unit_test(a_request_may_come_in_pieces),
		cmocka_unit_test(a_head_may_have_16_kib),
		cmocka_unit_test(the_page_arrives_though_a_body_came),
		cmocka_unit_test(a_browser_that_has_gone_is_no_error),
		cmocka_unit_test(a_close_without_answer_is_allowed),
		cmocka_unit_test(the_wait_has_an_end),
		cmocka_unit_test(a_visitor_has_so_much_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
