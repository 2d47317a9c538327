/* SPDX-License-Identifier: MIT */
#include "mail/delivery.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "global/log.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "mail/append_refused.h"
#include "mail/mutf7.h"
#include "mail/received.h"

#define NAME_MAX_BYTES 4096
/* Bytes by which the same message can be longer because of another Received. */
#define SIZE_SLACK 65536
/* Seconds after the loss of a connection in which the server may still be executing its APPEND. */
#define QUIET_SECONDS 2
#define LOCK_SECONDS  60 /* wait for the lock of a flight record */
/* Time for comparing messages, in times of the account's `timeout`; the rest is left to the next try. */
#define SEARCH_TIMEOUTS 5

/* What this session knows of a mailbox. An old UIDNEXT does no harm: it only means that more messages are compared. */
struct mb_known {
	struct mb_known *next;
	char *mailbox;
	struct mb_imap_mailbox is;
};

/* The delivery of one message. */
struct put {
	struct mb_delivery *d;
	const struct mb_message *message;
	const char *mailbox; /* in people's spelling */
	const char *quoted;  /* in IMAP's spelling */
	unsigned char digest[MB_SHA256_LEN];
	size_t len; /* bytes that the digest is made of */
	struct mb_flight *flight;
	struct mb_imap_place *place;
	bool opened;  /* the mailbox exists */
	bool refused; /* the server answered our APPEND with a tagged NO */
};

void mb_delivery_init(struct mb_delivery *d, const struct mb_account *account,
		      const struct mb_paths *paths, const char *flags)
{
	*d = (struct mb_delivery){ .account = account, .paths = paths, .flags = flags };
}

static void hang_up(struct mb_delivery *d)
{
	struct mb_known *known;

	if (!d->open)
		return;
	while ((known = d->known)) {
		d->known = known->next;
		free(known->mailbox);
		free(known);
	}
	mb_imap_fini(&d->imap);
	mb_mail_close(&d->mail);
	d->open = false;
}

void mb_delivery_fini(struct mb_delivery *d)
{
	if (d->open)
		mb_imap_logout(&d->imap);
	hang_up(d);
}

static bool connect_if_need_be(struct mb_delivery *d, struct mb_err *err)
{
	int64_t timeout = mb_account_number(d->account, MB_SET_TIMEOUT);

	if (d->open)
		return true;
	if (!mb_mail_open(&d->mail, d->account, d->paths, MB_SERVICE_IMAP, NULL, 0,
			  mb_deadline_in(timeout), err)) {
		mb_mail_close(&d->mail);
		return false;
	}
	mb_imap_init(&d->imap, &d->mail, timeout);
	d->open = true;
	return true;
}

static struct mb_known *known_mailbox(struct mb_delivery *d, const char *quoted)
{
	struct mb_known *known = d->known;

	while (known && !mb_streq(known->mailbox, quoted))
		known = known->next;
	if (known)
		return known;
	known = mb_xcalloc(1, sizeof(*known));
	known->mailbox = mb_xstrdup(quoted);
	known->next = d->known;
	d->known = known;
	return known;
}

/* Ask for UIDVALIDITY and UIDNEXT of the mailbox, unless they are known. */
static enum mb_imap_answer get_to_know(struct mb_delivery *d, struct mb_known *known,
				       struct mb_err *err)
{
	if (known->is.uidvalidity)
		return MB_IMAP_OK;
	return mb_imap_status(&d->imap, known->mailbox, &known->is, err);
}

static bool fits_limit(const struct put *p, uint64_t limit, struct mb_err *err)
{
	if (!limit || p->message->len <= limit)
		return true;
	return mb_err_set(err, MB_E_DATA,
			  _("the message has %zu bytes, and %s takes no more than %llu"),
			  p->message->len, p->d->mail.host, (unsigned long long)limit);
}

/* Fetch a message and compare it with ours. */
static enum mb_imap_answer compare_message(struct put *p, uint32_t uid, bool *found,
					   struct mb_err *err)
{
	unsigned char digest[MB_SHA256_LEN];
	enum mb_imap_answer answer;
	struct mb_message there;
	char *dir = mb_flight_dir(p->d->paths, err);
	size_t len;

	if (!dir)
		return MB_IMAP_BROKEN;
	mb_message_init(&there, dir, SIZE_MAX);
	answer = mb_imap_fetch(&p->d->imap, uid, p->len + SIZE_SLACK, &there, err);
	if (answer == MB_IMAP_OK && !mb_message_end(&there, err))
		answer = MB_IMAP_BROKEN;
	if (answer == MB_IMAP_OK) {
		mb_message_digest(&there, digest, &len);
		*found = len == p->len && memcmp(digest, p->digest, sizeof(digest)) == 0;
	}
	mb_message_fini(&there);
	free(dir);
	return answer;
}

