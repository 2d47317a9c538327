/* SPDX-License-Identifier: MIT */
/*
 * peer - whose program is at the other end of a connection within this machine
 *
 * A port of the loopback address is open to every user, and TCP does not say who came. Linux does: the
 * peer's socket stands in /proc/net/tcp or tcp6, with its owner. Elsewhere everybody counts as ours
 * (.github/SECURITY.md).
 */
#ifndef MB_PEER_H
#define MB_PEER_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a table that are read at most: 200 000 sockets. */
#define MB_PEER_TABLE_MAX (32 * 1024 * 1024)

enum mb_peer {
	MB_PEER_OURS,  /* of our user, or root's */
	MB_PEER_OTHER, /* another user's */
	/* It has gone, or is not in the tables: it runs in another network namespace (a container), or
	 * there is no /proc. */
	MB_PEER_UNKNOWN,
};

/* Looks the peer of `fd`, a connected TCP socket, up as it is at this moment. *uid_r is set for
 * MB_PEER_OTHER. */
enum mb_peer mb_peer_of(int fd, unsigned long *uid_r);

struct mb_peer_row {
	unsigned state; /* 1: established, 8: we have closed our side, it has not */
	unsigned long uid;
	unsigned long long
	    inode; /* 0: no program has the socket any more, and `uid` says nothing */
};

/* The row of the table at `path` whose ends are `ends`, "LOCAL REMOTE " as the kernel spells them. False
 * if there is none in its first MB_PEER_TABLE_MAX bytes. */
bool mb_peer_find(const char *path, const char *ends, struct mb_peer_row *row_r);

/* Whether `uid`, as the kernel shows it to us, can only be `me` or root. `uid_map` and `overflow` (paths)
 * tell which users our user namespace knows; all others are shown as one and the same. */
bool mb_peer_is(unsigned long uid, unsigned long me, const char *uid_map, const char *overflow);

#endif
