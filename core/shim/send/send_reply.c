/* SPDX-License-Identifier: MIT */
#include "shim/send/send_reply.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "mail/smtp.h"
#include "meaning/judge.h"

/* The reason for a refusal. */
enum fault {
	FAULT_ACCOUNT, /* the account or the server: a later try may succeed */
	FAULT_RECIPIENT,
	FAULT_FULL, /* the recipient's mailbox is full */
	FAULT_SIZE,
	FAULT_MESSAGE,
};

#define AT(stage) (1U << (stage))
#define ANYWHERE  (~0U)

/* By the enhanced code, its class apart (RFC 3463); its first digits are enough. All others, the 7 of
 * policies above all, are as often about the account as about the message: with 65 an MTA would bounce all mail that
 * waits. */
static const struct {
	const char *code;
	unsigned stages;
	enum fault fault;
} by_enhanced[] = {
	{ "3.4", ANYWHERE, FAULT_SIZE },
	{ "2.3", ANYWHERE, FAULT_SIZE },
	{ "6.", ANYWHERE, FAULT_MESSAGE },
	{ "1.1", AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ "1.10", AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ "1.2", AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ "1.3", AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ "1.6", AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ "2.1", AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ "2.2", AT(MB_STAGE_RCPT), FAULT_FULL },
};

/* Reasons by the reply code, for a reply without an enhanced code (RFC 5321 4.2.3). */
static const struct {
	int code;
	unsigned stages;
	enum fault fault;
} by_code[] = {
	{ 552, ANYWHERE, FAULT_SIZE },
	{ 501, AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ 550, AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ 551, AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ 553, AT(MB_STAGE_RCPT), FAULT_RECIPIENT },
	{ 550, AT(MB_STAGE_DATA) | AT(MB_STAGE_BODY), FAULT_MESSAGE },
	{ 554, AT(MB_STAGE_DATA) | AT(MB_STAGE_BODY), FAULT_MESSAGE },
};

/* Return the enhanced code without its class ("1.1") in "550 5.1.1 ...", or NULL. */
static const char *enhanced(const char *words)
{
	return strlen(words) > 6 && isdigit((unsigned char)words[4]) && words[5] == '.' &&
		       isdigit((unsigned char)words[6])
		   ? words + 6
		   : NULL;
}

static enum fault fault_of(enum mb_send_stage stage, const struct mb_smtp_reply *reply)
{
	const char *code = enhanced(mb_buf_str(&reply->words));

	for (size_t i = 0; code && i < sizeof(by_enhanced) / sizeof(*by_enhanced); i++) {
		const char *rest = mb_text_after(code, by_enhanced[i].code);

		if (rest && (rest[-1] == '.' || !isdigit((unsigned char)*rest)) &&
		    (by_enhanced[i].stages & AT(stage)))
			return by_enhanced[i].fault;
	}
	for (size_t i = 0; !code && i < sizeof(by_code) / sizeof(*by_code); i++)
		if (by_code[i].code == reply->code && (by_code[i].stages & AT(stage)))
			return by_code[i].fault;
	return FAULT_ACCOUNT;
}

/* Set the error for a refusal of which the plugin's tables know nothing. */
static bool refuse_by_fault(enum mb_send_stage stage, const struct mb_smtp_reply *reply,
			    struct mb_err *err)
{
	const char *words = mb_buf_str(&reply->words);

	switch (fault_of(stage, reply)) {
	case FAULT_SIZE:
		return mb_err_set(err, MB_E_DATA,
				  _("the server takes no message like this: make it smaller (%s)"),
				  words);
	case FAULT_RECIPIENT:
		return mb_err_set(err, MB_E_DATA,
				  _("the server refuses this recipient: correct the address; "
				    "nothing was sent to anybody (%s)"),
				  words);
	case FAULT_FULL:
		return mb_err_set(err, MB_E_DATA,
				  _("this recipient's mailbox is full: write again when there is "
				    "room; nothing was sent to anybody (%s)"),
				  words);
	case FAULT_MESSAGE:
		return mb_err_set(err, MB_E_DATA,
				  _("the server refuses the message: change it (%s)"), words);
	case FAULT_ACCOUNT:
		break;
	}
	if (stage == MB_STAGE_MAIL)
		return mb_err_set(err, MB_E_DENIED,
				  _("the server refuses this sender: send as the account's user "
				    "(-f, and From of the message) (%s)"),
				  words);
	return mb_err_set(err, MB_E_DENIED,
			  _("the server does not let the account send this: ask those who run it "
			    "(%s)"),
			  words);
}

bool mb_send_reply_refused(const struct mb_account *account, enum mb_send_stage stage,
			   const char *about, const struct mb_smtp_reply *reply, struct mb_err *err)
{
	struct mb_verdict verdict;

	mb_judge_line(&verdict, account, MB_WHERE_SMTP, mb_buf_str(&reply->words));
	if (verdict.meaning != MB_MEANS_UNKNOWN)
		mb_verdict_err(&verdict, account, err);
	else if (reply->code >= 400 && reply->code <= 599)
		refuse_by_fault(stage, reply, err);
	else
		mb_err_set(err, MB_E_RETRY,
			   _("the server gives an answer that does not fit: try again later (%s)"),
			   mb_buf_str(&reply->words));
	mb_verdict_fini(&verdict);
	if (about && *about)
		mb_err_wrap(err, "%s", about);
	return false;
}
