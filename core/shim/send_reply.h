/* SPDX-License-Identifier: MIT */
/*
 * send_reply - an SMTP server's replies (RFC 5321 4.2), and what a refusal means
 */
#ifndef MB_SEND_REPLY_H
#define MB_SEND_REPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct mb_account;
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

/* Which command was refused. */
enum mb_smtp_stage {
	MB_STAGE_EHLO,
	MB_STAGE_MAIL,
	MB_STAGE_RCPT,
	MB_STAGE_DATA, /* the command */
	MB_STAGE_BODY, /* the message itself */
};

/* The refusal as an error: as the plugin's tables explain it, else by the reply code and the stage.
 * `about`: the address concerned, or NULL. Returns false. */
bool mb_smtp_refused(const struct mb_account *account, enum mb_smtp_stage stage, const char *about,
		     const struct mb_smtp_reply *reply, struct mb_err *err);

#endif
