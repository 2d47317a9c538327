/* SPDX-License-Identifier: MIT */
/*
 * cut - a proxy to a port of this machine that cuts connections at a random point: after 0 to MOST
 * bytes in both directions together, every other one with a reset. One process per connection.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

static int here(int port, bool listening, int *port_r)
{
	struct sockaddr_in addr = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(addr);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	if (!listening)
		return connect(fd, (struct sockaddr *)&addr, len) == 0 ? fd : -1;
	if (bind(fd, (struct sockaddr *)&addr, len) < 0 || listen(fd, 512) < 0 ||
	    getsockname(fd, (struct sockaddr *)&addr, &len) < 0)
		return -1;
	*port_r = ntohs(addr.sin_port);
	return fd;
}

/* Moves what is there, as far as *left; false: that was the end. */
static bool move(int from, int to, unsigned *left)
{
	char data[4096];
	ssize_t n = read(from, data, *left < sizeof(data) ? *left : sizeof(data));

	if (n <= 0 || send(to, data, (size_t)n, MSG_NOSIGNAL) != n)
		return false;
	*left -= (unsigned)n;
	return *left > 0;
}

static void relay(int client, int server, unsigned left)
{
	struct pollfd p[2] = { { client, POLLIN, 0 }, { server, POLLIN, 0 } };

	while (left > 0 && poll(p, 2, 60000) > 0)
		for (int i = 0; i < 2; i++)
			if (p[i].revents && !move(p[i].fd, p[1 - i].fd, &left))
				return;
}

static void serve(int client, int port, unsigned most)
{
	struct linger hard = { 1, 0 };
	unsigned random = 0;
	int server = here(port, false, NULL);

	if (server < 0 || getrandom(&random, sizeof(random), 0) < 0)
		return;
	relay(client, server, random / 2 % (most + 1));
	if (random & 1)
		setsockopt(client, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
}

int main(int argc, char **argv)
{
	int port, fd = here(0, true, &port);

	if (argc != 3 || fd < 0) {
		fputs("usage: cutter PORT MOST   (prints its port; ends when killed)\n", stderr);
		return 64;
	}
	signal(SIGCHLD, SIG_IGN);
	printf("%d\n", port);
	fflush(stdout);
	for (;;) {
		int client = accept4(fd, NULL, NULL, SOCK_CLOEXEC);

		if (client < 0)
			continue;
		if (fork() == 0) {
			close(fd);
			serve(client, atoi(argv[1]), (unsigned)atoi(argv[2]));
			_exit(0);
		}
		close(client);
	}
}
