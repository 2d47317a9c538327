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
	size_t account;        /* in config->accounts: the one of the command line */
	const char *mailbox;   /* where messages go if nothing else is said */
	const char *reject_to; /* Maildir for what can never be delivered; NULL: none */
	const char *flags;
	char *dir;                      /* of large messages */
	struct mb_delivery *deliveries; /* one for each account */
	struct mb_flight flight;        /* of the message on stdin */
};

/* Puts the message into the mailbox, or aside if it can never be delivered. On success the caller
 * ends or closes `flight`. `note` gets a few words about where it went. */
bool mb_deliver_message(struct mb_deliver *deliver, size_t account,
			const struct mb_message *message, const char *mailbox,
			struct mb_flight *flight, struct mb_buf *note, struct mb_err *err);

/* LMTP on stdin and stdout until the client goes. False: `err`, which the client was told, too. */
bool mb_deliver_lmtp(struct mb_deliver *deliver, struct mb_err *err);

#endif
