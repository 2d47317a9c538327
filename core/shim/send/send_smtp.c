/* SPDX-License-Identifier: MIT */
#include "shim/send/send_smtp.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "global/log.h"
#include "base/signals.h"
#include "base/text.h"
#include "config/account.h"
#include "mail/conn.h"
#include "mail/mail.h"
#include "mail/smtp.h"
#include "shim/send/send_address.h"
#include "shim/send/send_header.h"
#include "shim/send/send_message.h"
#include "shim/send/send_reply.h"

/* Time limits in seconds (RFC 5321 4.5.3.2). */
#define WAIT_COMMAND 300
#define WAIT_DATA    120
#define WAIT_BLOCK   180
#define WAIT_END     600
#define WAIT_GRACE   5 /* for the last reply, after a signal told us to end */
#define WAIT_QUIT    2

#define BLOCK (64 * 1024) /* bytes written at once */
/* Number of commands that are sent before their replies are read: so many replies fit into the buffers on their way
 * (RFC 2920 3.1). */
#define PIPELINE 50

/* The sending of one message. */
struct sending {
	struct mb_mail *mail;
	const struct mb_account *account;
	const struct mb_envelope *envelope;
	struct mb_send_message *message;
	struct mb_smtp_reply reply;
	struct mb_buf out; /* bytes to be written */
	bool header_8bit;
	bool utf8; /* MAIL gets the parameter SMTPUTF8 */
};

static bool offers(const struct sending *s, const char *name)
{
	return mb_caps_get(&s->mail->caps, name) != NULL;
}

static bool flush_out(struct sending *s, struct mb_err *err)
{
	bool ok = mb_buf_ok(&s->out) ? mb_conn_write(s->mail->conn, s->out.data, s->out.len,
						     mb_deadline_in(WAIT_BLOCK), err)
				     : mb_err_set(err, MB_E_BUG, _("a line is too long"));

	mb_buf_cut(&s->out, 0);
	return ok;
}

/* Return the size of the message as it is sent, with each doubled dot counted once. */
static int64_t size_of(const struct mb_send_message *m)
{
	int64_t size = m->body_size + 2 + (int64_t)m->header.len;

	for (size_t i = 0; i < m->header.len; i++)
		size += m->header.data[i] == '\n';
	return size;
}

static bool check_limit(const struct sending *s, int64_t size, struct mb_err *err)
{
	const char *limit = mb_caps_get(&s->mail->caps, "SIZE");
	int64_t most = limit ? strtoll(limit, NULL, 10) : 0;

	if (most <= 0 || size <= most)
		return true;
	return mb_err_set(err, MB_E_DATA,
			  _("the message has %lld bytes and %s takes %lld: make it smaller"),
			  (long long)size, s->mail->host, (long long)most);
}

/* Decide whether SMTPUTF8 is needed, which is only for addresses: a message with SMTPUTF8 gets only to servers that all
 * offer it, and headers that are not ASCII, as cron and scripts write them, have always been sent without (RFC
 * 6531). */
static bool find_utf8(struct sending *s, struct mb_err *err)
{
	bool address = s->envelope->to->eight_bit || mb_send_header_8bit(s->envelope->sender);

	s->header_8bit = mb_send_header_8bit(mb_buf_str(&s->message->header));
	s->utf8 = address && offers(s, "SMTPUTF8");
	if (!address || s->utf8)
		return true;
	return mb_err_set(err, MB_E_DATA,
			  _("an address is not ASCII and %s offers no SMTPUTF8: use another "
			    "address"),
			  s->mail->host);
}

static bool wants_dsn(const struct mb_envelope *e)
{
	return e->notify || e->ret || e->envid;
}

