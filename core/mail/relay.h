/* SPDX-License-Identifier: MIT */
/*
 * relay - bytes both ways between a mail program and its server
 *
 * The mail program is our standard input and output: a socketpair, one socket, or two pipes. The flags of these
 * descriptors are not changed, as other processes may share them. The relay sleeps while nothing happens, reads no
 * more from one side than the other has room for, and ends when one side has ended and all is delivered. After the
 * end of the program it also ends if nothing moves for five seconds.
 */
#ifndef MB_RELAY_H
#define MB_RELAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct mb_conn;

/* Answer the mail program's first commands in the server's place. Gets `len` bytes, appends the answers to `answer`
 * and returns the number of bytes that are done; the rest is shown again when there is more. If it sets *pass_r, all
 * that follows goes to the server. */
typedef size_t mb_relay_filter(void *arg, const char *data, size_t len, struct mb_buf *answer,
			       bool *pass_r);

enum mb_relay_end {
	MB_RELAY_DONE,   /* one side ended in the normal way */
	MB_RELAY_BROKEN, /* the connection to the server broke, or bytes were left at the end */
};

/* Relay between the program (`in`, `out`) and the server. `first` is sent to the program before all else. SIGPIPE must
 * be ignored. */
enum mb_relay_end mb_relay(struct mb_conn *conn, int in, int out, const struct mb_buf *first,
			   mb_relay_filter *filter, void *arg);

/* Send `text` to the program, as far as it reads. */
void mb_relay_say(int out, const char *text, size_t len);

#endif
