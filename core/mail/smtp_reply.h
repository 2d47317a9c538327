/* SPDX-License-Identifier: MIT */
/*
 * smtp_reply - an SMTP server's replies (RFC 5321 4.2); untrusted
 */
#ifndef MB_SMTP_REPLY_H
#define MB_SMTP_REPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct mb_mail;

struct mb_smtp_reply {
	int code;
	struct mb_buf words; /* "550 5.1.1 no such user": further lines without their codes */
};

void mb_smtp_reply_init(struct mb_smtp_reply *reply);
void mb_smtp_reply_fini(struct mb_smtp_reply *reply);

/* Waits that many seconds. `each` (may be NULL) is called for every line, "250-SIZE 1000". */
bool mb_smtp_reply_read(struct mb_mail *mail, struct mb_smtp_reply *reply, int64_t seconds,
			void (*each)(void *arg, const char *line), void *arg, struct mb_err *err);

#endif
