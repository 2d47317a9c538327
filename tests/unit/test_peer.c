/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net/peer.h"
#include "unit/browser.h"

#define ENDS "0100007F:1F90 0100007F:C350 "
#define REST "01 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000 20 4 30 10 -1\n"

static int listener;
static unsigned port;

/* Our end of a connection from them. */
static int accept_one(void)
{
	int us = accept(listener, NULL, NULL);

	assert_true(us >= 0);
	return us;
}

/* An IPv6 socket at an IPv4 address, as some browsers have them. */
static int dial_mapped(void)
{
	struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
	const unsigned char mapped[16] = { [10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1 };
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(&to.sin6_addr, mapped, sizeof(mapped));
	if (fd < 0 || connect(fd, (struct sockaddr *)(void *)&to, sizeof(to)) < 0)
		fail_msg("no mapped connection: %s", strerror(errno));
	return fd;
}

static void begin(int a)
{
	port = 0;
	listener = browser_occupy(a, &port);
}

static void is(int fd, enum mb_peer want)
{
	unsigned long uid = 99;

	assert_int_equal(mb_peer_of(fd, &uid), want);
}

static void our_own_are_ours(void **state)
{
	static const int addresses[] = { 1, 2, 6 };

	(void)state;
	for (size_t i = 0; i < N(addresses); i++) {
		bool v6 = addresses[i] == 6;
		int them, us;

		if (addresses[i] > 1 && !browser_have_v6())
			continue;
		begin(v6 ? 6 : 1);
		them = addresses[i] == 2 ? dial_mapped() : browser_dial(v6 ? 6 : 1, port);
		us = accept_one();
		is(us, MB_PEER_OURS);
		close(them);
		is(us, MB_PEER_UNKNOWN);
		close(us);
		close(listener);
	}
}

/* The kernel shows the orphan as root's. */
static void who_has_gone_is_nobody(void **state)
{
	const struct linger reset = { 1, 0 };
	int them, us;

	(void)state;
	begin(1);
	for (int way = 0; way < 3; way++) {
		them = browser_dial(1, port);
		us = accept_one();
		assert_int_equal(send(them, "GET", 3, 0), 3);
		if (way == 0)
			shutdown(them, SHUT_WR);
		if (way == 2)
			setsockopt(them, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
		if (way > 0)
			close(them);
		is(us, MB_PEER_UNKNOWN);
		if (way == 0)
			close(them);
		close(us);
	}
	close(listener);
	is(listener, MB_PEER_UNKNOWN);
}

static int dial_and_wait(void *arg)
{
	char byte;
	int fd = browser_dial(1, port);

	(void)arg;
	return fd < 0 || recv(fd, &byte, 1, 0) != 0;
}

/* In a child of root's: nobody's connection, told from root's own. */
static int look_at_nobody(void *arg)
{
	unsigned long uid = 0;
	enum mb_peer peer;
	int us = accept(listener, NULL, NULL);

	(void)arg;
	if (us < 0)
		return 2;
	peer = mb_peer_of(us, &uid);
	close(us);
	return peer != MB_PEER_OTHER || uid != 65534;
}

static int look_at_ours(void *arg)
{
	return mb_peer_of(*(int *)arg, &(unsigned long){ 0 }) != MB_PEER_OURS;
}

/* As a plain user there is nobody else to come: look for this in cli/strangers.tap too. */
static void others_are_others(void **state)
{
	int them, us;
	pid_t pid;

	(void)state;
	begin(1);
	if (geteuid() == 0) {
		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0)
			_exit(look_at_nobody(NULL));
		assert_int_equal(scratch_in_child(dial_and_wait, NULL, true), 0);
		assert_int_equal(waitpid(pid, &us, 0), pid);
		assert_int_equal(us, 0);
	}
	/* root may always come */
	them = browser_dial(1, port);
	us = accept_one();
	assert_int_equal(scratch_in_child(look_at_ours, &us, true), 0);
	close(them);
	close(us);
	close(listener);
}

/* Each state of the kernel's (include/net/tcp_states.h), 1 to 12, by the row of a socket that could be anybody's. */
static void a_row_decides(void **state)
{
	const unsigned long me = geteuid(), other = me + 1;
	const struct {
		unsigned long uid;
		unsigned long long inode;
		enum mb_peer connected; /* while established, or after we have closed our side */
	} rows[] = {
		{ me, 4711, MB_PEER_OURS },
		{ 0, 4711, MB_PEER_OURS },
		{ me, 1ULL << 40, MB_PEER_OURS },
		{ other, 4711, MB_PEER_OTHER },
		/* no program has it open */
		{ me, 0, MB_PEER_UNKNOWN },
		{ 0, 0, MB_PEER_UNKNOWN },
		{ other, 0, MB_PEER_UNKNOWN },
	};
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	for (size_t i = 0; i < N(rows); i++)
		for (unsigned st = 0; st < 14; st++) {
			struct mb_peer_row row = { st, rows[i].uid, rows[i].inode };
			enum mb_peer want = st == 1 || st == 8 ? rows[i].connected
							       : MB_PEER_UNKNOWN;
			unsigned long uid = 99;

			if (mb_peer_judge(pair[0], &row, &uid) != want)
				fail_msg("row %zu, state %u", i, st);
			assert_int_equal(uid, want == MB_PEER_OTHER ? other : 99);
		}
	close(pair[0]);
	close(pair[1]);
}

/* Between the look at the table and the decision: somebody else may have the same ends by now. */
static void who_goes_after_the_look_is_nobody(void **state)
{
	static const unsigned states[] = { 1, 8 };

	(void)state;
	begin(1);
	for (size_t i = 0; i < N(states); i++)
		for (int way = 0; way < 2; way++) {
			struct mb_peer_row row = { states[i], geteuid(), 4711 };
			unsigned long uid = 99;
			int them = browser_dial(1, port), us = accept_one();

			assert_int_equal(mb_peer_judge(us, &row, &uid), MB_PEER_OURS);
			if (way == 0)
				shutdown(them, SHUT_WR);
			else
				close(them);
			assert_int_equal(mb_peer_judge(us, &row, &uid), MB_PEER_UNKNOWN);
			assert_int_equal(uid, 99);
			if (way == 0)
				close(them);
			close(us);
		}
	close(listener);
}

/* The tables are those of our own namespace, and there the peer is not. 3: no namespace may be made. */
static int look_from_elsewhere(void *arg)
{
	if (unshare(CLONE_NEWNET) < 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) < 0)
		return 3;
	return mb_peer_of(*(int *)arg, &(unsigned long){ 0 }) != MB_PEER_UNKNOWN;
}

