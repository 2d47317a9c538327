/* SPDX-License-Identifier: MIT */
/*
 * relay - bytes both ways between a mail program and its server
 *
 * Works on whatever the mail program gave us as standard input and output: a socketpair, one socket,
 * two pipes. Flags of these descriptors are not changed, as others may share them. Waits without
 * waking up, takes no more from one side than the other has room for, and ends when one side has
 * ended and all is delivered. Once the program has ended, five seconds in which nothing moves are the
 * end too.
 */
#ifndef MB_RELAY_H
#define MB_RELAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct mb_conn;

/* What the mail program says first may be answered here instead of by the server. Looks at `len`
 * bytes, returns how many it has dealt with, appends its answers; the rest is shown again when there
 * is more. *pass_r: from here on all belongs to the server. */
typedef size_t mb_relay_filter(void *arg, const char *data, size_t len, struct mb_buf *answer,
			       bool *pass_r);

enum mb_relay_end {
	MB_RELAY_DONE,   /* one side ended as sides do */
	MB_RELAY_BROKEN, /* the connection to the server broke, or something was not taken in time */
};

/* `first` is said to the program before all else. SIGPIPE must be ignored. */
enum mb_relay_end mb_relay(struct mb_conn *conn, int in, int out, const struct mb_buf *first,
			   mb_relay_filter *filter, void *arg);

/* Says `text` to the program, all of it or as far as it listens. */
void mb_relay_say(int out, const char *text, size_t len);

#endif
