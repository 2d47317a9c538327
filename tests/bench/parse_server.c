/* SPDX-License-Identifier: MIT */
/* Mail servers that are a text: this program is the connection (mail/conn.h). */
#include <stdlib.h>
#include <string.h>

#include "mail/auth.h"
#include "mail/conn.h"
#include "mail/imap.h"
#include "mail/mail.h"
#include "mail/message.h"
#include "mail/smtp.h"
#include "parse.h"

/* What a message may have at most, in bytes. */
#define ANY_MAX (4 * 1024 * 1024)

struct mb_conn {
	char *text, *at, *end;
};

static char host[] = "server";

static bool ended(struct mb_err *err)
{
	return mb_err_set(err, MB_E_RETRY, "server ended the connection");
}

bool mb_conn_line(struct mb_conn *c, struct mb_deadline deadline, char **line_r, struct mb_err *err)
{
	char *lf = memchr(c->at, '\n', (size_t)(c->end - c->at));

	(void)deadline;
	if (!lf || lf - c->at >= MB_CONN_LINE_MAX)
		return ended(err);
	*lf = '\0';
	*line_r = c->at;
	c->at = lf + 1;
	return true;
}

bool mb_conn_bytes(struct mb_conn *c, void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err)
{
	(void)deadline;
	if ((size_t)(c->end - c->at) < len)
		return ended(err);
	memcpy(data, c->at, len);
	c->at += len;
	return true;
}

bool mb_conn_write(struct mb_conn *c, const void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *err)
{
	(void)c;
	(void)data;
	(void)len;
	(void)deadline;
	(void)err;
	return true;
}

bool mb_conn_say(struct mb_conn *c, struct mb_deadline deadline, struct mb_err *err,
		 const char *fmt, ...)
{
	(void)c;
	(void)deadline;
	(void)err;
	(void)fmt;
	return true;
}

static void meet(struct mb_mail *mail, struct mb_conn *conn, const char *data, size_t len)
{
	conn->text = malloc(len + 1);
	if (!conn->text)
		abort();
	memcpy(conn->text, data, len + 1);
	conn->at = conn->text;
	conn->end = conn->text + len;
	*mail = (struct mb_mail){ .conn = conn, .host = host };
	mb_caps_init(&mail->caps);
}

static void part(struct mb_mail *mail)
{
	mb_caps_fini(&mail->caps);
	free(mail->conn->text);
}

static void talk_imap(const char *data, size_t len,
		      void (*ask)(struct mb_imap *imap, struct mb_err *err))
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_conn conn;
	struct mb_imap imap;
	struct mb_mail mail;

	meet(&mail, &conn, data, len);
	mb_imap_init(&imap, &mail, 600);
	ask(&imap, &err);
	mb_imap_fini(&imap);
	part(&mail);
	mb_err_clear(&err);
}

static void find(struct mb_imap *imap, struct mb_err *err)
{
	struct mb_imap_uids uids;

	mb_imap_find(imap, 1, 1, 1000, &uids, err);
	free(uids.uids);
}

void parse_imap_find(const char *data, size_t len)
{
	talk_imap(data, len, find);
}

static void fetch(struct mb_imap *imap, struct mb_err *err)
{
	struct mb_message message;

	mb_message_init(&message, "/tmp", SIZE_MAX);
	mb_imap_fetch(imap, 1, ANY_MAX, &message, err);
	mb_message_fini(&message);
}

void parse_imap_fetch(const char *data, size_t len)
{
	talk_imap(data, len, fetch);
}

void parse_smtp_hello(const char *data, size_t len)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_conn conn;
	struct mb_mail mail;

	meet(&mail, &conn, data, len);
	mb_smtp_hello(&mail, mb_deadline_in(600), &err);
	part(&mail);
	mb_err_clear(&err);
}

static void sign_in(enum mb_service service, const char *data, size_t len)
{
	const struct mb_auth_as as = {
		service, "alice@test", "server", 1, "a-token-of-twenty-and-more", 26
	};
	struct mb_err err = MB_ERR_INIT;
	struct mb_auth_answer answer;
	struct mb_conn conn;
	struct mb_mail mail;

	meet(&mail, &conn, data, len);
	mb_caps_from_prologue(&mail.caps, service,
			      service == MB_SERVICE_IMAP   ? "* CAPABILITY AUTH=XOAUTH2\n"
			      : service == MB_SERVICE_POP3 ? "+OK\nSASL XOAUTH2\n.\n"
							   : "250-mx\n250 AUTH XOAUTH2\n");
	mb_auth(&conn, &mail.caps, &as, mb_deadline_in(600), &answer, &err);
	mb_auth_answer_fini(&answer);
	part(&mail);
	mb_err_clear(&err);
}

void parse_imap_auth(const char *data, size_t len)
{
	sign_in(MB_SERVICE_IMAP, data, len);
}

void parse_pop3_auth(const char *data, size_t len)
{
	sign_in(MB_SERVICE_POP3, data, len);
}

void parse_smtp_auth(const char *data, size_t len)
{
	sign_in(MB_SERVICE_SMTP, data, len);
}

void parse_greeting(const char *data, size_t len)
{
	static const enum mb_service services[] = { MB_SERVICE_IMAP, MB_SERVICE_POP3,
						    MB_SERVICE_SMTP };
	struct mb_caps caps;

	(void)len;
	for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++) {
		mb_caps_init(&caps);
		mb_caps_from_prologue(&caps, services[i], data);
		mb_caps_sasl(&caps, services[i], "XOAUTH2");
		mb_caps_farewell(data);
		mb_caps_fini(&caps);
	}
}