static void another_network_is_unknown(void **state)
{
	int them, us, rc;

	(void)state;
	begin(1);
	them = browser_dial(1, port);
	us = accept_one();
	rc = scratch_in_child(look_from_elsewhere, &us, false);
	if (rc == 3)
		print_message("no network namespace may be made here\n");
	else
		assert_int_equal(rc, 0);
	close(them);
	close(us);
	close(listener);
}

static void users_of_other_namespaces_are_nobody(void **state)
{
	static const struct {
		unsigned long uid, me;
		const char *map; /* NULL: there is none */
		bool ours;
	} rows[] = {
		{ 1000, 1000, "         0          0 4294967295\n", true },
		{ 0, 1000, "         0          0 4294967295\n", true },
		{ 1001, 1000, "         0          0 4294967295\n", false },
		{ 1000, 0, "         0          0 4294967295\n", false },
		/* nobody is somebody where all are known */
		{ 65534, 65534, "         0          0 4294967295\n", true },
		{ 65534, 65534, NULL, true },
		/* and all the others where not */
		{ 65534, 65534, "", false },
		{ 65534, 65534, "         0       1000          1\n", false },
		{ 65534, 65534, "         0     100000      65536\n", false },
		{ 65534, 65534,
		  "         0       1000          1\n         1     100000 4294967295\n", false },
		{ 0, 0, "         0       1000          1\n", true },
		{ 65534, 0, "         0       1000          1\n", false },
		{ 1000, 1000, "", true },
	};
	char *map = scratch_path("uid_map"), *overflow = scratch_path("overflowuid");

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		unlink(map);
		if (rows[i].map)
			scratch_write_str(map, rows[i].map, 0600);
		if (mb_peer_is(rows[i].uid, rows[i].me, map, overflow) != rows[i].ours)
			fail_msg("row %zu", i);
	}
	/* where the unknown are shown as somebody else */
	scratch_write_str(map, "         0       1000          1\n", 0600);
	scratch_write_str(overflow, "1000\n", 0600);
	assert_false(mb_peer_is(1000, 1000, map, overflow));
	assert_true(mb_peer_is(65534, 65534, map, overflow));
	scratch_write_str(overflow, "0\n", 0600);
	assert_false(mb_peer_is(0, 0, map, overflow));
	free(map);
	free(overflow);
}

