/* SPDX-License-Identifier: MIT */
/* The part of cmd/check/check_live.h that signs in at the mail servers. One command follows each login, because
 * Exchange accepts logins with tokens for which it then refuses all commands. */
#include "cmd/check/check_live.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/settings.h"
#include "mail/conn.h"
#include "mail/imap.h"
#include "mail/mail.h"
#include "mail/smtp.h"
#include "config/resolve.h"
#include "plugin/service.h"

#define WAIT_QUIT 2 /* seconds for QUIT and its answer */

/* The check of one service. */
struct look {
	struct mb_check *check;
	struct mb_mail mail;
	int64_t timeout;
	char *words; /* the server's line that refused something; NULL: none did */
};

static struct mb_deadline soon(const struct look *l)
{
	return mb_deadline_in(l->timeout);
}

/* Note that the server refused a command after the login. Returns false. */
static bool refused(struct look *l, const char *words, struct mb_err *err)
{
	l->words = mb_xstrdup(words);
	return mb_err_set(err, MB_E_DENIED,
			  _("see what the server says (it took the token, but says \"%s\")"),
			  words);
}

static bool try_imap(struct look *l, struct mb_err *err)
{
	struct mb_imap_mailbox found;
	enum mb_imap_answer answer;
	struct mb_imap imap;
	bool ok;

	mb_imap_init(&imap, &l->mail, l->timeout);
	answer = mb_imap_examine(&imap, "INBOX", &found, err);
	ok = answer == MB_IMAP_OK;
	if (answer == MB_IMAP_NO || answer == MB_IMAP_GO_ON)
		refused(l, mb_buf_str(&imap.words), err);
	else if (!ok && imap.bye.len > 0)
		refused(l, mb_buf_str(&imap.bye), err);
	if (ok)
		mb_imap_logout(&imap);
	mb_imap_fini(&imap);
	return ok;
}

static bool try_pop3(struct look *l, struct mb_err *err)
{
	struct mb_err quiet = MB_ERR_INIT;
	char *line;

	if (!mb_conn_say(l->mail.conn, soon(l), err, "STAT") ||
	    !mb_conn_line(l->mail.conn, soon(l), &line, err))
		return false;
	if (strncasecmp(line, "+OK", 3) != 0)
		return refused(l, line, err);
	mb_conn_say(l->mail.conn, mb_deadline_in(WAIT_QUIT), &quiet, "QUIT");
	mb_err_clear(&quiet);
	return true;
}

static bool smtp_command(struct look *l, const char *command, int64_t seconds, struct mb_err *err)
{
	struct mb_smtp_reply reply;
	bool ok;

	mb_smtp_reply_init(&reply);
	ok = mb_conn_say(l->mail.conn, mb_deadline_in(seconds), err, "%s", command) &&
	     mb_smtp_reply_read(&l->mail, &reply, mb_deadline_in(seconds), NULL, NULL, err) &&
	     (reply.code / 100 == 2 || refused(l, mb_buf_str(&reply.words), err));
	mb_smtp_reply_fini(&reply);
	return ok;
}

/* Try MAIL FROM, but send no message. */
static bool try_smtp(struct look *l, struct mb_err *err)
{
	const char *user = mb_account_get(l->check->account, MB_SET_USER);
	bool address = user && mb_text_is_graphic(user, strlen(user)) && !strpbrk(user, "<>");
	char *mail = mb_xasprintf("MAIL FROM:<%s>", address ? user : "");
	struct mb_err quiet = MB_ERR_INIT;
	bool ok;

	ok = smtp_command(l, "NOOP", l->timeout, err) &&
	     (!address ||
	      (smtp_command(l, mail, l->timeout, err) && smtp_command(l, "RSET", l->timeout, err)));
	if (ok)
		smtp_command(l, "QUIT", WAIT_QUIT, &quiet);
	mb_err_clear(&quiet);
	free(mail);
	return ok;
}

static bool try_service(struct look *l, struct mb_err *err)
{
	switch (l->mail.service) {
	case MB_SERVICE_IMAP:
		return try_imap(l, err);
	case MB_SERVICE_POP3:
		return try_pop3(l, err);
	case MB_SERVICE_SMTP:
	case MB_SERVICE_ANY:
		break;
	}
	return try_smtp(l, err);
}

static const char *what_works(enum mb_service service)
{
	return service == MB_SERVICE_IMAP   ? N_("signed in, INBOX can be opened")
	       : service == MB_SERVICE_POP3 ? N_("signed in, the mailbox can be opened")
					    : N_("signed in, the sender is accepted");
}

/* What the token has shown and may be behind a refusal, as the server's own words are the same for all of that. The
 * caller frees it. */
static char *suspicion(const struct mb_check *c, enum mb_service service)
{
	const char *user = mb_account_get(c->account, MB_SET_USER);
	const char *told = mb_mail_user(c->account, service);

	if (c->suspicion)
		return mb_xstrdup(c->suspicion);
	if (!user || !told || strcasecmp(user, told) == 0)
		return NULL;
	return mb_xasprintf(_("%s has no right to the mailbox %s, or there is no such mailbox"),
			    user, told);
}

/* Sign in at one server, even if its refusal is remembered: the account may be allowed now. */
static void look_at_service(struct mb_check *c, enum mb_service service, const char *where)
{
	struct look l = { .check = c, .timeout = mb_account_number(c->account, MB_SET_TIMEOUT) };
	const char *step = mb_service_name(service);
	struct mb_err err = MB_ERR_INIT;
	bool in = mb_mail_open_anyway(&l.mail, c->account, c->paths, service, soon(&l), &err);
	char *suspect = NULL;

	if (!in && l.mail.words)
		l.words = mb_xstrdup(l.mail.words);
	if (in && try_service(&l, &err)) {
		mb_findings_ok(c->findings, step, "%s: %s", where, _(what_works(service)));
	} else {
		if (l.words && err.code != MB_E_RETRY)
			suspect = suspicion(c, service);
		mb_findings_err(c->findings, step, where, suspect, l.words, &err);
	}
	free(suspect);
	free(l.words);
	mb_mail_close(&l.mail);
}

void mb_check_mail(struct mb_check *c)
{
	unsigned wanted = mb_account_services(c->account);

	for (size_t i = 0; i < MB_SERVICES; i++) {
		const struct mb_service_row *row = &mb_service_rows[i];
		char *host = NULL, *where;
		enum mb_tls tls;
		uint16_t port;

		if (!(wanted & row->service))
			continue;
		if (!mb_resolve_host(c->account, row->service, &host, &port, &tls)) {
			mb_findings_leave_out(c->findings, row->name,
					      _("no server is known: set %s_host in the account"),
					      row->name);
			continue;
		}
		where = mb_xasprintf("%s:%u", host, (unsigned)port);
		look_at_service(c, row->service, where);
		free(where);
		free(host);
	}
}
