/* SPDX-License-Identifier: MIT */
/*
 * script_server - a mail server that does what a script says, however badly
 *
 *     script_server CERT KEY SCRIPT LOG
 *
 * Prints its port. Each line of SCRIPT is a step; everything that comes from the client stands in LOG,
 * as "clear: LINE" or "tls: LINE". Ends with the script, or after a minute.
 *
 *     accept          the next connection, in clear
 *     tls             the handshake
 *     say TEXT        a line; \r \n \0 \s (blank) \\ in it, @TAG@ is the first word of the last line that came
 *     raw TEXT        the same without the line end
 *     fill N C        N times the character C
 *     want PATTERN    a line comes, and it matches
 *     read N          N bytes come
 *     drip MS TEXT    as raw, one byte at a time
 *     stall           nothing, until the client goes
 *     bye             close_notify and close
 *     close           close without close_notify
 *     reset           RST
 */
#include <arpa/inet.h>
#include <fnmatch.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE_MAX_BYTES 262144
#define SECONDS_MAX    60

static struct server {
	int listener, fd;
	bool tls;
	gnutls_certificate_credentials_t cred;
	gnutls_session_t session;
	char line[LINE_MAX_BYTES]; /* that came last */
	FILE *log;
} server = { .listener = -1, .fd = -1 };

static void die(const char *what)
{
	fprintf(stderr, "script_server: %s\n", what);
	exit(1);
}

static void hang_up(void)
{
	if (server.tls)
		gnutls_deinit(server.session);
	if (server.fd >= 0)
		close(server.fd);
	server.tls = false;
	server.fd = -1;
}

static bool send_all(const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = server.tls ? gnutls_record_send(server.session, data, len)
				       : send(server.fd, data, len, MSG_NOSIGNAL);

		if (n <= 0 && n != GNUTLS_E_AGAIN)
			return false;
		if (n > 0) {
			data += n;
			len -= (size_t)n;
		}
	}
	return true;
}

static ssize_t receive(char *data, size_t len)
{
	ssize_t n;

	if (!server.tls)
		return recv(server.fd, data, len, 0);
	do
		n = gnutls_record_recv(server.session, data, len);
	while (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED);
	return n;
}

static bool next_line(void)
{
	size_t len = 0;
	char c;

	while (receive(&c, 1) == 1) {
		if (c == '\n') {
			if (len > 0 && server.line[len - 1] == '\r')
				len--;
			server.line[len] = '\0';
			fprintf(server.log, "%s: %s\n", server.tls ? "tls" : "clear", server.line);
			return true;
		}
		if (len < sizeof(server.line) - 1)
			server.line[len++] = c;
	}
	fprintf(server.log, "%s: (end)\n", server.tls ? "tls" : "clear");
	return false;
}

/* Escapes and @TAG@ resolved; the length is in *len_r. */
static char *text_of(const char *from, size_t *len_r)
{
	char *out = malloc(strlen(from) + 32 + strlen(server.line)), *to = out;

	if (!out)
		die("no memory");
	while (*from) {
		if (strncmp(from, "@TAG@", 5) == 0) {
			size_t n = strcspn(server.line, " ");

			memcpy(to, server.line, n);
			to += n;
			from += 5;
		} else if (*from == '\\' && from[1]) {
			*to++ = from[1] == 'r'   ? '\r'
				: from[1] == 'n' ? '\n'
				: from[1] == '0' ? '\0'
				: from[1] == 's' ? ' '
						 : from[1];
			from += 2;
		} else {
			*to++ = *from++;
		}
	}
	*len_r = (size_t)(to - out);
	return out;
}

static bool say(const char *text, const char *end, long drip_ms)
{
	size_t len;
	char *out = text_of(text, &len);
	bool ok = true;

	memcpy(out + len, end, strlen(end));
	len += strlen(end);
	if (!drip_ms)
		ok = send_all(out, len);
	for (size_t i = 0; drip_ms && ok && i < len; i++) {
		ok = send_all(out + i, 1);
		usleep((useconds_t)drip_ms * 1000);
	}
	free(out);
	return ok;
}

static bool fill(const char *args)
{
	char *end, block[16384];
	size_t left = strtoul(args, &end, 10);
	bool ok = true;

	memset(block, end[0] ? end[1] : 'x', sizeof(block));
	for (size_t n; ok && left > 0; left -= n) {
		n = left < sizeof(block) ? left : sizeof(block);
		ok = send_all(block, n);
	}
	return ok;
}