static bool find(const char *path, struct mb_peer_row *row)
{
	*row = (struct mb_peer_row){ 0 };
	return mb_peer_find(path, ENDS, row);
}

static void a_row_is_found_wherever_it_stands(void **state)
{
	static const char head[] = "  sl  local_address rem_address   st tx_queue rx_queue\n";
	static const char other[] = "   0: 0100007F:1F90 0100007F:C351 " REST;
	static const char wanted[] = "4242: " ENDS REST;
	char *path = scratch_path("tcp"), *text = malloc(64 * 1024);
	struct mb_peer_row row;

	(void)state;
	assert_false(find(path, &row));
	/* at each place of the reader's 16 KiB, also across their end */
	for (size_t shift = 0; shift < 200; shift++) {
		size_t len = (size_t)sprintf(text, "%s%*s\n", head, (int)shift, "x");

		while (len < 16384 - sizeof(wanted) / 2 - 100 + shift / 2)
			len += (size_t)sprintf(text + len, "%s", other);
		scratch_write(path, text, len, 0600);
		assert_false(find(path, &row));
		len += (size_t)sprintf(text + len, "%s%s", wanted, other);
		scratch_write(path, text, len, 0600);
		assert_true(find(path, &row));
		assert_int_equal(row.state, 1);
		assert_int_equal(row.uid, 1000);
		assert_int_equal(row.inode, 4711);
	}
	scratch_write_str(path, "   0: 0100007F:C350 0100007F:1F90 " REST, 0600);
	assert_false(find(path, &row)); /* our own end */
	scratch_write_str(path, "   0: " ENDS "01 00000000:00000000\n", 0600);
	assert_false(find(path, &row)); /* no row any more */
	free(text);
	free(path);
}

static void a_table_has_an_end(void **state)
{
	static char piece[1024 * 1024];
	char *path = scratch_path("tcp");
	struct mb_peer_row row;
	int fd;

	(void)state;
	/* a line that is none of the kernel's */
	memset(piece, 'x', sizeof(piece));
	scratch_write(path, piece, sizeof(piece), 0600);
	fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	assert_true(write(fd, "\n 1: " ENDS REST, strlen("\n 1: " ENDS REST)) > 0);
	close(fd);
	assert_false(find(path, &row));
	/* more rows than anybody has */
	for (size_t i = 127; i < sizeof(piece); i += 128)
		piece[i] = '\n';
	scratch_write(path, "", 0, 0600);
	fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	for (size_t i = 0; i < MB_PEER_TABLE_MAX / sizeof(piece); i++) {
		if (i == MB_PEER_TABLE_MAX / sizeof(piece) - 1) {
			static const char last[] = " 1: 0100007F:0001 0100007F:0002 " REST;

			memcpy(piece + 1024, last, sizeof(last) - 1);
		}
		assert_int_equal(write(fd, piece, sizeof(piece)), sizeof(piece));
	}
	assert_true(write(fd, " 1: " ENDS REST, strlen(" 1: " ENDS REST)) > 0);
	close(fd);
	assert_true(mb_peer_find(path, "0100007F:0001 0100007F:0002 ", &row));
	assert_false(find(path, &row));
	unlink(path);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_own_are_ours),
		cmocka_unit_test(who_has_gone_is_nobody),
		cmocka_unit_test(others_are_others),
		cmocka_unit_test(a_row_decides),
		cmocka_unit_test(who_goes_after_the_look_is_nobody),
		cmocka_unit_test(another_network_is_unknown),
		cmocka_unit_test(users_of_other_namespaces_are_nobody),
		cmocka_unit_test(a_row_is_found_wherever_it_stands),
		cmocka_unit_test(a_table_has_an_end),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
