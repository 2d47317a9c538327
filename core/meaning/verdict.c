/* SPDX-License-Identifier: MIT */
/* The part of meaning/judge.h that makes sentences of verdicts. */
#include "meaning/judge.h"

#include <stdlib.h>

#include "base/buf.h"
#include "global/language.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/resolve.h"

#define TEXT_MAX 1200 /* bytes of a sentence */

/* The error code of each meaning, and the remedy if the rule has none. */
static const struct {
	enum mb_code code;
	const char *remedy;
} meanings[] = {
	[MB_MEANS_UNKNOWN] = { MB_E_DENIED, N_("the provider refuses for a reason that mailbearer "
					       "does not know: ask those who run it") },
	[MB_MEANS_RETRY] = { MB_E_RETRY, N_("try again later") },
	[MB_MEANS_LOGIN_AGAIN] = { MB_E_LOGIN, N_("sign in again: mailbearer login {account}") },
	[MB_MEANS_BAD_PASSWORD] = { MB_E_DENIED,
				    N_("correct user and password in the account, then: "
				       "mailbearer login {account}") },
	[MB_MEANS_DENIED] = { MB_E_DENIED, N_("ask your administrator") },
	[MB_MEANS_FIX_CONFIG] = { MB_E_CONFIG, N_("correct the account {account} or its app "
						  "registration") },
	[MB_MEANS_PENDING] = { MB_E_RETRY, N_("not signed in yet") },
	[MB_MEANS_SLOW_DOWN] = { MB_E_RETRY, N_("not signed in yet") },
};

/* Append what to do, after who must act if that is not the reader. */
static void add_remedy(struct mb_buf *text, const struct mb_verdict *v, const char *remedy)
{
	if (v->who == MB_WHO_ADMINISTRATOR)
		mb_buf_addf(text, _("your administrator must act: %s"), remedy);
	else if (v->who == MB_WHO_OWNER)
		mb_buf_addf(text, _("the owner of the app registration must act: %s"), remedy);
	else
		mb_buf_adds(text, remedy);
}

/* Append " (AADSTS700082: unused for 90 days)", as far as code and cause are known. */
static void add_reason(struct mb_buf *text, const struct mb_verdict *v)
{
	const char *cause = v->cause ? _(v->cause) : v->detail;

	if (!v->code && !cause)
		return;
	mb_buf_addf(text, " (%s%s%s", v->code ? v->code : "", v->code && cause ? ": " : "",
		    cause ? cause : "");
	if (v->cause && v->detail)
		mb_buf_addf(text, ": %s", v->detail);
	mb_buf_addc(text, ')');
}

const char *mb_verdict_remedy(const struct mb_verdict *verdict)
{
	return verdict->remedy ? verdict->remedy : meanings[verdict->meaning].remedy;
}

/* Return the sentence in the current language; the caller frees it. */
static char *sentence(const struct mb_verdict *verdict, const struct mb_account *account)
{
	char *expanded = mb_resolve_sentence(account, _(mb_verdict_remedy(verdict)));
	struct mb_buf text;

	mb_buf_init(&text, TEXT_MAX);
	add_remedy(&text, verdict, expanded);
	add_reason(&text, verdict);
	free(expanded);
	return mb_buf_take(&text);
}

bool mb_verdict_err(const struct mb_verdict *verdict, const struct mb_account *account,
		    struct mb_err *err)
{
	char *text = sentence(verdict, account);

	mb_err_set(err, meanings[verdict->meaning].code, "%s", text);
	free(text);
	if (!mb_language_english(true)) {
		err->english = sentence(verdict, account);
		mb_language_english(false);
	}
	return false;
}
