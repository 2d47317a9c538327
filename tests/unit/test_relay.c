/* SPDX-License-Identifier: MIT */
/* The relay between two sockets, or a pair of pipes and a socket: this program is the TLS library. */
#include "unit/relay_bed.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

static void goes_both_ways(bool pipes)
{
	struct bed b;

	start(&b, pipes, NULL);
	must_write(b.to, "one\r\n");
	must_read(b.server, "one\r\n");
	must_write(b.server, "two");
	must_read(b.from, "two");
	must_write(b.to, "QUIT\r\n");
	must_read(b.server, "QUIT\r\n");
	must_write(b.server, "bye\r\n");
	close(b.server);
	b.server = -1;
	must_read(b.from, "bye\r\n");
	stop(&b, MB_RELAY_DONE);
}

static void test_both_ways(void **state)
{
	(void)state;
	goes_both_ways(false);
	goes_both_ways(true);
}

struct writer {
	int fd;
	size_t total, chunk;
};

static void *write_much(void *arg)
{
	const struct writer *w = arg;
	char *chunk = malloc(w->chunk);

	for (size_t done = 0; done < w->total; done += w->chunk) {
		for (size_t i = 0; i < w->chunk; i++)
			chunk[i] = (char)((done + i) % 251);
		for (size_t at = 0; at < w->chunk;) {
			ssize_t n = write(w->fd, chunk + at, w->chunk - at);

			if (n <= 0)
				abort();
			at += (size_t)n;
		}
	}
	free(chunk);
	return NULL;
}

/* All of it comes, in order; the reader begins late and is slow, so that all buffers are full. */
static void read_much(int fd, size_t total, size_t at_once)
{
	char *got = malloc(at_once);

	usleep(100000);
	for (size_t done = 0; done < total;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n;

		assert_int_equal(poll(&p, 1, 10000), 1);
		n = read(fd, got, at_once);
		assert_true(n > 0);
		for (ssize_t i = 0; i < n; i++)
			if (got[i] != (char)((done + (size_t)i) % 251))
				fail_msg("byte %zu is wrong", done + (size_t)i);
		done += (size_t)n;
	}
	free(got);
}

static void much_goes(bool pipes, bool down, size_t total, size_t chunk)
{
	struct writer w = { .total = total, .chunk = chunk };
	pthread_t thread;
	struct bed b;

	start(&b, pipes, NULL);
	w.fd = down ? b.server : b.to;
	assert_int_equal(pthread_create(&thread, NULL, write_much, &w), 0);
	read_much(down ? b.from : b.server, total, 10007);
	pthread_join(thread, NULL);
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);
}

/* Records that fill the relay's buffer in the middle: the rest of one stays with the TLS library, and
 * nothing more comes for poll() to see. */
static void test_much(void **state)
{
	(void)state;
	much_goes(false, true, 10000 * 1000, 10000);
	much_goes(true, true, 10000 * 1000, 10000);
	much_goes(false, false, 16384 * 500, 16384);
	much_goes(true, false, 16384 * 500, 16384);
}

/* The program ends first: the server's last words still come, its silence is not waited for. */
static void test_program_ends(void **state)
{
	char c;
	struct bed b;
	int64_t before;

	(void)state;
	start(&b, true, NULL);
	must_write(b.to, "LOGOUT\r\n");
	close(b.to);
	b.to = -1;
	must_read(b.server, "LOGOUT\r\n");
	must_write(b.server, "* BYE\r\n");
	must_read(b.from, "* BYE\r\n");
	assert_int_equal(read(b.server, &c, 1), 0); /* half-closed after a second of silence */
	must_write(b.server, "late\r\n");
	must_read(b.from, "late\r\n");
	before = mb_clock_ms();
	stop(&b, MB_RELAY_BROKEN); /* a server that never hangs up has five seconds */
	assert_in_range(mb_clock_ms() - before, 4000, 8000);
}

/* It has ended, the server's answer takes its time: five seconds count from the last byte that came, or
 * that the program took. */
