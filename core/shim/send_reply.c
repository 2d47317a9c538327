/* SPDX-License-Identifier: MIT */
#include "shim/send_reply.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "oauth/judge.h"

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
