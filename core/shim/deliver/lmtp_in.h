/* SPDX-License-Identifier: MIT */
/*
 * lmtp_in - what an LMTP client says: commands and messages
 *
 * Lines as RFC 5321 2.3.8 and 4.5.2 want them. Untrusted: a line that is too long or has a NUL is read
 * to its end and marked, half a line at the end of input is none. Nothing is ever kept of a line but
 * what fits.
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
	/* Called before it waits for more, so that answers go out together (RFC 2920). */
	void (*before_wait)(void *arg);
	void *arg;
};

/* The next command line without its line end, borrowed until the next call; NULL at the end of
 * input. *bad_r: it cannot be a command. */
char *mb_lmtp_line(struct mb_lmtp_in *in, bool *bad_r);
/* The lines after DATA up to the one with a dot, without the dots that were added (RFC 5321 4.5.2),
 * into `message`, which is not ended. Should that fail, the rest is read nevertheless, and *kept_r is
 * false with `err`. False: the input ended before the dot. */
bool mb_lmtp_data(struct mb_lmtp_in *in, struct mb_message *message, bool *kept_r,
		  struct mb_err *err);

#endif