static void add_mail(struct sending *s, int64_t size)
{
	const struct mb_envelope *e = s->envelope;

	mb_buf_addf(&s->out, "MAIL FROM:<%s>", e->sender);
	if (offers(s, "SIZE"))
		mb_buf_addf(&s->out, " SIZE=%" PRId64, size);
	if ((s->message->body_8bit || s->header_8bit || s->utf8) && offers(s, "8BITMIME"))
		mb_buf_adds(&s->out, " BODY=8BITMIME");
	if (s->utf8)
		mb_buf_adds(&s->out, " SMTPUTF8");
	if (offers(s, "DSN") && e->ret)
		mb_buf_addf(&s->out, " RET=%s", e->ret);
	if (offers(s, "DSN") && e->envid)
		mb_buf_addf(&s->out, " ENVID=%s", e->envid);
	mb_buf_adds(&s->out, "\r\n");
}

static void add_rcpt(struct sending *s, size_t i)
{
	mb_buf_addf(&s->out, "RCPT TO:<%s>", s->envelope->to->items[i]);
	if (offers(s, "DSN") && s->envelope->notify)
		mb_buf_addf(&s->out, " NOTIFY=%s", s->envelope->notify);
	mb_buf_adds(&s->out, "\r\n");
}

static bool accepted(struct sending *s, enum mb_send_stage stage, const char *about,
		     struct mb_err *err)
{
	if (!mb_smtp_reply_read(s->mail, &s->reply, mb_deadline_in(WAIT_COMMAND), NULL, NULL, err))
		return false;
	return s->reply.code / 100 == 2 ||
	       mb_send_reply_refused(s->account, stage, about, &s->reply, err);
}

/* Say MAIL and RCPT, pipelined. One refused recipient stops the message: the caller has one exit status, and who is
 * told "failed" sends again, to those too who have it already. So DATA is not pipelined: after 354 there is no way
 * back but to hang up. Replies that are still on their way then are not read. */
static bool envelope(struct sending *s, int64_t size, struct mb_err *err)
{
	const struct mb_addresses *to = s->envelope->to;
	size_t most = offers(s, "PIPELINING") ? PIPELINE : 1, said = 0;
	bool mail_said = false;

	add_mail(s, size);
	if (most == 1 && !(flush_out(s, err) &&
			   (mail_said = accepted(s, MB_STAGE_MAIL, s->envelope->sender, err))))
		return false;
	for (size_t i = 0; i < to->n; i++) {
		for (; said < to->n && said < i + most; said++)
			add_rcpt(s, said);
		if (s->out.len > 0 && !flush_out(s, err))
			return false;
		if (!mail_said && !accepted(s, MB_STAGE_MAIL, s->envelope->sender, err))
			return false;
		mail_said = true;
		if (!accepted(s, MB_STAGE_RCPT, to->items[i], err))
			return false;
	}
	return true;
}

/* Write the header and the empty line, with CRLF and doubled dots. */
static bool write_header(struct sending *s, struct mb_err *err)
{
	const char *p = mb_buf_str(&s->message->header);

	while (*p) {
		size_t len = strcspn(p, "\n");

		if (*p == '.')
			mb_buf_addc(&s->out, '.');
		mb_buf_add(&s->out, p, len);
		mb_buf_adds(&s->out, "\r\n");
		p += len + 1;
		if (s->out.len > BLOCK && !flush_out(s, err))
			return false;
	}
	mb_buf_adds(&s->out, "\r\n");
	return true;
}

static bool write_body(struct sending *s, struct mb_err *err)
{
	FILE *body = s->message->body;
	char block[BLOCK];
	size_t n;

	rewind(body);
	while ((n = fread(block, 1, sizeof(block), body)) > 0) {
		mb_buf_add(&s->out, block, n);
		if (s->out.len > BLOCK && !flush_out(s, err))
			return false;
	}
	return !ferror(body) || mb_err_errno(err, _("cannot read the temporary file"));
}

/* Read what a server said before it ended the connection in the middle of a message: if it refused, it has not taken
 * the message. Returns false. */
