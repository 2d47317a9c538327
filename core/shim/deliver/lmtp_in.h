/* SPDX-License-Identifier: MIT */
/*
 * lmtp_in - reading commands and messages of an LMTP client (RFC 5321 2.3.8 and 4.5.2)
 *
 * The input is untrusted: a line that is too long or has a NUL is read to its end and marked as bad; an incomplete line
 * at the end of input is dropped. The buffer has a fixed size.
 */
#ifndef MB_LMTP_IN_H
#define MB_LMTP_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_message;

struct mb_lmtp_in {
	int fd;
	char data[65536];
	size_t start, end;
	/* Called before each wait for input, to send all answers together (RFC 2920). */
	void (*before_wait)(void *arg);
	void *arg;
};

/* Read the next command line, without its line end; NULL at the end of input. Borrowed until the next call. *bad_r: the
 * line cannot be a command. */
char *mb_lmtp_in_line(struct mb_lmtp_in *in, bool *bad_r);
/* Read the lines after DATA up to the single dot into `message`, without the dots that were added, and do not end the
 * message. If the message cannot be kept, the rest is read all the same, and *kept_r is false with `err`. Returns
 * false if the input ended before the dot (RFC 5321 4.5.2). */
bool mb_lmtp_in_data(struct mb_lmtp_in *in, struct mb_message *message, bool *kept_r,
		     struct mb_err *err);

#endif
