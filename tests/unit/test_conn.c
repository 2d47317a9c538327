/* SPDX-License-Identifier: MIT */
/* A connection to a server that never pauses: this program is libcurl from the handshake on. */
#include "unit/scratch.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "mail/conn.h"

#undef curl_easy_getinfo

static int sockets[2];
static const char *said; /* by the server, again and again */
static size_t at;
static struct mb_conn *conn;
static struct mb_err err;

CURLcode curl_easy_perform(CURL *curl)
{
	(void)curl;
	return CURLE_OK;
}

CURLcode curl_easy_getinfo(CURL *curl, CURLINFO info, ...)
{
	va_list ap;

	(void)curl;
	if (info != CURLINFO_ACTIVESOCKET)
		return CURLE_UNKNOWN_OPTION;
	va_start(ap, info);
	*va_arg(ap, curl_socket_t *) = sockets[0];
	va_end(ap);
	return CURLE_OK;
}

CURLcode curl_easy_recv(CURL *curl, void *data, size_t len, size_t *n)
{
	(void)curl;
	for (size_t i = 0; i < len; i++)
		((char *)data)[i] = said[at++ % strlen(said)];
	*n = len;
	return CURLE_OK;
}

CURLcode curl_easy_send(CURL *curl, const void *data, size_t len, size_t *n)
{
	(void)curl;
	(void)data;
	*n = len < 1 ? len : 1;
	return CURLE_OK;
}

static void reach(const char *text)
{
	const struct mb_conn_target target = {
		.service = MB_SERVICE_IMAP, .host = "server.test", .port = 1, .tls = MB_TLS_IMPLICIT
	};

	said = text;
	at = 0;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
	assert_true(mb_conn_open(&conn, &target, mb_deadline_in(10), &err));
}

static void leave(void)
{
	assert_int_equal(err.code, MB_E_RETRY);
	mb_err_clear(&err);
	mb_conn_close(&conn);
	close(sockets[0]);
	close(sockets[1]);
}

static void assert_late(void)
{
	assert_non_null(strstr(err.text, "does not answer in time"));
	leave();
}

static void lines_without_end_are_late(void **state)
{
	struct mb_deadline deadline;
	char *line;

	(void)state;
	reach("* OK still here\r\n");
	deadline = mb_deadline_in(1);
	while (mb_conn_line(conn, deadline, &line, &err))
		assert_string_equal(line, "* OK still here");
	assert_int_equal(mb_deadline_left_ms(deadline), 0);
	assert_late();
}

static void bytes_without_end_are_late(void **state)
{
	static char piece[65536];
	struct mb_deadline deadline;

	(void)state;
	reach("x");
	deadline = mb_deadline_in(1);
	while (mb_conn_bytes(conn, piece, sizeof(piece), deadline, &err))
		;
	assert_late();
}

static void writing_without_end_is_late(void **state)
{
	static char piece[1 << 20];
	struct mb_deadline deadline;

	(void)state;
	reach("x");
	deadline = mb_deadline_in(1);
	while (mb_conn_write(conn, piece, sizeof(piece), deadline, &err))
		;
	assert_late();
}

static void a_line_without_end_is_too_long(void **state)
{
	char *line;

	(void)state;
	reach("x");
	assert_false(mb_conn_line(conn, mb_deadline_in(60), &line, &err));
	assert_non_null(strstr(err.text, "far too long"));
	leave();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_without_end_are_late),
		cmocka_unit_test(bytes_without_end_are_late),
		cmocka_unit_test(writing_without_end_is_late),
		cmocka_unit_test(a_line_without_end_is_too_long),
	};

	alarm(60); /* rather than for ever */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
