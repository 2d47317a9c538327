/* SPDX-License-Identifier: MIT */
#include "mail/append_refused.h"

#include <string.h>

#include "base/text.h"
#include "mail/imap.h"
#include "meaning/judge.h"

/* What response codes mean; the first row that matches decides (RFC 9051 7.1, RFC 9208, RFC 7889). */
static const struct {
	const char *code;
	enum mb_code means;
	const char *sentence;
} refusals[] = {
	{ "[TOOBIG]", MB_E_DATA, N_("the message is too big") },
	{ "[OVERQUOTA]", MB_E_RETRY, N_("the mailbox is full: make room") },
	{ "[TRYCREATE]", MB_E_RETRY, N_("no such mailbox: create it, or correct its name") },
	{ "[NONEXISTENT]", MB_E_RETRY, N_("no such mailbox: create it, or correct its name") },
	{ "[NOPERM]", MB_E_RETRY, N_("you may not write there: ask the mailbox's owner") },
	{ "[READ-ONLY]", MB_E_RETRY, N_("you may not write there: ask the mailbox's owner") },
	{ "[INUSE]", MB_E_RETRY, N_("the mailbox is in use: try again later") },
	{ "[LIMIT]", MB_E_RETRY, N_("the server is asked too much: try again later") },
	{ "[UNAVAILABLE]", MB_E_RETRY, N_("the mailbox cannot be reached: try again later") },
	{ "[SERVERBUG]", MB_E_RETRY, N_("the server has a fault: try again later") },
	{ "", MB_E_RETRY, N_("the server does not take the message: ask those who run it") },
};

void mb_append_refused(const struct mb_imap *imap, const struct mb_account *account,
		       const char *mailbox, bool at_opening, struct mb_err *err)
{
	const char *words = mb_buf_str(&imap->words);
	struct mb_verdict verdict;
	const char *sentence;
	size_t i = 0;

	while (!strcasestr(words, refusals[i].code))
		i++;
	/* Only the plugin's own rows count: the standards' row for a bare NO is about signing in. */
	mb_judge_line(&verdict, account, MB_WHERE_IMAP, words);
	if (!*refusals[i].code && !verdict.plain) {
		mb_verdict_err(&verdict, account, err);
		err->code = MB_E_RETRY;
		mb_err_wrap(err, "%s", mailbox);
	} else {
		/* Servers need not give a response code if STATUS fails. */
		sentence = *refusals[i].code || !at_opening
			       ? refusals[i].sentence
			       : N_("the mailbox cannot be opened: create it, or correct its name");
		mb_err_set(err, refusals[i].means, "%s: %s (%s)", mailbox, _(sentence), words);
	}
	mb_verdict_fini(&verdict);
}
