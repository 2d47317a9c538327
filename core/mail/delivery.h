/* SPDX-License-Identifier: MIT */
/*
 * delivery - putting messages into IMAP mailboxes, each at least once and none twice
 *
 * All messages share one session, which is opened for the first message. If the server ends the session, another one
 * is opened, with the token that is valid then. store/flight.h describes how a message is kept from being delivered
 * twice. Only the server's tagged OK is success.
 *
 * Errors: MB_E_DATA if the message itself can never be delivered; MB_E_RETRY for whatever the server says about
 * mailboxes, quota and permissions; those of mb_mail_open(); MB_E_IO for the disk.
 */
#ifndef MB_DELIVERY_H
#define MB_DELIVERY_H

#include <stdbool.h>

#include "global/err.h"
#include "mail/imap.h"
#include "mail/mail.h"
#include "mail/message.h"
#include "store/flight.h"

struct mb_account;
struct mb_known;

struct mb_delivery {
	const struct mb_account *account;
	const struct mb_paths *paths;
	const char *flags; /* divided by blanks, may be "" */
	/* private */
	bool open;
	struct mb_mail mail;
	struct mb_imap imap;
	struct mb_known *known; /* mailboxes of this session */
};

/* Initialise; the arguments are borrowed until mb_delivery_fini(), which signs out. */
void mb_delivery_init(struct mb_delivery *delivery, const struct mb_account *account,
		      const struct mb_paths *paths, const char *flags);
void mb_delivery_fini(struct mb_delivery *delivery);

/* Open a session and check that the mailbox exists, unless this session has done that. For refusing a recipient before
 * the client sends the message. */
bool mb_delivery_ready(struct mb_delivery *delivery, const char *mailbox, struct mb_err *err);
/* Put an ended message into a mailbox, whose name is in UTF-8. On success `place` tells where the message is, if that
 * is known, and `flight` is MB_FLIGHT_DONE: the caller ends the flight, or only closes it if the same message may come
 * again. On failure the flight is closed. */
bool mb_delivery_put(struct mb_delivery *delivery, const struct mb_message *message,
		     const char *mailbox, struct mb_flight *flight, struct mb_imap_place *place,
		     struct mb_err *err);

#endif
