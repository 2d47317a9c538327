/* SPDX-License-Identifier: MIT */
/*
 * send_smtp - sending one message over a session that is signed in (RFC 5321, RFC 6409)
 *
 * The message is sent to all recipients or to none: if the server refuses one, nothing is sent. Whatever the server
 * says is untrusted.
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
	const char *sender; /* "": no sender, for bounces */
	const struct mb_addresses *to;
	/* The reports that are wanted; NULL: not given (RFC 3461). */
	const char *notify, *ret, *envid;
};

/* The outcome. From the last bytes of a message on, signals are held (base/signals.h): the caller reports a doubt and
 * then releases them. */
struct mb_send_outcome {
	bool held;   /* signals are held */
	bool doubt;  /* sending failed, but the server may have taken the message */
	char *words; /* the server's reply to a message that it took */
};

/* Send a message. MB_E_DATA if the server refuses the message or a recipient, or cannot carry the message; MB_E_RETRY
 * for failures of the network; other codes as the plugin's tables say. The caller frees outcome->words. */
bool mb_send_smtp(struct mb_mail *mail, const struct mb_account *account,
		  const struct mb_envelope *envelope, struct mb_send_message *message,
		  struct mb_send_outcome *outcome, struct mb_err *err);
/* Send QUIT, and wait two seconds for the answer. */
void mb_send_smtp_quit(struct mb_mail *mail);

#endif