static void test_slow_answer(void **state)
{
	size_t had, kept = 0;
	char got[4096];
	struct bed b;
	ssize_t n;

	(void)state;
	start(&b, true, NULL);
	must_write(b.to, "FETCH\r\n");
	close(b.to);
	b.to = -1;
	must_read(b.server, "FETCH\r\n");
	for (int i = 0; i < 4; i++) {
		usleep(2 * 1000 * 1000);
		must_write(b.server, "slow\r\n");
		must_read(b.from, "slow\r\n");
	}
	/* More than the pipe holds, and the server is done: the program is as slow. */
	for (had = 0; had < 100000; had += sizeof(got)) {
		memset(got, 'x', sizeof(got));
		assert_int_equal(write(b.server, got, sizeof(got)), sizeof(got));
	}
	close(b.server);
	b.server = -1;
	for (int i = 0; i < 4; i++) {
		usleep(2 * 1000 * 1000);
		assert_true((n = read(b.from, got, sizeof(got))) > 0);
		kept += (size_t)n;
	}
	while ((n = read(b.from, got, sizeof(got))) > 0)
		kept += (size_t)n;
	assert_int_equal(kept, had);
	stop(&b, MB_RELAY_DONE);
}

/* Nobody takes the server's answer any more: it is not lost in silence. */
static void test_stuck_program(void **state)
{
	char *much = calloc(1, 100000);
	struct bed b;

	(void)state;
	start(&b, true, NULL);
	close(b.to);
	b.to = -1;
	assert_int_equal(write(b.server, much, 100000), 100000);
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_BROKEN);
	free(much);
}

static void send_zeros(int fd, size_t len)
{
	char *zeros = calloc(1, len);

	assert_int_equal(write(fd, zeros, len), (ssize_t)len);
	free(zeros);
	/* The relay takes what it can. */
	mb_clock_sleep_ms(300, mb_deadline_in(1));
}

/* The program reads late: what it says goes on all the same, and it gets the rest of a record that poll() does not
 * know of. A pipe holds 64 KB, as the relay does. */
static void test_late_reader(void **state)
{
	char got[PIPE_BUF];
	struct bed b;

	(void)state;
	start(&b, true, NULL);
	send_zeros(b.server, 65536 + 10000);
	send_zeros(b.server, 65536);
	for (size_t left = 65536 + 10000 + 65536; left > 0;) {
		struct pollfd p = { .fd = b.from, .events = POLLIN };
		ssize_t n = poll(&p, 1, 10000) == 1 ? read(b.from, got, sizeof(got)) : 0;

		if (n <= 0)
			fail_msg("%zu bytes never came", left);
		if (left == 65536 + 10000 + 65536) {
			mb_clock_sleep_ms(100, mb_deadline_in(1));
			must_write(b.to, "NOOP\r\n");
			must_read(b.server, "NOOP\r\n");
		}
		left -= (size_t)n;
	}
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);
}

/* The program has gone, and the server does not take what the program sent, but talks without end, to nobody. */
static void test_server_talks_to_nobody(void **state)
{
	static const char much[40000];
	int small = 4096, sent = 0;
	struct bed b;

	(void)state;
	start(&b, true, NULL);
	assert_int_equal(setsockopt(b.conn.fd, SOL_SOCKET, SO_SNDBUF, &small, sizeof(small)), 0);
	assert_int_equal(write(b.to, much, sizeof(much)), sizeof(much));
	close(b.to);
	close(b.from);
	b.to = b.from = -1;
	while (send(b.server, "x", 1, MSG_NOSIGNAL) == 1 && sent++ < 80)
		usleep(100 * 1000);
	if (sent >= 80)
		fail_msg("the relay still listens");
	stop(&b, MB_RELAY_BROKEN);
}

/* Some servers drop what they still owe when they see the end. */
static void test_end_is_told_late(void **state)
{
	struct pollfd p;
	struct bed b;
	char c;

	(void)state;
	start(&b, true, NULL);
	must_write(b.to, "QUIT\r\n");
	close(b.to);
	b.to = -1;
	must_read(b.server, "QUIT\r\n");
	p = (struct pollfd){ .fd = b.server, .events = POLLIN };
	assert_int_equal(poll(&p, 1, 500), 0);
	assert_int_equal(poll(&p, 1, 10000), 1);
	assert_int_equal(read(b.server, &c, 1), 0);
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);
}

