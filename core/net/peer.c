/* SPDX-License-Identifier: MIT */
#include "net/peer.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Bytes read at once; a row of the table has 150 to 200. */
#define CHUNK 16384
/* Bytes of "LOCAL REMOTE ": twice 32 digits, a colon, 4 digits and a blank. */
#define ENDS_MAX 80
/* Passes through the table: if rows come and go before the one we seek, a reader can miss it. */
#define TRIES 3
/* States of a connection in the kernel's table. */
#define ESTABLISHED 1
#define CLOSE_WAIT  8
/* The kernel's default for the user id that stands for all users outside our user namespace. */
#define OVERFLOW_UID 65534
/* Number of all user ids; the initial user namespace maps all of them (user_namespaces(7)). */
#define ALL_UIDS 4294967295UL

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* Read a line of the table into `row`. Returns 1 if the line has the ends `ends`, else 0. */
static int take_row(const char *line, const char *ends, struct mb_peer_row *row)
{
	const char *at = strchr(line, ':');
	size_t len = strlen(ends);

	if (!at)
		return 0;
	at += 1 + strspn(at + 1, " ");
	return strncmp(at, ends, len) == 0 && sscanf(at + len, "%2x %*s %*s %*s %lu %*s %llu",
						     &row->state, &row->uid, &row->inode) == 3;
}

/* Look for the row in the whole lines of `text`. If it is not there, moves the incomplete last line, *left_r bytes,
 * to the start of `text`. */
static bool scan(char *text, size_t len, const char *ends, struct mb_peer_row *row, size_t *left_r)
{
	char *line = text, *end;

	while ((end = memchr(line, '\n', len))) {
		*end++ = '\0';
		if (take_row(line, ends, row))
			return true;
		len -= (size_t)(end - line);
		line = end;
	}
	memmove(text, line, len);
	*left_r = len;
	return false;
}

bool mb_peer_find(const char *path, const char *ends, struct mb_peer_row *row_r)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t total = 0, left = 0;
	bool found = false;
	char text[CHUNK];

	while (fd >= 0 && !found && left < sizeof(text) && total < MB_PEER_TABLE_MAX) {
		ssize_t n = read(fd, text + left, sizeof(text) - left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		total += (size_t)n;
		found = scan(text, left + (size_t)n, ends, row_r, &left);
	}
	if (fd >= 0)
		close(fd);
	return found;
}

/* Read the beginning of a small file into `out`; "" if it cannot be read. False with errno if that failed. */
static bool read_start(const char *path, char *out, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, out, size - 1);

	out[n > 0 ? n : 0] = '\0';
	if (fd < 0)
		return false;
	close(fd);
	return n >= 0;
}

bool mb_peer_is(unsigned long uid, unsigned long me, const char *uid_map, const char *overflow)
{
	unsigned long shown = OVERFLOW_UID, count = 0;
	char text[64];

	if (uid != me && uid != 0)
		return false;
	if (read_start(overflow, text, sizeof(text)))
		sscanf(text, "%lu", &shown);
	if (uid != shown)
		return true;
	if (!read_start(uid_map, text, sizeof(text)))
		return errno == ENOENT; /* a kernel without user namespaces */
	return sscanf(text, "%*u %*u %lu", &count) == 1 && count == ALL_UIDS;
}

#ifdef __linux__

/* Print one end of the connection as the kernel does: each word of the address in this machine's byte order. In tcp6
 * an IPv4 address appears mapped (RFC 4291 2.5.5.2). Returns the length. */
static size_t print_end(char *out, size_t size, const union address *a, bool in_tcp6)
{
	unsigned char bytes[16] = { [10] = 0xff, [11] = 0xff };
	bool v4 = a->any.sa_family == AF_INET;
	size_t len = 0;

	if (v4)
		memcpy(bytes + 12, &a->v4.sin_addr, 4);
	else
		memcpy(bytes, &a->v6.sin6_addr, 16);
	for (size_t i = in_tcp6 ? 0 : 12; i < 16; i += 4) {
		uint32_t word;

		memcpy(&word, bytes + i, 4);
		len += (size_t)snprintf(out + len, size - len, "%08" PRIX32, word);
	}
	len += (size_t)snprintf(out + len, size - len, ":%04X ",
				(unsigned)ntohs(v4 ? a->v4.sin_port : a->v6.sin6_port));
	return len;
}

/* Find the row of the socket at `peer` that is connected to `us`. */
static bool find_socket(const union address *peer, const union address *us,
			struct mb_peer_row *row_r)
{
	for (int in_tcp6 = peer->any.sa_family != AF_INET; in_tcp6 < 2; in_tcp6++) {
		char ends[ENDS_MAX];
		size_t len = print_end(ends, sizeof(ends), peer, in_tcp6);

		print_end(ends + len, sizeof(ends) - len, us, in_tcp6);
		if (mb_peer_find(in_tcp6 ? "/proc/net/tcp6" : "/proc/net/tcp", ends, row_r))
			return true;
	}
	return false;
}

/* Tell whether the connection is still open: until then nobody else can have a socket with the same two ends. */
static bool is_open(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLRDHUP };

	return poll(&p, 1, 0) == 0;
}

enum mb_peer mb_peer_judge(int fd, const struct mb_peer_row *row, unsigned long *uid_r)
{
	bool connected = row->state == ESTABLISHED || row->state == CLOSE_WAIT;

	if (!connected || row->inode == 0 || !is_open(fd))
		return MB_PEER_UNKNOWN;
	if (mb_peer_is(row->uid, geteuid(), "/proc/self/uid_map", "/proc/sys/kernel/overflowuid"))
		return MB_PEER_OURS;
	*uid_r = row->uid;
	return MB_PEER_OTHER;
}

enum mb_peer mb_peer_of(int fd, unsigned long *uid_r)
{
	union address peer, us;
	socklen_t peer_len = sizeof(peer), us_len = sizeof(us);
	struct mb_peer_row row = { 0 };
	bool found = false;

	if (getpeername(fd, &peer.any, &peer_len) < 0 || getsockname(fd, &us.any, &us_len) < 0)
		return MB_PEER_UNKNOWN;
	for (int i = 0; !found && i < TRIES; i++)
		found = find_socket(&peer, &us, &row);
	return found ? mb_peer_judge(fd, &row, uid_r) : MB_PEER_UNKNOWN;
}

#else

enum mb_peer mb_peer_of(int fd, unsigned long *uid_r)
{
	(void)fd;
	(void)uid_r;
	return MB_PEER_OURS;
}

#endif
