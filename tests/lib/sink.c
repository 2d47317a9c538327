/* SPDX-License-Identifier: MIT */
/*
 * An SMTP server on 127.0.0.1 that delivers everything, for tests and the demo: the relay behind a
 * submission server. A message for R ends as DIR/R/Maildir/new/NAME, its lines ended by LF.
 * One process per connection; no limits but LINE_MAX_BYTES and RCPT_MAX. With CERT and KEY it is a
 * submission server itself: TLS from the start, and every token is good.
 *
 * DIR/.caps: what EHLO says besides, line by line. DIR/.replies: lines "VERB REPLY", such as "RCPT 550
 * 5.1.1 no" and "BODY 552 5.3.4 too big": said to that command instead of doing it; "close" hangs up.
 * "<a@b> 550 5.1.1 no": only to commands that end with this address.
 * DIR/.said: the commands that came.
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

#include "sink_tls.h"

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
	bool submission; /* with TLS and AUTH */
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
		if (!isalnum((unsigned char)start[i]) && !((unsigned char)start[i] & 0x80) &&
		    !strchr("@._+-", start[i]))
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

/* What DIR/.replies has for `verb`, in `line`; false: nothing. */
static bool scripted(const struct session *s, const char *verb, char *line, size_t size)
{
	char file[PATH_MAX];
	FILE *in = path(file, s->dir, "/.replies", "") ? fopen(file, "r") : NULL;
	size_t n = strlen(verb);
	bool found = false;

	while (in && !found && fgets(line, (int)size, in))
		found = strncmp(line, verb, n) == 0 && line[n] == ' ';
	if (in)
		fclose(in);
	if (found) {
		line[strcspn(line, "\n")] = '\0';
		memmove(line, line + n + 1, strlen(line + n));
	}
	return found;
}

/* False: hang up. */
static bool say_scripted(struct session *s, const char *line)
{
	if (strcmp(line, "close") == 0)
		return false;
	say(s, line);
	return true;
}

static void note(const struct session *s)
{
	char file[PATH_MAX];
	FILE *to = path(file, s->dir, "/.said", "") ? fopen(file, "a") : NULL;

	if (!to)
		return;
	fprintf(to, "%s\n", s->line);
	fclose(to);
}

static bool data(struct session *s)
{
	char name[64], file[PATH_MAX], reply[512];
	bool whole, ok, refused = scripted(s, "BODY", reply, sizeof(reply));
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
	ok = fclose(to) == 0 && whole && !refused;
	for (size_t i = 0; ok && i < s->n_rcpts; i++)
		ok = deliver(s, s->rcpts[i], file, name);
	unlink(file);
	forget(s);
	if (whole && refused)
		return say_scripted(s, reply);
	if (whole && scripted(s, "TAKEN", reply, sizeof(reply)))
		return say_scripted(s, reply);
	if (whole)
		say(s, ok ? "250 2.0.0 delivered" : "451 4.3.0 cannot keep it");
	return whole;
}

static bool is(const struct session *s, const char *verb)
{
	size_t n = strlen(verb);

	return strncasecmp(s->line, verb, n) == 0 && !isalpha((unsigned char)s->line[n]);
}

static void ehlo(struct session *s)
{
	char file[PATH_MAX], line[256];
	FILE *in = path(file, s->dir, "/.caps", "") ? fopen(file, "r") : NULL;

	fputs("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n", s->out);
	while (in && fgets(line, sizeof(line), in))
		fprintf(s->out, "250-%.*s\r\n", (int)strcspn(line, "\n"), line);
	if (in)
		fclose(in);
	if (s->submission)
		fputs("250-AUTH XOAUTH2\r\n", s->out);
	say(s, "250 ENHANCEDSTATUSCODES");
}

/* Every token is good. */
static bool auth(struct session *s)
{
	if (!strchr(s->line + 5, ' ')) {
		say(s, "334 ");
		if (!next_line(s))
			return false;
	}
	say(s, "235 2.7.0 welcome");
	return true;
}

/* One command; false: hang up. */
static bool command(struct session *s)
{
	const char *address = strchr(s->line, '<');
	char verb[5] = "", reply[512];

	for (int i = 0; i < 4 && isalpha((unsigned char)s->line[i]); i++)
		verb[i] = (char)toupper((unsigned char)s->line[i]);
	note(s);
	if (scripted(s, verb, reply, sizeof(reply)) ||
	    (address && scripted(s, address, reply, sizeof(reply))))
		return say_scripted(s, reply);
	if (is(s, "EHLO")) {
		ehlo(s);
	} else if (is(s, "AUTH") && s->submission) {
		return auth(s);
	} else if (is(s, "DATA")) {
		return data(s);
	} else if (is(s, "RCPT")) {
		rcpt(s);
	} else if (is(s, "QUIT")) {
		say(s, "221 2.0.0 bye");
		return false;
	} else if (is(s, "MAIL") || is(s, "RSET") || is(s, "HELO") || is(s, "NOOP")) {
		forget(s);
		say(s, "250 2.0.0 ok");
	} else {
		say(s, "502 5.5.1 not here");
	}
	return true;
}

static void serve(struct session *s)
{
	say(s, "220 sink ESMTP");
	while (next_line(s) && command(s))
		;
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

	if (argc != 2 && argc != 4) {
		fputs("usage: sink DIR [CERT KEY]   (prints its port; ends when killed)\n", stderr);
		return 64;
	}
	session.dir = argv[1];
	session.submission = argc == 4;
	if (session.submission)
		sink_tls_init(argv[2], argv[3]);
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
			if (session.submission) {
				sink_tls_open(client, &session.in, &session.out);
			} else {
				session.in = fdopen(client, "r");
				session.out = fdopen(dup(client), "w");
			}
			if (session.in && session.out)
				serve(&session);
			_exit(0);
		}
		close(client);
	}
}
