/* SPDX-License-Identifier: MIT */
/*
 * send_message - reading the message on standard input
 *
 * The header is kept in memory. The body is kept in a file without a name, in the form in which it is sent: lines end
 * with CRLF, dots are doubled. So nothing is sent before the whole message has been read, and a large message needs no
 * memory. A bare CR in the body becomes a line end: SMTP forbids bare CRs, by which one message can pass for two. The
 * first line that is no header field begins the body; if a Bcc becomes text that way, the message is refused, as all
 * recipients would read the Bcc. Byte order marks at the top, and lines by which mailbox files divide messages, are
 * left out. The message is untrusted (RFC 5321 2.3.8 and 4.5.2).
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
	FILE *body;           /* positioned at its end after reading */
	int64_t body_size;    /* in bytes, with each doubled dot counted once (RFC 1870 6) */
	bool body_8bit;
	size_t hides_at; /* line that ended the header early, with To or Cc behind it; 0: none */
};

/* Read a message. With `dots` a line with a single dot is text, else it ends the message. MB_E_DATA for a NUL, a Bcc in
 * the text, a header that is too long or has a bare CR, and more than MB_MESSAGE_MAX bytes; else the errors of
 * mb_err_errno(). The caller calls mb_send_message_fini(), also on failure. */
bool mb_send_message_read(struct mb_send_message *m, FILE *in, bool dots, struct mb_err *err);
void mb_send_message_fini(struct mb_send_message *m);

#endif