static void test_program_goes(void **state)
{
	char c;
	struct bed b;

	(void)state;
	start(&b, false, NULL);
	close(b.to);
	b.to = b.from = -1;
	assert_int_equal(read(b.server, &c, 1), 0);
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);
}

static void test_server_breaks(void **state)
{
	struct bed b;

	(void)state;
	start(&b, false, NULL);
	b.conn.reset = true;
	must_write(b.server, "half a li");
	close(b.server);
	b.server = -1;
	must_read(b.from, "half a li");
	stop(&b, MB_RELAY_BROKEN);
	/* After the program has ended it does not matter. */
	start(&b, true, NULL);
	b.conn.reset = true;
	close(b.to);
	b.to = -1;
	usleep(100000);
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);
}

/* Takes whole lines that begin with "me", leaves the rest. */
static size_t filter(void *arg, const char *data, size_t len, struct mb_buf *answer, bool *pass_r)
{
	const char *end = memchr(data, '\n', len);

	(void)arg;
	if (!end)
		return 0;
	if (len > 2 && memcmp(data, "me", 2) == 0) {
		mb_buf_adds(answer, "mine\r\n");
		return (size_t)(end - data) + 1;
	}
	*pass_r = true;
	return 0;
}

static void test_filter(void **state)
{
	char *line = malloc(100000);
	struct bed b;

	(void)state;
	start(&b, false, filter);
	must_write(b.to, "me 1\nme 2\nm");
	must_read(b.from, "mine\r\nmine\r\n");
	must_write(b.to, "e 3\nyou\nme 4\n");
	must_read(b.from, "mine\r\n");
	must_read(b.server, "you\nme 4\n"); /* from there on it is not asked */
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);

	/* A line that does not end goes to the server, who may judge it; nothing is lost. */
	start(&b, false, filter);
	memset(line, 'x', 100000);
	assert_int_equal(write(b.to, line, 100000), 100000);
	for (size_t done = 0; done < 100000;) {
		ssize_t n = read(b.server, line, 100000);

		assert_true(n > 0);
		done += (size_t)n;
	}
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);
	free(line);
}

/* A line crosses the end of the relay's room. */
static void test_filter_goes_on(void **state)
{
	char line[65536];
	struct bed b;

	(void)state;
	start(&b, false, filter);
	must_write(b.to, "me 1\nm");
	must_read(b.from, "mine\r\n");
	memset(line, 'e', sizeof(line));
	assert_int_equal(write(b.to, line, sizeof(line) - 6), sizeof(line) - 6);
	must_write(b.to, "\nme 3\nyou\n");
	must_read(b.from, "mine\r\nmine\r\n");
	must_read(b.server, "you\n");
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);
}

/* The program asks, but does not yet read: the answer waits until there is room for it. */
static void test_filter_waits(void **state)
{
	size_t zeros = 0, others = 0;
	char got[PIPE_BUF];
	struct bed b;

	(void)state;
	start(&b, true, filter);
	send_zeros(b.server, 65536 + 65536);
	must_write(b.to, "me 1\n");
	send_zeros(b.server, 20000);
	while (zeros + others < 65536 + 65536 + 20000 + 6) {
		struct pollfd p = { .fd = b.from, .events = POLLIN };
		ssize_t n = poll(&p, 1, 10000) == 1 ? read(b.from, got, sizeof(got)) : 0;

		assert_true(n > 0);
		for (ssize_t i = 0; i < n; i++) {
			if (got[i] == '\0')
				zeros++;
			else
				assert_int_equal(got[i], "mine\r\n"[others++]);
		}
	}
	assert_int_equal(others, 6);
	close(b.server);
	b.server = -1;
	stop(&b, MB_RELAY_DONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_ways),
		cmocka_unit_test(test_much),
		cmocka_unit_test(test_program_ends),
		cmocka_unit_test(test_program_goes),
		cmocka_unit_test(test_server_breaks),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_late_reader),
		cmocka_unit_test(test_end_is_told_late),
		cmocka_unit_test(test_slow_answer),
		cmocka_unit_test(test_stuck_program),
		cmocka_unit_test(test_server_talks_to_nobody),
		cmocka_unit_test(test_filter_goes_on),
		cmocka_unit_test(test_filter_waits),
	};

	alarm(120);
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("relay", tests, NULL, NULL);
}