static bool last_words(struct sending *s, struct mb_send_outcome *outcome, struct mb_err *err)
{
	struct mb_err none = MB_ERR_INIT;

	if (mb_smtp_reply_read(s->mail, &s->reply, mb_deadline_in(1), NULL, NULL, &none) &&
	    s->reply.code >= 400) {
		outcome->doubt = false;
		mb_send_reply_refused(s->account, MB_STAGE_BODY, NULL, &s->reply, err);
	}
	mb_err_clear(&none);
	return false;
}

/* Wait for the answer to the whole message. If a signal tells us to end, we wait for some seconds, and then report that
 * the outcome is not known. */
static bool await_end(struct sending *s, struct mb_err *err)
{
	struct mb_deadline end = mb_deadline_in(WAIT_END), grace = { 0 };

	while (!mb_conn_ready(s->mail->conn, 200) && mb_deadline_left_ms(end) > 0) {
		if (!mb_signals_pending())
			continue;
		if (!grace.at_ms)
			grace = mb_deadline_in(WAIT_GRACE);
		else if (mb_deadline_left_ms(grace) == 0)
			return mb_err_set(err, MB_E_RETRY, _("told to end before %s had answered"),
					  s->mail->host);
	}
	return mb_smtp_reply_read(s->mail, &s->reply, end, NULL, NULL, err);
}

static bool send_data(struct sending *s, struct mb_send_outcome *outcome, struct mb_err *err)
{
	mb_buf_adds(&s->out, "DATA\r\n");
	if (!flush_out(s, err) ||
	    !mb_smtp_reply_read(s->mail, &s->reply, mb_deadline_in(WAIT_DATA), NULL, NULL, err))
		return false;
	if (s->reply.code != 354)
		return mb_send_reply_refused(s->account, MB_STAGE_DATA, NULL, &s->reply, err);
	if (!write_header(s, err) || !write_body(s, err))
		return last_words(s, outcome, err);
	/* From here on the server may have all of it, whatever happens: who is stopped now must still hear that the
	 * message may arrive twice. */
	mb_signals_hold();
	outcome->held = outcome->doubt = true;
	mb_buf_adds(&s->out, ".\r\n");
	if (!flush_out(s, err))
		return last_words(s, outcome, err);
	if (!await_end(s, err))
		return false;
	outcome->doubt = false;
	if (s->reply.code / 100 != 2)
		return mb_send_reply_refused(s->account, MB_STAGE_BODY, NULL, &s->reply, err);
	outcome->words = mb_buf_take(&s->reply.words);
	return true;
}

bool mb_send_smtp(struct mb_mail *mail, const struct mb_account *account,
		  const struct mb_envelope *envelope_of, struct mb_send_message *message,
		  struct mb_send_outcome *outcome, struct mb_err *err)
{
	struct sending s = {
		.mail = mail, .account = account, .envelope = envelope_of, .message = message
	};
	int64_t size = size_of(message);
	bool ok;

	mb_buf_init(&s.out, MB_SEND_HEADER_MAX + 4 * BLOCK);
	mb_smtp_reply_init(&s.reply);
	ok = check_limit(&s, size, err) && find_utf8(&s, err);
	if (ok && wants_dsn(envelope_of) && !offers(&s, "DSN"))
		mb_warnx(_("%s: the server offers no DSN: -N, -R and -V are ignored"),
			 account->name);
	ok = ok && envelope(&s, size, err) && send_data(&s, outcome, err);
	mb_smtp_reply_fini(&s.reply);
	mb_buf_fini(&s.out);
	return ok;
}

void mb_send_smtp_quit(struct mb_mail *mail)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_smtp_reply reply;

	mb_smtp_reply_init(&reply);
	if (mb_conn_say(mail->conn, mb_deadline_in(WAIT_QUIT), &err, "QUIT"))
		mb_smtp_reply_read(mail, &reply, mb_deadline_in(WAIT_QUIT), NULL, NULL, &err);
	mb_smtp_reply_fini(&reply);
	mb_err_clear(&err);
}
