/* SPDX-License-Identifier: MIT */
#include "shim/send_reply.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "mail/conn.h"
#include "mail/mail.h"
#include "oauth/judge.h"

#define WORDS_MAX 2000
#define LINES_MAX 1000 /* a server that talks for ever */

void mb_smtp_reply_init(struct mb_smtp_reply *reply)
{
	reply->code = 0;
	mb_buf_init(&reply->words, WORDS_MAX);
}

void mb_smtp_reply_fini(struct mb_smtp_reply *reply)
{
	mb_buf_fini(&reply->words);
}

/* Further lines repeat the code and the enhanced code (RFC 2034 4): once is enough. */
static void add_words(struct mb_buf *words, const char *line)
{
	if (words->len > 0) {
		line += strlen(line) > 3 ? 4 : 3;
		if (isdigit((unsigned char)*line) && line[1] == '.')
			line += strcspn(line, " ");
		line += strspn(line, " ");
		mb_buf_addc(words, ' ');
	}
	mb_text_printable(words, line, WORDS_MAX / 4);
}

bool mb_smtp_reply_read(struct mb_mail *mail, struct mb_smtp_reply *reply, int64_t seconds,
			void (*each)(void *arg, const char *line), void *arg, struct mb_err *err)
{
	struct mb_deadline deadline = mb_deadline_in(seconds);
	char *line;

	mb_buf_fini(&reply->words);
	for (int n = 0; n < LINES_MAX; n++) {
		if (!mb_conn_line(mail->conn, deadline, &line, err))
			return false;
		if (strspn(line, "0123456789") != 3 || !strchr(" -", line[3]))
			return mb_err_set(err, MB_E_RETRY,
					  _("%s does not speak SMTP any more: try again later (it "
					    "says \"%s\")"),
					  mail->host, line);
		reply->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
		add_words(&reply->words, line);
		if (each)
			each(arg, line);
		if (line[3] != '-') {
			mb_step("%s: %s", mail->host, mb_buf_str(&reply->words));
			return true;
		}
	}
	return mb_err_set(err, MB_E_RETRY, _("%s talks without end: try again later"), mail->host);
}

/* "550 5.1.1 ...": is that the enhanced code (RFC 3463), its first digit apart? */
static bool enhanced(const char *words, const char *code)
{
	return strlen(words) > 6 && isdigit((unsigned char)words[4]) &&
	       mb_text_after(words + 5, code) && !isdigit((unsigned char)words[5 + strlen(code)]);
}

/* Where no table knows better. */
static bool by_stage(enum mb_smtp_stage stage, const struct mb_smtp_reply *reply,
		     struct mb_err *err)
{
	const char *words = mb_buf_str(&reply->words);

	if (enhanced(words, ".3.4") || (reply->code == 552 && !enhanced(words, ".2.2")))
		return mb_err_set(err, MB_E_DATA,
				  _("the server takes no message like this: make it smaller (%s)"),
				  words);
	switch (stage) {
	case MB_STAGE_MAIL:
		return mb_err_set(err, MB_E_DENIED,
				  _("the server refuses this sender: send as the account's user "
				    "(-f, and From of the message) (%s)"),
				  words);
	case MB_STAGE_RCPT:
		return mb_err_set(err, MB_E_DATA,
				  _("the server refuses this recipient: correct the address; "
				    "nothing was sent to anybody (%s)"),
				  words);
	case MB_STAGE_DATA:
	case MB_STAGE_BODY:
		return mb_err_set(err, MB_E_DATA,
				  _("the server refuses the message: change it (%s)"), words);
	case MB_STAGE_EHLO:
		break;
	}
	return mb_err_set(err, MB_E_DENIED, _("the server refuses to talk to us (%s)"), words);
}

bool mb_smtp_refused(const struct mb_account *account, enum mb_smtp_stage stage, const char *about,
		     const struct mb_smtp_reply *reply, struct mb_err *err)
{
	struct mb_verdict verdict;

	mb_judge_line(&verdict, account, MB_WHERE_SMTP, mb_buf_str(&reply->words));
	if (verdict.meaning != MB_MEANS_UNKNOWN)
		mb_verdict_err(&verdict, account, err);
	else if (reply->code >= 400 && reply->code <= 599)
		by_stage(stage, reply, err);
	else
		mb_err_set(err, MB_E_RETRY,
			   _("the server gives an answer that does not fit: try again later (%s)"),
			   mb_buf_str(&reply->words));
	mb_verdict_fini(&verdict);
	if (about && *about)
		mb_err_wrap(err, "%s", about);
	return false;
}
