/* SPDX-License-Identifier: MIT */
/*
 * browser - asks the loopback listener, well or badly
 */
#ifndef MB_TEST_BROWSER_H
#define MB_TEST_BROWSER_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

struct mb_loopback;

/* A request that brings the code c0de for the state st4te. */
#define BROWSER_GOOD "GET /?code=c0de&state=st4te HTTP/1.1\r\nHost: localhost\r\n\r\n"

/* A listener for that redirect URI, or the test fails; and the port it got. */
struct mb_loopback *browser_listen(const char *uri);
unsigned browser_port(const struct mb_loopback *lb);
/* Connects to 127.0.0.A, or to ::1 when that is 6; -1 with errno. */
int browser_dial(int a, unsigned port);
/* Whether this machine has ::1. */
bool browser_have_v6(void);
/* A listening socket on 127.0.0.1, or ::1 when `a` is 6, at *port; 0 becomes the one it got. */
int browser_occupy(int a, unsigned *port);
/* Until the other side closes, in the caller's buffer; false on a reset. */
bool browser_read_all(int fd, char *out, size_t size);
/* The status of the answer; 0: none. */
unsigned browser_ask(unsigned port, const char *request);

/* A browser in a thread of its own: asserts of cmocka work only in the main thread. */
struct browser {
	pthread_t thread;
	unsigned port;
	int address;
	const char *request;
	size_t pieces; /* the request is sent in so many */
	void (*before)(struct browser *b);
	sem_t *leave; /* when this is posted, without waiting for the page; NULL: it waits */
	bool whole;
	char reply[16384];
	char failure[200];
};

void browser_start(struct browser *b, unsigned port, const char *request);
/* Waits for it; its failure is the test's. */
void browser_join(struct browser *b);

#endif
