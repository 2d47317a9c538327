/* SPDX-License-Identifier: MIT */
/*
 * smtp - an SMTP server's replies and capabilities (RFC 5321 4.2)
 *
 * Whatever the server sends is untrusted: lines that are no replies, and talk without end, fail with MB_E_RETRY, like
 * the connection's own errors.
 */
#ifndef MB_SMTP_H
#define MB_SMTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "global/err.h"

struct mb_mail;

struct mb_smtp_reply {
	int code;
	struct mb_buf words; /* "550 5.1.1 no such user"; further lines are added without codes */
};

void mb_smtp_reply_init(struct mb_smtp_reply *reply);
void mb_smtp_reply_fini(struct mb_smtp_reply *reply);

/* Append a line of a reply to `words`, for people: without the code and the enhanced code, unless the line is the
 * first (RFC 2034 4). */
void mb_smtp_add_words(struct mb_buf *words, const char *line);

/* Read a reply. `each`, unless NULL, is called for every line, such as "250-SIZE 1000". */
bool mb_smtp_reply_read(struct mb_mail *mail, struct mb_smtp_reply *reply,
			struct mb_deadline deadline, void (*each)(void *arg, const char *line),
			void *arg, struct mb_err *err);

/* Send EHLO once more, after the login: some servers tell all their capabilities only then. If the server refuses,
 * mail->caps stays as it was. */
bool mb_smtp_hello(struct mb_mail *mail, struct mb_deadline deadline, struct mb_err *err);

#endif
