/* SPDX-License-Identifier: MIT */
/*
 * relay_bed - a relay in a thread of its own, between sockets or pipes that a test holds the other ends of
 */
#ifndef MB_TEST_RELAY_BED_H
#define MB_TEST_RELAY_BED_H

/* clang-format off: cmocka.h wants these first */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <pthread.h>
#include <stdbool.h>

#include "mail/conn.h"
#include "mail/relay.h"

/* Reads records as a TLS library does: what was asked for is given, the rest of the record is kept
 * where poll() does not see it. */
struct mb_conn {
	int fd;
	char record[16384];
	size_t start, end;
	bool reset;
};

/* The relay runs in a thread of its own; these are the ends that are left to the test. */
struct bed {
	struct mb_conn conn;
	int in, out;          /* the relay's */
	int to, from, server; /* ours: the program's two ends, the server's end */
	mb_relay_filter *filter;
	enum mb_relay_end end;
	pthread_t thread;
};

/* Start the relay, between pipes or a socket and the server's. */
void start(struct bed *b, bool pipes, mb_relay_filter *filter);
/* Wait for its end, which must be this one. */
void stop(struct bed *b, enum mb_relay_end end);
/* Read just this text, within ten seconds; write it. */
void must_read(int fd, const char *wanted);
void must_write(int fd, const char *text);

#endif
