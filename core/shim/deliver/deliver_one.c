/* SPDX-License-Identifier: MIT */
/* The part of shim/deliver/deliver.h that delivers one message, or puts it aside. */
#include "shim/deliver/deliver.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/report.h"
#include "config/config.h"
#include "mail/message.h"
#include "store/maildir.h"

/* Check for faults that no server will ever accept. */
static bool is_sound(const struct mb_message *message, struct mb_err *err)
{
	if (message->len == 0)
		return mb_err_set(err, MB_E_DATA, _("the message is empty"));
	if (message->has_nul)
		return mb_err_set(err, MB_E_DATA,
				  _("the message has a NUL, which IMAP cannot carry"));
	return true;
}

static bool put_aside(const struct mb_deliver *d, const struct mb_message *message,
		      struct mb_buf *note, struct mb_err *err)
{
	struct mb_err why = MB_ERR_INIT;

	mb_err_move(&why, err);
	if (!mb_maildir_keep(d->reject_to, message->data, message->len, err)) {
		mb_err_clear(&why);
		return false;
	}
	mb_buf_addf(note, _("put aside into %s: %s"), d->reject_to, why.text);
	mb_err_clear(&why);
	return true;
}

bool mb_deliver_message(struct mb_deliver *d, size_t account, const struct mb_message *message,
			const char *mailbox, struct mb_flight *flight, struct mb_buf *note,
			struct mb_err *err)
{
	struct mb_imap_place place;
	bool ok;

	*flight = (struct mb_flight)MB_FLIGHT_INIT;
	ok = is_sound(message, err) &&
	     mb_delivery_put(&d->deliveries[account], message, mailbox, flight, &place, err);
	if (ok && place.uid)
		mb_buf_addf(note, _("appended to %s, UID %" PRIu32 ", UIDVALIDITY %" PRIu32),
			    mailbox, place.uid, place.uidvalidity);
	else if (ok)
		mb_buf_addf(note, _("is in %s"), mailbox);
	else if (err->code == MB_E_DATA && d->reject_to)
		ok = put_aside(d, message, note, err);
	if (ok)
		mb_report_note("%s: %s", d->config->accounts[account].name, mb_buf_str(note));
	return ok;
}
