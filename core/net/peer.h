/* SPDX-License-Identifier: MIT */
/*
 * peer - which user's program is at the other end of a connection within this machine
 *
 * A port of the loopback address is open to every user, and TCP does not tell which user connected. Linux does: the
 * peer's socket is listed in /proc/net/tcp or tcp6, with its owner. On other systems every peer counts as our user's
 * (.github/SECURITY.md).
 */
#ifndef MB_PEER_H
#define MB_PEER_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a table that are read at most, enough for 200 000 sockets. */
#define MB_PEER_TABLE_MAX (32 * 1024 * 1024)

enum mb_peer {
	MB_PEER_OURS,  /* a program of our user or of root */
	MB_PEER_OTHER, /* a program of another user */
	/* The peer has closed the connection, or is not in the tables: it runs in another network namespace (a
	 * container), or there is no /proc. */
	MB_PEER_UNKNOWN,
};

/* Find out whose program is connected to `fd`, a TCP socket, at this moment. *uid_r is set for MB_PEER_OTHER only. */
enum mb_peer mb_peer_of(int fd, unsigned long *uid_r);

/* A row of the kernel's table of sockets. */
struct mb_peer_row {
	unsigned state; /* 1: established; 8: we have closed our side, the peer has not */
	unsigned long uid;
	unsigned long long inode; /* 0: no program has the socket open; `uid` means nothing */
};

/* Find the row of the table at `path` whose ends are `ends`, "LOCAL REMOTE " in the kernel's spelling. False if it is
 * not in the first MB_PEER_TABLE_MAX bytes. */
bool mb_peer_find(const char *path, const char *ends, struct mb_peer_row *row_r);

/* Tell whose program has the peer's socket, of which `row` was found: ours only if it is connected, a program has it
 * open, and the connection of `fd` is open still, after the look at the table. *uid_r is set for MB_PEER_OTHER only.
 * Linux only. */
enum mb_peer mb_peer_judge(int fd, const struct mb_peer_row *row, unsigned long *uid_r);

/* Tell whether `uid`, as the kernel shows it to us, can only be `me` or root. The files `uid_map` and `overflow` tell
 * which users our user namespace knows; the kernel shows all others with the same user id. */
bool mb_peer_is(unsigned long uid, unsigned long me, const char *uid_map, const char *overflow);

#endif
