/* SPDX-License-Identifier: MIT */
/* The program as a browser: opens the address, follows the redirect, notes the page it ends at. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "case.h"

/* From mailbearer to the provider, and back. */
#define HOPS 2

static int connect_to(int port)
{
	const struct timeval limit = { .tv_sec = 20 };
	struct sockaddr_in addr = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port),
				    .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	if (fd < 0 || connect(fd, (const struct sockaddr *)(const void *)&addr, sizeof(addr)) < 0) {
		perror("case: browser");
		exit(1);
	}
	return fd;
}

/* GETs http://NAME:PORT/PATH, whatever NAME is: everything here is on this machine. */
static struct mb_text get(const char *url)
{
	const char *host = strstr(url, "://") ? strstr(url, "://") + 3 : url;
	size_t host_len = strcspn(host, "/?");
	const char *path = host + host_len, *colon = strchr(host, ':');
	char *request = mb_case_format("GET %s%s HTTP/1.1\r\nHost: %.*s\r\n"
				       "Connection: close\r\n\r\n",
				       *path == '/' ? "" : "/", path, (int)host_len, host);
	int fd = connect_to(colon && colon < path ? atoi(colon + 1) : 80);
	struct mb_text answer = { NULL, 0 };
	char chunk[4096];
	ssize_t n;

	mb_case_send(fd, request, strlen(request));
	free(request);
	while ((n = recv(fd, chunk, sizeof(chunk), 0)) > 0)
		mb_text_add(&answer, chunk, (size_t)n);
	mb_text_add(&answer, "", 0);
	close(fd);
	return answer;
}

static char *location_of(const struct mb_text *answer)
{
	const char *at = strcasestr(answer->s, "\r\nLocation: ");

	return at ? mb_case_copy(at + 12, strcspn(at + 12, "\r\n")) : NULL;
}

/* "STATUS the page in one line" */
static void note(const char *path, const struct mb_text *answer)
{
	const char *status = strchr(answer->s, ' ');
	const char *body = strstr(answer->s, "\r\n\r\n");
	char *line = mb_case_format("%.3s %s", status ? status + 1 : "000", body ? body + 4 : "");
	FILE *f = fopen(path, "ae");

	for (char *s = line; (s = strpbrk(s, "\r\n\t")); s++)
		*s = ' ';
	if (f) {
		fprintf(f, "%s\n", line);
		fclose(f);
	}
	free(line);
}

int mb_case_browser(int argc, char **argv)
{
	int tries = argc == 5 ? atoi(argv[2]) : 0;

	for (int i = 0; i < tries; i++) {
		struct mb_text answer = get(argv[4]);

		for (int hops = 0; hops < HOPS; hops++) {
			char *location = location_of(&answer);

			if (!location)
				break;
			mb_text_free(&answer);
			answer = get(location);
			free(location);
		}
		note(argv[3], &answer);
		mb_text_free(&answer);
	}
	return 0;
}
