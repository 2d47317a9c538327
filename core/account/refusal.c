/* SPDX-License-Identifier: MIT */
#include "account/refusal.h"

#include <stdlib.h>
#include <unistd.h>

#include "account/health.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/text.h"
#include "base/when.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/config.h"
#include "global/command.h"
#include "global/log.h"

/* Seconds that on_attention may take. */
#define ATTENTION_SECONDS 10
/* The variable of the environment by which a mailbearer knows that on_attention started it. */
#define IN_ATTENTION "MAILBEARER_IN_ATTENTION"

bool mb_refusal_stands(const struct mb_session *s, struct mb_err *err)
{
	const struct mb_status *status = &s->status;
	int64_t now = mb_clock_now();
	char span[32];

	if (!status->error_text || status->refused_until <= now ||
	    !mb_streq(status->refusal_stamp, s->party.account->config->stamp))
		return false;
	/* A clock that was set back must not make the refusal last for ever. */
	if (status->error_time > now)
		return false;
	if (status->error_code == MB_E_RETRY)
		mb_err_set(err, MB_E_RETRY, _("%s; the provider is asked again in %s"),
			   status->error_text,
			   mb_when_span(span, sizeof(span), status->refused_until - now));
	else
		mb_verdict_retold(s->party.account, status->error_code, status->error_text, err);
	return true;
}

bool mb_refusal_is_news(const struct mb_session *s, int64_t waiting_since, struct mb_err *err)
{
	const struct mb_status *status = &s->status;

	if (!waiting_since || !status->error_text || status->error_time < waiting_since ||
	    status->error_time > mb_clock_now())
		return false;
	mb_verdict_retold(s->party.account, status->error_code, status->error_text, err);
	return true;
}

/* Save the status. A failure is only logged: a status that is lost costs a request. */
static void save_status(struct mb_session *s)
{
	struct mb_err err = MB_ERR_INIT;

	if (!mb_session_save_status(s, &err))
		mb_step("%s", err.text);
	mb_err_clear(&err);
}

static void save_password_refused(struct mb_session *s, struct mb_err *about)
{
	struct mb_err err = MB_ERR_INIT;

	s->status.password_refused = true;
	if (!mb_session_save_status(s, &err))
		mb_err_wrap(about, "%s", err.text);
	mb_err_clear(&err);
}

bool mb_refusal_keep(struct mb_session *s, const struct mb_verdict *verdict, struct mb_err *err)
{
	struct mb_status *status = &s->status;
	int64_t now = mb_clock_now();
	int64_t retry_after = verdict ? verdict->retry_after : -1;
	bool known = status->person.code == err->code &&
		     mb_streq(status->person.text, mb_err_english(err));
	bool person = mb_status_needs_person(err->code);

	mb_status_set_error(status, now, err);
	/* A failure on this side (a locked password store, a ca_file) is tried anew each time. With a
	 * verdict it came after a refresh token's end, which is what is remembered. */
	if (verdict && (person || verdict->pause || err->code == MB_E_IO) &&
	    retry_after < mb_account_number(s->party.account, MB_SET_RETRY_AFTER))
		retry_after = mb_account_number(s->party.account, MB_SET_RETRY_AFTER);
	if (retry_after > 0) {
		status->refused_until = now + retry_after;
		status->refusal_stamp = mb_xstrdup(s->party.account->config->stamp);
	}
	if (verdict && verdict->invalid_grant && err->code == MB_E_LOGIN)
		mb_health_note_end(s);
	if (verdict && verdict->meaning == MB_MEANS_BAD_PASSWORD)
		save_password_refused(s, err);
	else
		save_status(s);
	return person && !known;
}

void mb_refusal_forget(struct mb_session *s, bool login)
{
	mb_status_clear(&s->status);
	if (login) {
		s->status.password_refused = false;
		for (size_t i = 0; i < MB_SLOTS; i++)
			mb_mail_refusal_clear(&s->status.mail[i]);
	}
	s->status.last_use = mb_clock_now();
	if (s->note.code != MB_OK)
		mb_status_set_error(&s->status, s->status.last_use, &s->note);
	save_status(s);
}

/* Copy the text without < and >, for the caller to free: it may hold a provider's words, and
 * desktops read what notify-send brings as markup, links too. */
static char *without_markup(const char *text)
{
	char *copy = mb_xstrdup(text);

	for (char *p = copy; p && *p; p++)
		*p = *p == '<' ? '(' : *p == '>' ? ')' : *p;
	return copy;
}

bool mb_attention(const struct mb_session *s, const struct mb_err *err)
{
	const struct mb_account *account = s->party.account;
	const char *command = mb_config_global(account->config, MB_SET_ON_ATTENTION);
	const char *args[] = { account->name, NULL, NULL };
	struct mb_command c = MB_COMMAND_INIT;
	struct mb_deadline limit = mb_deadline_in(ATTENTION_SECONDS);
	struct mb_err failed = MB_ERR_INIT;
	char *sentence;
	int status = -1;
	bool ok;

	if (!command || mb_env(IN_ATTENTION))
		return true;
	args[1] = sentence = without_markup(err->text);
	setenv(IN_ATTENTION, "1", 1);
	if (limit.at_ms > s->party.deadline.at_ms) /* `token` promises to be done by then */
		limit = s->party.deadline;
	ok = mb_command_start(&c, command, args, 0, &failed) &&
	     mb_command_wait(&c, limit, &status) && status == 0;
	unsetenv(IN_ATTENTION);
	if (!ok)
		mb_step(_("%s: on_attention failed"), account->name);
	free(sentence);
	mb_err_clear(&failed);
	return ok;
}
