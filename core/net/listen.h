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
	int fds[2]; /* listening, non-blocking */
	size_t n;
	char *uri;    /* the redirect URI with the port in it, the path as it was given */
	char *path;   /* what a browser asks for: "/" when the URI has none */
	char *origin; /* http://HOST:PORT */
};

#define MB_LISTEN_INIT                                                                             \
	{                                                                                          \
		.n = 0                                                                             \
	}

/*
 * `uri`: http://HOST[:PORT][/PATH], HOST localhost, 127.0.0.1 or [::1]; from the config. For
 * localhost both addresses are taken, with one port: a browser may try either, and another user's
 * program must not sit on the other one. 127.0.0.1 does alone on a machine without ::1. Another
 * kind of URI: MB_E_CONFIG; a port in use: MB_E_RETRY.
 */
bool mb_listen_open(struct mb_listen *l, const char *uri, struct mb_err *err);
/* Stops listening; uri, path and origin stay. */
void mb_listen_stop(struct mb_listen *l);
void mb_listen_close(struct mb_listen *l);

#endif
