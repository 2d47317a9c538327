/* SPDX-License-Identifier: MIT */
#include "net/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.h"
#include "base/xalloc.h"

/* Number of ports to try until one is free on both addresses. */
#define TRIES 20

static const struct host {
	const char *name;
	bool v4, v6;
} hosts[] = {
	{ "localhost", true, true },
	{ "127.0.0.1", true, false },
	{ "[::1]", false, true },
};

#define N_HOSTS (sizeof(hosts) / sizeof(*hosts))

static const struct host *find_host(const char *s, size_t len)
{
	for (size_t i = 0; i < N_HOSTS; i++)
		if (len == strlen(hosts[i].name) && strncasecmp(s, hosts[i].name, len) == 0)
			return &hosts[i];
	return NULL;
}

/* Take a redirect URI apart: the host, the port (0: not given) and the start of the path. NULL if we cannot listen
 * there. */
static const struct host *parse(const char *uri, int64_t *port_r, const char **path_r)
{
	const char *start = mb_text_after(uri, "http://");
	const struct host *host;
	char digits[6] = "";
	const char *end;
	size_t len;

	if (!start)
		return NULL;
	end = start + (*start == '[' ? strcspn(start, "]/?#") : strcspn(start, ":/?#"));
	if (*end == ']')
		end++;
	host = find_host(start, (size_t)(end - start));
	*port_r = 0;
	if (*end == ':') {
		len = strspn(++end, "0123456789");
		if (len >= sizeof(digits))
			return NULL;
		memcpy(digits, end, len);
		end += len;
		if (!mb_text_number(digits, 1, UINT16_MAX, port_r))
			return NULL;
	}
	if ((*end && *end != '/') || strpbrk(end, "?#\"<>\\^`{|}") ||
	    !mb_text_is_graphic(end, strlen(end)))
		return NULL;
	*path_r = end;
	return host;
}

/* Close `fd` and keep errno. Returns -1. */
static int fail(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
	return -1;
}

/* Open a listening socket; -1 with errno on failure. If *port is 0, the kernel chooses a port, which *port becomes. */
static int listen_on(int family, int64_t *port)
{
	const int on = 1;
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} addr;
	socklen_t len = family == AF_INET ? sizeof(addr.v4) : sizeof(addr.v6);
	int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	memset(&addr, 0, sizeof(addr));
	if (family == AF_INET) {
		addr.v4.sin_family = AF_INET;
		addr.v4.sin_port = htons((uint16_t)*port);
		addr.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	} else {
		addr.v6.sin6_family = AF_INET6;
		addr.v6.sin6_port = htons((uint16_t)*port);
		addr.v6.sin6_addr = in6addr_loopback;
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	}
	/* Without SO_REUSEADDR a configured port would stay in use for a minute after each sign-in. */
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, &addr.any, len) < 0 || listen(fd, 16) < 0 ||
	    getsockname(fd, &addr.any, &len) < 0)
		return fail(fd);
	*port = ntohs(family == AF_INET ? addr.v4.sin_port : addr.v6.sin6_port);
	return fd;
}

/* Listen on all addresses of the host; ::1 may be missing if 127.0.0.1 works. False with errno. */
static bool listen_at(struct mb_listen *l, const struct host *host, int64_t *port)
{
	int fd;

	if (host->v4) {
		fd = listen_on(AF_INET, port);
		if (fd < 0)
			return false;
		l->fds[l->n++] = fd;
	}
	if (host->v6) {
		fd = listen_on(AF_INET6, port);
		if (fd >= 0)
			l->fds[l->n++] = fd;
		else if (l->n == 0 || (errno != EADDRNOTAVAIL && errno != EAFNOSUPPORT))
			return false;
	}
	return true;
}

bool mb_listen_open(struct mb_listen *l, const char *uri, struct mb_err *err)
{
	const char *path;
	int64_t configured, port;
	const struct host *host = parse(uri, &configured, &path);
	bool ok = false;

	*l = (struct mb_listen)MB_LISTEN_INIT;
	if (!host)
		return mb_err_set(err, MB_E_CONFIG,
				  _("cannot wait for the browser at %s: redirect_uri must be "
				    "http://localhost[:port][/path], or 127.0.0.1 or [::1] instead "
				    "of localhost; for others sign in with --paste"),
				  uri);
	for (int i = 0; !ok && i < TRIES; i++) {
		port = configured;
		ok = listen_at(l, host, &port);
		if (!ok) {
			int saved = errno;

			mb_listen_stop(l);
			errno = saved;
			if (configured || errno != EADDRINUSE)
				break;
		}
	}
	if (ok) {
		l->uri = mb_xasprintf("http://%s:%u%s", host->name, (unsigned)port, path);
		l->path = mb_xstrdup(*path ? path : "/");
		l->origin = mb_xasprintf("http://%s:%u", host->name, (unsigned)port);
		return true;
	}
	if (errno == EADDRINUSE && configured)
		return mb_err_set(err, MB_E_RETRY,
				  _("port %u of redirect_uri is in use: end the program that uses "
				    "it, or leave the port out of redirect_uri"),
				  (unsigned)configured);
	if (errno == EACCES && configured)
		return mb_err_set(err, MB_E_CONFIG,
				  _("port %u of redirect_uri may not be used: take one over 1023"),
				  (unsigned)configured);
	return mb_err_errno(err, _("cannot wait for the browser at %s"), uri);
}

void mb_listen_stop(struct mb_listen *l)
{
	while (l->n > 0)
		close(l->fds[--l->n]);
}

void mb_listen_close(struct mb_listen *l)
{
	mb_listen_stop(l);
	free(l->uri);
	free(l->path);
	free(l->origin);
	*l = (struct mb_listen)MB_LISTEN_INIT;
}
