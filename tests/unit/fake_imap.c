/* SPDX-License-Identifier: MIT */
#include "unit/fake_imap.h"

#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "config/account.h"
#include "mail/mail.h"
#include "mail/message.h"

struct fake_imap server;
struct mb_buf heard;

/* Notes a command for a mailbox, whose name is in quotes. */
static void hear(const char *command, const char *mailbox)
{
	assert_int_equal(mailbox[0], '"');
	mb_buf_addf(&heard, "%s %.*s ", command, (int)strlen(mailbox) - 2, mailbox + 1);
}

static enum mb_imap_answer says(enum mb_imap_answer answer, struct mb_err *err)
{
	if (answer == MB_IMAP_BROKEN)
		mb_err_set(err, server.broken ? server.broken : MB_E_RETRY, "broken");
	return answer;
}

bool mb_mail_open(struct mb_mail *mail, const struct mb_account *account,
		  const struct mb_paths *paths, enum mb_service service, const char *host,
		  uint16_t port, struct mb_deadline deadline, struct mb_err *err)
{
	(void)paths;
	(void)host;
	(void)port;
	(void)deadline;
	*mail = (struct mb_mail){ .service = service, .host = account->name };
	mb_buf_adds(&heard, "open ");
	return !server.deaf || mb_err_set(err, MB_E_RETRY, "no connection");
}

void mb_mail_close(struct mb_mail *mail)
{
	(void)mail;
	mb_buf_adds(&heard, "close ");
}

void mb_imap_init(struct mb_imap *imap, struct mb_mail *mail, int64_t timeout)
{
	*imap = (struct mb_imap){ .mail = mail, .timeout = timeout };
	mb_buf_init(&imap->words, 100);
	mb_buf_adds(&imap->words, "NO [OVERQUOTA] full");
}

void mb_imap_fini(struct mb_imap *imap)
{
	mb_buf_fini(&imap->words);
}

uint64_t mb_imap_appendlimit(const struct mb_imap *imap)
{
	(void)imap;
	return server.limit;
}

enum mb_imap_answer mb_imap_status(struct mb_imap *imap, const char *mailbox,
				   struct mb_imap_mailbox *found, struct mb_err *err)
{
	(void)imap;
	hear("STATUS", mailbox);
	*found = server.status;
	return says(server.statuses, err);
}

enum mb_imap_answer mb_imap_examine(struct mb_imap *imap, const char *mailbox,
				    struct mb_imap_mailbox *found, struct mb_err *err)
{
	(void)imap;
	hear("EXAMINE", mailbox);
	*found = server.status;
	return says(server.examine, err);
}

enum mb_imap_answer mb_imap_close(struct mb_imap *imap, struct mb_err *err)
{
	(void)imap;
	(void)err;
	mb_buf_adds(&heard, "CLOSE ");
	return MB_IMAP_OK;
}

enum mb_imap_answer mb_imap_find(struct mb_imap *imap, uint32_t from, uint64_t least, uint64_t most,
				 struct mb_imap_uids *uids, struct mb_err *err)
{
	(void)imap;
	mb_buf_addf(&heard, "FIND %u ", from);
	server.least = least;
	server.most = most;
	*uids = (struct mb_imap_uids){ calloc(N(server.mails), sizeof(uint32_t)), 0 };
	for (size_t i = 0; i < N(server.mails); i++)
		if (server.mails[i].uid >= from && server.mails[i].text)
			uids->uids[uids->n++] = server.mails[i].uid;
	return says(server.find, err);
}

enum mb_imap_answer mb_imap_fetch(struct mb_imap *imap, uint32_t uid, uint64_t most,
				  struct mb_message *message, struct mb_err *err)
{
	(void)imap;
	mb_buf_addf(&heard, "FETCH %u ", uid);
	assert_int_equal(most, server.most);
	server.passed_ms += server.slow_ms;
	for (size_t i = 0; i < N(server.mails); i++)
		if (server.mails[i].uid == uid)
			mb_message_add(message, server.mails[i].text, strlen(server.mails[i].text),
				       err);
	return says(server.fetch, err);
}

enum mb_imap_answer mb_imap_append(struct mb_imap *imap, const char *mailbox, const char *flags,
				   const char *date, const char *data, size_t len,
				   struct mb_imap_place *place, struct mb_err *err)
{
	(void)imap;
	(void)data;
	assert_int_equal(strlen(date), 26);
	hear("APPEND", mailbox);
	mb_buf_addf(&heard, "(%s) %zu ", flags, len);
	*place = server.place;
	server.place.uid += server.place.uid != 0;
	return says(server.append[server.appends++], err);
}

void mb_imap_logout(struct mb_imap *imap)
{
	(void)imap;
	mb_buf_adds(&heard, "LOGOUT ");
}
