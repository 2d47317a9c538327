/* SPDX-License-Identifier: MIT */
/*
 * send_reply - what an SMTP server's refusal means
 */
#ifndef MB_SEND_REPLY_H
#define MB_SEND_REPLY_H

#include <stdbool.h>

#include "global/err.h"

struct mb_account;
struct mb_smtp_reply;

/* What was refused. */
enum mb_send_stage {
	MB_STAGE_MAIL, /* the command MAIL */
	MB_STAGE_RCPT, /* the command RCPT */
	MB_STAGE_DATA, /* the command DATA */
	MB_STAGE_BODY, /* the message itself */
};

/* Set `err` for a refusal: as the plugin's tables explain it, else by reply code and stage. `about` is the address
 * concerned, or NULL. Returns false. */
bool mb_send_reply_refused(const struct mb_account *account, enum mb_send_stage stage,
			   const char *about, const struct mb_smtp_reply *reply,
			   struct mb_err *err);

#endif