static int compare_uids(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Leave the messages from `uid` on to the next try. */
static enum mb_imap_answer search_later(struct put *p, uint32_t uidvalidity, uint32_t uid,
					struct mb_err *err)
{
	mb_flight_looked(p->flight, uidvalidity, uid);
	mb_err_set(err, MB_E_RETRY,
		   _("%s has many messages that an earlier try may have left there, and comparing "
		     "them takes long: the next try goes on with it"),
		   p->mailbox);
	return MB_IMAP_BROKEN;
}

/* Compare the messages from the UID `from` on with ours, in order and at least one in each try. Only messages of about
 * the same size are fetched; some servers count a line end as one byte, so half of the size will do. */
static enum mb_imap_answer search(struct put *p, uint32_t uidvalidity, uint32_t from, bool *found,
				  struct mb_err *err)
{
	struct mb_imap_uids uids;
	enum mb_imap_answer answer = mb_imap_find(&p->d->imap, from, p->len / 2,
						  p->len + SIZE_SLACK, &uids, err);
	struct mb_deadline deadline = mb_deadline_in(SEARCH_TIMEOUTS * p->d->imap.timeout);

	if (uids.n > 0)
		qsort(uids.uids, uids.n, sizeof(*uids.uids), compare_uids);
	for (size_t i = 0; answer == MB_IMAP_OK && !*found && i < uids.n; i++) {
		if (i > 0 && mb_deadline_left_ms(deadline) == 0) {
			answer = search_later(p, uidvalidity, uids.uids[i], err);
			break;
		}
		answer = compare_message(p, uids.uids[i], found, err);
		if (*found)
			p->place->uid = uids.uids[i];
	}
	free(uids.uids);
	return answer;
}

/* Wait until the server has surely finished with the lost connection. If the process was killed then, the time is not
 * known and may be just now. */
static void wait_for_quiet(const struct mb_flight *flight)
{
	int64_t age = flight->lost ? mb_clock_now() - flight->lost : 0;
	int64_t left = QUIET_SECONDS + 1 - (age < 0 ? 0 : age);

	if (left > 0)
		mb_clock_sleep_ms(left * 1000, mb_deadline_in(left));
}

/* Find out whether a message that an earlier try has sent arrived in the mailbox. */
static enum mb_imap_answer find_arrived(struct put *p, bool *found, struct mb_err *err)
{
	const struct mb_flight *flight = p->flight;
	struct mb_imap *imap = &p->d->imap;
	struct mb_imap_mailbox mailbox;
	enum mb_imap_answer answer;
	uint32_t from = 1;

	mb_step(_("looking whether an earlier try arrived in %s"), p->mailbox);
	wait_for_quiet(flight);
	answer = mb_imap_examine(imap, p->quoted, &mailbox, err);
	if (answer != MB_IMAP_OK)
		return answer;
	/* With another UIDVALIDITY the UIDs mean nothing any more (RFC 9051 2.3.1.1), and a torn record has none: all
	 * messages are compared. */
	if (mailbox.uidvalidity && mailbox.uidvalidity == flight->uidvalidity && flight->uidnext)
		from = flight->uidnext;
	answer = search(p, mailbox.uidvalidity, from, found, err);
	if (*found) {
		p->place->uidvalidity = mailbox.uidvalidity;
		return MB_IMAP_OK;
	}
	return answer == MB_IMAP_OK ? mb_imap_close(imap, err) : answer;
}

static enum mb_imap_answer append(struct put *p, struct mb_err *err)
{
	struct mb_known *known = known_mailbox(p->d, p->quoted);
	struct mb_imap *imap = &p->d->imap;
	struct mb_internal_date date;
	enum mb_imap_answer answer = get_to_know(p->d, known, err);

	if (answer != MB_IMAP_OK)
		return answer;
	p->opened = true;
	if (!fits_limit(p, known->is.appendlimit, err) ||
	    !fits_limit(p, mb_imap_appendlimit(imap), err) ||
	    !mb_flight_sent(p->flight, p->mailbox, known->is.uidvalidity, known->is.uidnext, err))
		return MB_IMAP_BROKEN;
	mb_internal_date(&date, p->message->data, p->message->len, mb_clock_now());
	answer = mb_imap_append(imap, p->quoted, p->d->flags, date.text, p->message->data,
				p->message->len, p->place, err);
	p->refused = answer == MB_IMAP_NO;
	if (answer == MB_IMAP_OK && p->place->uid) {
		known->is.uidvalidity = p->place->uidvalidity;
		known->is.uidnext = p->place->uid + 1;
	} else {
		known->is.uidvalidity = 0;
	}
	return answer;
}

/* Forget the record of a message that the server refused. If there was an earlier try whose outcome nobody knows, the
 * record stays. */
static void forget_refused(struct put *p, bool doubted)
{
	if (p->refused && !doubted)
		mb_flight_none(p->flight);
	else if (p->refused)
		mb_flight_lost(p->flight);
}

static enum mb_imap_answer try_once(struct put *p, struct mb_err *err)
{
	bool doubted = p->flight->state == MB_FLIGHT_SENT, found = false;
	enum mb_imap_answer answer = MB_IMAP_OK;

	if (doubted)
		answer = find_arrived(p, &found, err);
	if (answer == MB_IMAP_OK && !found)
		answer = append(p, err);
	if (answer == MB_IMAP_OK)
		mb_flight_done(p->flight, p->place->uidvalidity, p->place->uid);
	if (answer == MB_IMAP_NO) {
		forget_refused(p, doubted);
		mb_append_refused(&p->d->imap, p->d->account, p->mailbox, !p->opened, err);
	}
	return answer;
}

static bool deliver(struct put *p, struct mb_err *err)
{
	for (;;) {
		bool used = p->d->open;
		enum mb_imap_answer answer;

		if (!connect_if_need_be(p->d, err))
			return false;
		answer = try_once(p, err);
		if (answer == MB_IMAP_OK)
			return true;
		if (answer == MB_IMAP_NO || err->code == MB_E_DATA)
			return false;
		hang_up(p->d);
		mb_flight_lost(p->flight);
		/* A session that had served earlier messages may have ended long ago: try once more. */
		if (!used || err->code != MB_E_RETRY)
			return false;
		mb_step("%s", err->text);
		mb_err_clear(err);
	}
}

static bool quote(struct mb_buf *quoted, const char *mailbox, struct mb_err *err)
{
	mb_buf_init(quoted, NAME_MAX_BYTES);
	return mb_mutf7_quoted(quoted, mailbox, err) &&
	       (mb_buf_ok(quoted) ||
		mb_err_set(err, MB_E_USAGE, _("the name of the mailbox is too long")));
}

bool mb_delivery_ready(struct mb_delivery *d, const char *mailbox, struct mb_err *err)
{
	enum mb_imap_answer answer = MB_IMAP_BROKEN;
	struct mb_buf quoted;

	if (quote(&quoted, mailbox, err) && connect_if_need_be(d, err)) {
		answer = get_to_know(d, known_mailbox(d, mb_buf_str(&quoted)), err);
		if (answer == MB_IMAP_NO)
			mb_append_refused(&d->imap, d->account, mailbox, true, err);
		else if (answer == MB_IMAP_BROKEN)
			hang_up(d);
	}
	mb_buf_fini(&quoted);
	return answer == MB_IMAP_OK;
}

/* Make the record's key from account, mailbox and the message without its topmost Received field: a Message-ID alone
 * proves nothing. */
static void key_of(const struct put *p, struct mb_sha256_hex *key)
{
	char *where = mb_text_cat(p->d->account->name, "\n", p->quoted, "\n", NULL);
	unsigned char digest[MB_SHA256_LEN];

	mb_sha256_joined(digest, where, strlen(where), p->digest, sizeof(p->digest));
	mb_sha256_hex(key, digest);
	free(where);
}

bool mb_delivery_put(struct mb_delivery *d, const struct mb_message *message, const char *mailbox,
		     struct mb_flight *flight, struct mb_imap_place *place, struct mb_err *err)
{
	struct put p = { d, message, mailbox, .flight = flight, .place = place };
	struct mb_sha256_hex key;
	struct mb_buf quoted;
	bool ok;

	*flight = (struct mb_flight)MB_FLIGHT_INIT;
	*place = (struct mb_imap_place){ 0 };
	ok = quote(&quoted, mailbox, err);
	p.quoted = mb_buf_str(&quoted);
	if (ok) {
		mb_message_digest(message, p.digest, &p.len);
		key_of(&p, &key);
		ok = mb_flight_open(flight, d->paths, key.text, mb_deadline_in(LOCK_SECONDS),
				    err) &&
		     deliver(&p, err);
		if (!ok)
			mb_flight_close(flight);
	}
	mb_buf_fini(&quoted);
	return ok;
}
