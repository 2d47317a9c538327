/* SPDX-License-Identifier: MIT */
/*
 * listen - sockets for a redirect URI on this machine
 */
#ifndef MB_LISTEN_H
#define MB_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_listen {
	int fds[2];   /* listening, non-blocking */
	size_t n;     /* how many of `fds` are open */
	char *uri;    /* the redirect URI with the port in it; the path as it was given */
	char *path;   /* the path that a browser asks for: "/" if the URI has none */
	char *origin; /* http://HOST:PORT */
};

#define MB_LISTEN_INIT                                                                             \
	{                                                                                          \
		.n = 0                                                                             \
	}

/*
 * Listen at `uri`, from the config: http://HOST[:PORT][/PATH], where HOST is localhost, 127.0.0.1 or [::1]. For
 * localhost we listen on both addresses with the same port: a browser may try either one, and another user's program
 * must not get the other. On a machine without ::1 127.0.0.1 is enough. MB_E_CONFIG for any other URI, MB_E_RETRY if
 * the port is in use. End with mb_listen_close().
 */
bool mb_listen_open(struct mb_listen *l, const char *uri, struct mb_err *err);
/* Close the sockets; uri, path and origin stay. */
void mb_listen_stop(struct mb_listen *l);
void mb_listen_close(struct mb_listen *l);

#endif
