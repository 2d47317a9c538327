/* SPDX-License-Identifier: MIT */
/*
 * send_message - the message on standard input
 *
 * The header is kept in memory, the body in a file that has no name, as it goes over the wire: lines
 * ended by CRLF, dots doubled (RFC 5321 4.5.2). So nothing is sent before all of it is there, the header can
 * decide which account sends, and a big message costs no memory. A body's CR that ends no line ends one then: on the wire a bare CR is
 * forbidden (RFC 5321 2.3.8) and lets one message pass for two. What is no header field begins the
 * body; a Bcc that became text so is refused, as all would read it. Byte order marks at the top and the
 * lines by which mailbox files divide messages are left out. Untrusted.
 */
#ifndef MB_SEND_MESSAGE_H
#define MB_SEND_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "global/err.h"

/* Longest header, in bytes. */
#define MB_SEND_HEADER_MAX (1024 * 1024)

struct mb_send_message {
	struct mb_buf header; /* whole lines ended by LF; without the empty line behind it */
	FILE *body;           /* at its end after reading */
	int64_t body_size;    /* in bytes, the doubled dots counted once (RFC 1870 6) */
	bool body_8bit;
	size_t
	    hides_at; /* this line ended the header early, and To or Cc follow as text; 0: none */
};

/* `dots`: a line with a single dot is text; else it ends the message. MB_E_DATA: a NUL, a Bcc
 * that is text, a header that is too long or has a bare CR, more than MB_MESSAGE_MAX; MB_E_IO: no room. mb_send_message_fini() either way. */
bool mb_send_message_read(struct mb_send_message *m, FILE *in, bool dots, struct mb_err *err);
void mb_send_message_fini(struct mb_send_message *m);

#endif
