/* SPDX-License-Identifier: MIT */
/*
 * An SMTP server on 127.0.0.1 that delivers everything, for tests and the demo: the relay behind a
 * submission server. A message for R ends as DIR/R/Maildir/new/NAME, its lines ended by LF.
 * One process per connection; no TLS, no AUTH, no limits but LINE_MAX_BYTES and RCPT_MAX.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RCPT_MAX       100
#define LINE_MAX_BYTES (1024 * 1024)

struct session {
	FILE *in, *out;
	const char *dir;
	char line[LINE_MAX_BYTES];
	size_t len;
	char *rcpts[RCPT_MAX];
	size_t n_rcpts;
	unsigned messages;
};

/* The next line, without its line break. */
static bool next_line(struct session *s)
{
	size_t n = 0;
	int c;

	while ((c = getc(s->in)) != EOF && c != '\n')
		if (n + 1 < sizeof(s->line))
			s->line[n++] = (char)c;
	if (n > 0 && s->line[n - 1] == '\r')
		n--;
	s->line[n] = '\0';
	s->len = n;
	return c != EOF;
}

static void say(struct session *s, const char *reply)
{
	fprintf(s->out, "%s\r\n", reply);
	fflush(s->out);
}

static void forget(struct session *s)
{
	while (s->n_rcpts > 0)
		free(s->rcpts[--s->n_rcpts]);
}

/* "RCPT TO:<a@b> ..." -> a@b; NULL: not an address that may become a folder. */
static char *address(const char *line)
{
	const char *start = strchr(line, '<');
	size_t n = start ? strcspn(start + 1, ">") : 0;

	if (n == 0 || n > 200 || start[n + 1] != '>' || start[1] == '.')
		return NULL;
	for (size_t i = 1; i <= n; i++)
		if (!isalnum((unsigned char)start[i]) && !strchr("@._+-", start[i]))
			return NULL;
	return strndup(start + 1, n);
}

static void rcpt(struct session *s)
{
	char *to = s->n_rcpts < RCPT_MAX ? address(s->line) : NULL;

	if (to)
		s->rcpts[s->n_rcpts++] = to;
	say(s, to ? "250 2.1.5 ok" : "550 5.1.1 no such address");
}

static bool path(char out[PATH_MAX], const char *dir, const char *a, const char *b)
{
	return snprintf(out, PATH_MAX, "%s/%s%s", dir, a, b) < PATH_MAX;
}

static bool folder(const char *name)
{
	return mkdir(name, 0700) == 0 || errno == EEXIST;
}

/* The Maildir of one recipient, and the message in it. */
static bool deliver(const struct session *s, const char *to, const char *file, const char *name)
{
	static const char *const parts[] = { "", "/Maildir", "/Maildir/tmp", "/Maildir/cur",
					     "/Maildir/new" };
	char at[PATH_MAX], end[PATH_MAX];

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (!path(at, s->dir, to, parts[i]) || !folder(at))
			return false;
	return path(end, at, name, "") && link(file, end) == 0;
}

/* Reads the message up to its dot; false: the connection broke. */
static bool receive(struct session *s, FILE *to)
{
	while (next_line(s)) {
		const char *text = s->line;

		if (*text == '.') {
			if (s->len == 1)
				return true;
			text++;
			s->len--;
		}
		fwrite(text, 1, s->len, to);
		putc('\n', to);
	}
	return false;
}

static bool data(struct session *s)
{
	char name[64], file[PATH_MAX];
	bool whole, ok;
	FILE *to;

	if (s->n_rcpts == 0) {
		say(s, "503 5.5.1 RCPT first");
		return true;
	}
	snprintf(name, sizeof(name), "%lld.%ld_%u.sink", (long long)time(NULL), (long)getpid(),
		 s->messages++);
	to = path(file, s->dir, ".tmp.", name) ? fopen(file, "wx") : NULL;
	if (!to) {
		say(s, "451 4.3.0 cannot keep it");
		return true;
	}
	say(s, "354 go on");
	whole = receive(s, to);
	ok = fclose(to) == 0 && whole;
	for (size_t i = 0; ok && i < s->n_rcpts; i++)
		ok = deliver(s, s->rcpts[i], file, name);
	unlink(file);
	forget(s);
	if (whole)
		say(s, ok ? "250 2.0.0 delivered" : "451 4.3.0 cannot keep it");
	return whole;
}

static bool is(const struct session *s, const char *verb)
{
	size_t n = strlen(verb);

	return strncasecmp(s->line, verb, n) == 0 && !isalpha((unsigned char)s->line[n]);
}

static void serve(struct session *s)
{
	say(s, "220 sink ESMTP");
	while (next_line(s)) {
		if (is(s, "EHLO")) {
			say(s, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n"
			       "250 ENHANCEDSTATUSCODES");
		} else if (is(s, "DATA")) {
			if (!data(s))
				return;
		} else if (is(s, "RCPT")) {
			rcpt(s);
		} else if (is(s, "QUIT")) {
			say(s, "221 2.0.0 bye");
			return;
		} else if (is(s, "MAIL") || is(s, "RSET") || is(s, "HELO") || is(s, "NOOP")) {
			forget(s);
			say(s, "250 2.0.0 ok");
		} else {
			say(s, "502 5.5.1 not here");
		}
	}
}

static int listen_here(int *port_r)
{
	struct sockaddr_in addr = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(addr);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&addr, len) < 0 || listen(fd, 512) < 0 ||
	    getsockname(fd, (struct sockaddr *)&addr, &len) < 0) {
		perror("sink");
		exit(1);
	}
	*port_r = ntohs(addr.sin_port);
	return fd;
}

static struct session session;

int main(int argc, char **argv)
{
	int port, fd, client;

	if (argc != 2) {
		fputs("usage: sink DIR   (prints its port; ends when killed)\n", stderr);
		return 64;
	}
	session.dir = argv[1];
	signal(SIGCHLD, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	fd = listen_here(&port);
	printf("%d\n", port);
	fflush(stdout);
	for (;;) {
		client = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
		if (client < 0)
			continue;
		if (fork() == 0) {
			close(fd);
			alarm(120);
			session.in = fdopen(client, "r");
			session.out = fdopen(dup(client), "w");
			if (session.in && session.out)
				serve(&session);
			_exit(0);
		}
		close(client);
	}
}