static bool shake_hands(void)
{
	int rc;

	if (gnutls_init(&server.session, GNUTLS_SERVER) != 0 ||
	    gnutls_set_default_priority(server.session) != 0)
		die("gnutls_init");
	gnutls_credentials_set(server.session, GNUTLS_CRD_CERTIFICATE, server.cred);
	gnutls_transport_set_int(server.session, server.fd);
	server.tls = true;
	do
		rc = gnutls_handshake(server.session);
	while (rc != 0 && !gnutls_error_is_fatal(rc));
	fprintf(server.log, "handshake: %s\n", rc ? gnutls_strerror(rc) : "done");
	return rc == 0;
}

static bool take(size_t len)
{
	char block[16384];

	while (len > 0) {
		ssize_t n = receive(block, len < sizeof(block) ? len : sizeof(block));

		if (n <= 0)
			return false;
		len -= (size_t)n;
	}
	return true;
}

static void reset(void)
{
	const struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(server.fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	hang_up();
}

/* False: the rest of this connection's steps makes no sense. */
static bool step(const char *name, const char *args)
{
	char c;

	if (strcmp(name, "tls") == 0)
		return shake_hands();
	if (strcmp(name, "say") == 0)
		return say(args, "\r\n", 0);
	if (strcmp(name, "raw") == 0)
		return say(args, "", 0);
	if (strcmp(name, "fill") == 0)
		return fill(args);
	if (strcmp(name, "read") == 0)
		return take(strtoul(args, NULL, 10));
	if (strcmp(name, "drip") == 0)
		return say(args + strcspn(args, " ") + 1, "", strtol(args, NULL, 10));
	if (strcmp(name, "want") == 0) {
		if (!next_line())
			return false;
		if (fnmatch(args, server.line, 0) == 0)
			return true;
		fprintf(server.log, "unwanted, for %s\n", args);
	} else if (strcmp(name, "stall") == 0) {
		while (receive(&c, 1) == 1)
			;
	} else if (strcmp(name, "bye") == 0) {
		gnutls_bye(server.session, GNUTLS_SHUT_WR);
	} else if (strcmp(name, "reset") == 0) {
		reset();
	} else if (strcmp(name, "close") != 0) {
		die(name);
	}
	hang_up();
	return false;
}

static void play(FILE *script)
{
	char line[4096];
	bool on = false;

	while (fgets(line, sizeof(line), script)) {
		char *name = line + strspn(line, "\t "), *args;

		name[strcspn(name, "\n")] = '\0';
		args = name + strcspn(name, " ");
		if (*args)
			*args++ = '\0';
		if (!*name || *name == '#')
			continue;
		if (strcmp(name, "accept") == 0) {
			hang_up();
			server.fd = accept(server.listener, NULL, NULL);
			on = server.fd >= 0;
			fprintf(server.log, "accept\n");
		} else if (on) {
			on = step(name, args);
		}
	}
	hang_up();
}

static void listen_somewhere(void)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	socklen_t len = sizeof(addr);

	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server.listener = socket(AF_INET, SOCK_STREAM, 0);
	if (server.listener < 0 ||
	    bind(server.listener, (struct sockaddr *)&addr, sizeof(addr)) != 0 ||
	    listen(server.listener, 8) != 0 ||
	    getsockname(server.listener, (struct sockaddr *)&addr, &len) != 0)
		die("no socket");
	printf("%u\n", ntohs(addr.sin_port));
	fflush(stdout);
}

int main(int argc, char **argv)
{
	FILE *script;

	if (argc != 5)
		die("usage: script_server CERT KEY SCRIPT LOG");
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGPIPE, SIG_IGN);
	alarm(SECONDS_MAX);
	script = fopen(argv[3], "r");
	server.log = fopen(argv[4], "w");
	if (!script || !server.log)
		die("cannot open script or log");
	setvbuf(server.log, NULL, _IOLBF, 0);
	gnutls_certificate_allocate_credentials(&server.cred);
	if (gnutls_certificate_set_x509_key_file(server.cred, argv[1], argv[2],
						 GNUTLS_X509_FMT_PEM) != 0)
		die("certificate");
	listen_somewhere();
	play(script);
	fprintf(server.log, "the script is over\n");
	return 0;
}
