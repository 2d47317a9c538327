/* SPDX-License-Identifier: MIT */
/*
 * smtp - an SMTP server's replies (RFC 5321 4.2), and what it can do
 *
 * What the server sends is untrusted: lines that are no replies and talk without end fail with
 * MB_E_RETRY, as the connection's errors do.
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
	struct mb_buf words; /* "550 5.1.1 no such user": further lines without their codes */
};

void mb_smtp_reply_init(struct mb_smtp_reply *reply);
void mb_smtp_reply_fini(struct mb_smtp_reply *reply);

/* One line more of a reply, for people: further lines repeat the code and the enhanced code (RFC 2034 4),
 * once is enough. */
void mb_smtp_add_words(struct mb_buf *words, const char *line);

/* `each` (may be NULL) is called for every line, "250-SIZE 1000". */
bool mb_smtp_reply_read(struct mb_mail *mail, struct mb_smtp_reply *reply,
			struct mb_deadline deadline, void (*each)(void *arg, const char *line),
			void *arg, struct mb_err *err);

/* EHLO once more, after signing in: some servers only then say all they can do. What the server
 * refuses to repeat stays as it was. */
bool mb_smtp_hello(struct mb_mail *mail, struct mb_deadline deadline, struct mb_err *err);

#endif
