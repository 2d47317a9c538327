/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "net/head.h"
#include "net/redirect.h"

#define GET "GET /?code=c&state=s HTTP/1.1\r\n"

/* The path is "/" in all. */
static const struct {
	const char *head;
	unsigned status;
} rows[] = {
	{ GET "Host: localhost:1234\r\n\r\n", 200 },
	{ GET "Host: localhost\r\n\r\n", 200 },
	{ GET "host:127.0.0.1:1\r\n\r\n", 200 },
	{ GET "HOST: [::1]:65535 \r\n\r\n", 200 },
	{ GET "Host: [::1]\r\n\r\n", 200 },
	{ GET "Host: LocalHost\r\n\r\n", 200 },
	{ GET "Accept: */*\r\nHost: localhost\r\nX-Empty:\r\nCookie: a=\303\274\ttab\r\n\r\n", 200 },
	{ "GET /?code=c&state=s HTTP/1.0\r\nHost: localhost\r\n\r\n", 200 },
	{ "GET http://localhost:1234/?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 200 },
	{ "GET HTTP://127.0.0.1?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 200 },
	{ "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 200 }, /* nothing in it: the caller sees */
	/* DNS rebinding, and Hosts that nearly are ours */
	{ GET "Host: evil.example\r\n\r\n", 400 },
	{ GET "Host: localhost.evil.example\r\n\r\n", 400 },
	{ GET "Host: evil.localhost\r\n\r\n", 400 },
	{ GET "Host: 127.0.0.1.evil.example\r\n\r\n", 400 },
	{ GET "Host: 127.0.0.2\r\n\r\n", 400 },
	{ GET "Host: [::2]\r\n\r\n", 400 },
	{ GET "Host: [::1\r\n\r\n", 400 },
	{ GET "Host: [::1]x\r\n\r\n", 400 },
	{ GET "Host: ::1\r\n\r\n", 400 },
	{ GET "Host: localhost:80:80\r\n\r\n", 400 },
	{ GET "Host: localhost:x\r\n\r\n", 400 },
	{ GET "Host: user@localhost\r\n\r\n", 400 },
	{ GET "Host:\r\n\r\n", 400 },
	{ GET "\r\n", 400 },
	{ GET "Accept: x\r\n\r\n", 400 },
	{ GET "Host: localhost\r\nHost: localhost\r\n\r\n", 400 },
	{ GET "Host: localhost\r\nHost: evil.example\r\n\r\n", 400 },
	{ "GET http://evil.example/?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET http:///?code=c HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	/* other paths and methods */
	{ "GET /favicon.ico HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
	{ "GET //?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
	{ "GET /%3fcode=c HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
	{ "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
	{ "POST /favicon.ico HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
	{ "POST /?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 405 },
	{ "HEAD /?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 405 },
	{ "OPTIONS / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405 },
	{ "get /?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 405 },
	/* no HTTP that a browser would send */
	{ "GET /?code=c&state=s HTTP/2.0\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET /?code=c&state=s\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET  /?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET /?code=c &state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET /?code=c&state=s HTTP/1.1 \r\nHost: localhost\r\n\r\n", 400 },
	{ " GET /?code=c&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET\t/?code=c&state=s\tHTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET /?code=c\001&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET /?code=c\303\274&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "\r\n" GET "Host: localhost\r\n\r\n", 400 },
	{ "\r\n\r\n", 400 },
	{ GET " folded: x\r\nHost: localhost\r\n\r\n", 400 },
	{ GET "Host: localhost\r\n folded\r\n\r\n", 400 },
	{ GET "Host : localhost\r\n\r\n", 400 },
	{ GET "no colon\r\nHost: localhost\r\n\r\n", 400 },
	{ GET ": x\r\nHost: localhost\r\n\r\n", 400 },
	{ GET "X: a\rb\r\nHost: localhost\r\n\r\n", 400 },
	{ GET "X: a\nb: c\r\nHost: localhost\r\n\r\n", 400 },
	{ GET "Host: localhost\r\n\r\nmore", 400 },
	{ GET "Host: localhost\r\n", 400 },
	/* queries */
	{ "GET /?code=c&code=d&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET /?code=c%&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
	{ "GET /?code=c%00&state=s HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
};

static void judges(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct mb_redirect answer = MB_REDIRECT_INIT;
		/* A copy of just this length: reading past it is found by the sanitizers. */
		size_t len = strlen(rows[i].head);
		char *head = malloc(len);
		const char *why = NULL;
		unsigned status;

		memcpy(head, rows[i].head, len);
		status = mb_head_judge(head, len, "/", &answer, &why);
		if (status != rows[i].status || !why || (status != 200) != (*why != '\0') ||
		    (status != 200 && answer.code))
			fail_msg("row %zu (%u): %s", i, status, rows[i].head);
		mb_redirect_fini(&answer);
		free(head);
	}
}

static void a_nul_is_refused(void **state)
{
	static const char heads[][60] = {
		"GET /?a=\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"GET /?a=b HTTP/1.1\r\nHost: localhost\0\r\n\r\n",
		"GET /?a=b HTTP/1.1\r\nHost: localhost\r\nX: \0\r\n\r\n",
	};

	(void)state;
	for (size_t i = 0; i < N(heads); i++) {
		struct mb_redirect answer = MB_REDIRECT_INIT;
		size_t len = mb_head_len(heads[i], sizeof(heads[i]));
		const char *why;

		assert_true(len > 30);
		assert_int_equal(mb_head_judge(heads[i], len, "/", &answer, &why), 400);
	}
}

static void the_path_is_the_one_configured(void **state)
{
	static const struct {
		const char *target;
		unsigned status;
	} targets[] = {
		{ "/cb?code=c", 200 },	{ "/cb", 200 },	    { "/cb/?code=c", 404 }, { "/?code=c", 404 },
		{ "/cB?code=c", 404 },	{ "/c%62?code=c", 404 }, { "/cbx?code=c", 404 },
		{ "http://localhost?code=c", 404 },	    { "http://localhost/cb?code=c", 200 },
	};

	(void)state;
	for (size_t i = 0; i < N(targets); i++) {
		struct mb_redirect answer = MB_REDIRECT_INIT;
		char head[200] = "GET ";
		const char *why;

		strcat(strcat(head, targets[i].target), " HTTP/1.1\r\nHost: localhost\r\n\r\n");
		if (mb_head_judge(head, strlen(head), "/cb", &answer, &why) != targets[i].status)
			fail_msg("%s", targets[i].target);
		mb_redirect_fini(&answer);
	}
}

static void parameters_arrive(void **state)
{
	static const char head[] = GET "Host: localhost\r\n\r\n";
	struct mb_redirect answer = MB_REDIRECT_INIT;
	const char *why;

	(void)state;
	assert_int_equal(mb_head_judge(head, strlen(head), "/", &answer, &why), 200);
	assert_string_equal(mb_secret_expose(answer.code), "c");
	assert_string_equal(answer.state, "s");
	mb_redirect_fini(&answer);
}

static void the_end_of_a_head(void **state)
{
	(void)state;
	assert_int_equal(mb_head_len("", 0), 0);
	assert_int_equal(mb_head_len("GET / HTTP/1.1\r\n", 16), 0);
	assert_int_equal(mb_head_len("a\r\n\r", 4), 0);
	assert_int_equal(mb_head_len("a\r\n\r\n", 5), 5);
	assert_int_equal(mb_head_len("a\r\n\r\nbody\r\n\r\n", 13), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges),
		cmocka_unit_test(a_nul_is_refused),
		cmocka_unit_test(the_path_is_the_one_configured),
		cmocka_unit_test(parameters_arrive),
		cmocka_unit_test(the_end_of_a_head),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
