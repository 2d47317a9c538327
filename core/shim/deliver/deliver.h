/* SPDX-License-Identifier: MIT */
/*
 * deliver - what `deliver` and `deliver --lmtp` share
 */
#ifndef MB_DELIVER_H
#define MB_DELIVER_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"
#include "mail/delivery.h"

struct mb_config;
struct mb_message;
struct mb_paths;
struct mb_run;

/* One call of the verb. */
struct mb_deliver {
	const struct mb_run *run;
	const struct mb_paths *paths;
	const struct mb_config *config;
	size_t account;        /* index in config->accounts of the account on the command line */
	const char *mailbox;   /* the mailbox for messages without another one */
	const char *reject_to; /* Maildir for messages that can never be delivered; NULL: none */
	const char *flags;     /* flags for messages, divided by blanks */
	char *dir;             /* folder for large messages */
	struct mb_delivery *deliveries; /* one for each account */
	struct mb_flight flight;        /* the record of the message on stdin */
};

/* Put the message into the mailbox, or into reject_to if it can never be delivered. On success the caller ends or
 * closes `flight`. `note` gets a few words about where the message is. */
bool mb_deliver_message(struct mb_deliver *deliver, size_t account,
			const struct mb_message *message, const char *mailbox,
			struct mb_flight *flight, struct mb_buf *note, struct mb_err *err);

/* Speak LMTP on stdin and stdout until the client ends. False if --to is wrong; the caller tells the client. */
bool mb_deliver_lmtp(struct mb_deliver *deliver, struct mb_err *err);

#endif
