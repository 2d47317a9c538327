/* SPDX-License-Identifier: MIT */
/*
 * delivery - putting messages into IMAP mailboxes, each at least once and none twice
 *
 * One session for all messages: opened for the first, opened anew, with a token of that moment, when
 * the server has ended it. store/flight.h says how a message is kept from being doubled. The server's
 * tagged OK, and nothing else, is success.
 *
 * Errors: MB_E_DATA where the message itself can never be delivered; MB_E_RETRY for all that the
 * server says about mailboxes, quota and permissions; the others as mb_mail_open() and the disk.
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

/* All borrowed. */
void mb_delivery_init(struct mb_delivery *delivery, const struct mb_account *account,
		      const struct mb_paths *paths, const char *flags);
void mb_delivery_fini(struct mb_delivery *delivery);

/* Is there a session, and has the mailbox been there in this session? For saying no before a message is
 * sent. */
bool mb_delivery_ready(struct mb_delivery *delivery, const char *mailbox, struct mb_err *err);
/* `mailbox` in UTF-8; `message` was ended. On success the mailbox has the message, `place` says where
 * if that is known, and `flight` is MB_FLIGHT_DONE: the caller ends it, or closes it when he may be
 * asked to deliver the same message again. On failure it is closed. */
bool mb_delivery_put(struct mb_delivery *delivery, const struct mb_message *message,
		     const char *mailbox, struct mb_flight *flight, struct mb_imap_place *place,
		     struct mb_err *err);

#endif
