/* SPDX-License-Identifier: MIT */
/* The part of bed.h that speaks with the provider. */
#include "bed.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_MAX (64 * 1024)

void mb_provider_start(struct mb_provider *p)
{
	char url[128] = "", *colon;
	int fds[2];
	size_t len = 0;

	if (pipe(fds) < 0)
		mb_bed_bail("pipe");
	p->pid = fork();
	if (p->pid < 0)
		mb_bed_bail("fork");
	if (p->pid == 0) {
		dup2(fds[1], STDOUT_FILENO);
		close_range(3, ~0U, 0);
		setpgid(0, 0);
		execl(MB_TEST_DIR "/provider", "provider", "--die-with-parent", "--set",
		      "introspect_auth=0", (char *)NULL);
		_exit(127);
	}
	close(fds[1]);
	while (len + 1 < sizeof(url) && !strchr(url, '\n') && read(fds[0], url + len, 1) == 1)
		len++;
	close(fds[0]);
	colon = strrchr(url, ':');
	p->port = colon ? (int)strtol(colon + 1, NULL, 10) : 0;
	if (p->port <= 0)
		mb_bed_bail("the provider does not start");
}

void mb_provider_stop(struct mb_provider *p)
{
	kill(p->pid, SIGTERM);
	waitpid(p->pid, NULL, 0);
}

/* The whole answer to one request; the connection is the provider's to close. */
static char *ask(int port, const char *request)
{
	const struct timeval limit = { 30, 0 };
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char *answer = malloc(ANSWER_MAX);
	size_t len = 0;
	ssize_t n;

	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	if (!answer || fd < 0 || connect(fd, (struct sockaddr *)&addr, sizeof(addr)) < 0 ||
	    send(fd, request, strlen(request), MSG_NOSIGNAL) != (ssize_t)strlen(request))
		mb_bed_bail("the provider does not answer");
	while (len + 1 < ANSWER_MAX && (n = recv(fd, answer + len, ANSWER_MAX - 1 - len, 0)) > 0)
		len += (size_t)n;
	close(fd);
	answer[len] = '\0';
	return answer;
}

static char *body_of(char *answer)
{
	char *body = strstr(answer, "\r\n\r\n");

	if (!body)
		mb_bed_bail("the provider gives no answer");
	memmove(answer, body + 4, strlen(body + 4) + 1);
	return answer;
}

char *mb_provider_control(int port, const char *command)
{
	char request[4096];

	snprintf(request, sizeof(request),
		 "GET /control?%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
		 command);
	return body_of(ask(port, request));
}

char *mb_provider_post(int port, const char *path, const char *body)
{
	size_t size = strlen(path) + strlen(body) + 256;
	char *request = malloc(size), *answer;

	if (!request)
		abort();
	snprintf(request, size,
		 "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
		 "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
		 path, strlen(body), body);
	answer = ask(port, request);
	free(request);
	return body_of(answer);
}

long mb_provider_counter(int port, const char *name)
{
	char command[128], *text;
	long n;

	snprintf(command, sizeof(command), "do=counters&name=%s", name);
	text = mb_provider_control(port, command);
	n = strtol(text, NULL, 10);
	free(text);
	return n;
}
