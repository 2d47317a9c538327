/* SPDX-License-Identifier: MIT */
/*
 * send_smtp - one message over a session that is signed in (RFC 5321, RFC 6409)
 *
 * All recipients or none: when the server refuses one, nothing is sent. What the server says is
 * untrusted.
 */
#ifndef MB_SEND_SMTP_H
#define MB_SEND_SMTP_H

#include <stdbool.h>

#include "global/err.h"

struct mb_account;
struct mb_addresses;
struct mb_mail;
struct mb_send_message;

struct mb_envelope {
	const char *sender; /* "": none, for bounces */
	const struct mb_addresses *to;
	/* DSN (RFC 3461); NULL: not asked for */
	const char *notify, *ret, *envid;
};

/* Once the last byte goes, signals are held (base/signals.h): the caller tells what is in doubt, then
 * releases them. */
struct mb_send_outcome {
	bool held;   /* signals are */
	bool doubt;  /* failed, but the server may have taken the message */
	char *words; /* of the server to the message it took */
};

/* MB_E_DATA: it is the message or a recipient
 * that the server refuses, or that it cannot carry; other codes as the plugin's tables say; what the
 * network did: MB_E_RETRY. The caller frees outcome->words. */
bool mb_smtp_send(struct mb_mail *mail, const struct mb_account *account,
		  const struct mb_envelope *envelope, struct mb_send_message *message,
		  struct mb_send_outcome *outcome, struct mb_err *err);
/* Says goodbye, and waits a moment for the answer. */
void mb_smtp_quit(struct mb_mail *mail);

#endif
