/* SPDX-License-Identifier: MIT */
/*
 * ports N: prints N free TCP ports of 127.0.0.1, for servers that must be told theirs.
 * Below the range that the system hands out by itself, or a client could take one meanwhile; where
 * the search starts depends on the process id, so that tests at the same time do not meet.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST 10000
#define COUNT 20000

static bool is_free(int port)
{
	struct sockaddr_in addr = { .sin_family = AF_INET,
				    .sin_port = htons((unsigned short)port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool ok = fd >= 0 && bind(fd, (struct sockaddr *)&addr, sizeof(addr)) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

int main(int argc, char **argv)
{
	long wanted = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
	long start = (long)getpid() * 37;

	for (long i = 0; wanted > 0 && i < COUNT; i++) {
		int port = FIRST + (int)((start + i) % COUNT);

		if (is_free(port)) {
			printf("%d\n", port);
			wanted--;
		}
	}
	return wanted == 0 ? 0 : 1;
}
