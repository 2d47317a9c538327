/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include "unit/browser.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/loopback.h"

struct mb_loopback *browser_listen(const char *uri)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_loopback *lb = NULL;

	if (!mb_loopback_open(&lb, uri, &err))
		fail_msg("%s", err.text);
	return lb;
}

unsigned browser_port(const struct mb_loopback *lb)
{
	return (unsigned)strtoul(strrchr(mb_loopback_uri(lb), ':') + 1, NULL, 10);
}

int browser_dial(int a, unsigned port)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
	int fd = socket(a == 6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int rc;

	if (fd < 0)
		return -1;
	v4.sin_addr.s_addr = htonl(0x7f000000U + (unsigned)a);
	v6.sin6_addr = in6addr_loopback;
	rc = a == 6 ? connect(fd, (struct sockaddr *)(void *)&v6, sizeof(v6))
		    : connect(fd, (struct sockaddr *)(void *)&v4, sizeof(v4));
	if (rc == 0)
		return fd;
	close(fd);
	return -1;
}

bool browser_have_v6(void)
{
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok;

	v6.sin6_addr = in6addr_loopback;
	ok = fd >= 0 && bind(fd, (struct sockaddr *)(void *)&v6, sizeof(v6)) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

int browser_occupy(int a, unsigned *port)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)*port) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)*port) };
	struct sockaddr *addr = a == 6 ? (struct sockaddr *)(void *)&v6
				       : (struct sockaddr *)(void *)&v4;
	socklen_t len = a == 6 ? sizeof(v6) : sizeof(v4);
	int fd = socket(addr->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	v6.sin6_addr = in6addr_loopback;
	assert_int_equal(bind(fd, addr, len), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, addr, &len), 0);
	*port = ntohs(a == 6 ? v6.sin6_port : v4.sin_port);
	return fd;
}

bool browser_read_all(int fd, char *out, size_t size)
{
	size_t len = 0;
	ssize_t n = 1;

	while (len < size - 1 && n > 0) {
		n = recv(fd, out + len, size - 1 - len, 0);
		if (n > 0)
			len += (size_t)n;
	}
	out[len] = '\0';
	return n == 0;
}

unsigned browser_ask(unsigned port, const char *request)
{
	char reply[8192];
	int fd = browser_dial(1, port);
	unsigned status = 0;

	if (fd < 0)
		return 0;
	if (send(fd, request, strlen(request), MSG_NOSIGNAL) > 0 &&
	    browser_read_all(fd, reply, sizeof(reply)))
		sscanf(reply, "HTTP/1.1 %u ", &status);
	close(fd);
	return status;
}

static void *browse(void *arg)
{
	/* After a FIN a reset makes the next write of the other side a SIGPIPE. */
	const struct linger reset = { 1, 0 };
	struct browser *b = arg;
	size_t len = strlen(b->request), done = 0, size = len / (b->pieces ? b->pieces : 1) + 1;
	int fd;

	if (b->before)
		b->before(b);
	fd = browser_dial(b->address ? b->address : 1, b->port);
	while (fd >= 0 && done < len) {
		size_t n = len - done < size ? len - done : size;

		if (send(fd, b->request + done, n, MSG_NOSIGNAL) < 0)
			break;
		done += n;
		if (done < len)
			usleep(1000);
	}
	if (!b->leave)
		b->whole = browser_read_all(fd, b->reply, sizeof(b->reply));
	else if (sem_wait(b->leave) == 0 && shutdown(fd, SHUT_WR) == 0)
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	close(fd);
	return NULL;
}

void browser_start(struct browser *b, unsigned port, const char *request)
{
	b->port = port;
	b->request = request;
	assert_int_equal(pthread_create(&b->thread, NULL, browse, b), 0);
}

void browser_join(struct browser *b)
{
	assert_int_equal(pthread_join(b->thread, NULL), 0);
	if (b->failure[0])
		fail_msg("%s", b->failure);
}
