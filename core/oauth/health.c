/* SPDX-License-Identifier: MIT */
#include "oauth/health.h"

#include "config/account.h"
#include "base/text.h"
#include "oauth/resolve.h"

#define DAY 86400

static int64_t forecast(const struct mb_session *s)
{
	int64_t days = s->account->plugin->refresh_idle_days;
	int64_t idle = days && s->record.refreshed ? s->record.refreshed + days * DAY : 0;
	int64_t told = s->record.refresh_expires;

	if (!s->record.refresh_token)
		return 0;
	return told && (!idle || told < idle) ? told : idle;
}

static void look_at_token(struct mb_health *h, const struct mb_session *s)
{
	struct mb_token_file token;

	if (mb_token_file_load(&token, s->token_path) && mb_streq(token.binding, s->binding) &&
	    token.expires > mb_clock_now()) {
		h->token_expires = token.expires;
		h->token_len = token.token_len;
	}
	mb_token_file_fini(&token);
}

/* The first service whose server does not take the token. */
static enum mb_code mail_refused(const struct mb_status *status)
{
	for (size_t i = 0; i < MB_SLOTS; i++)
		if (status->mail[i].text)
			return status->mail[i].code;
	return MB_OK;
}

/* Has the provider said that the login is over? */
static bool is_dead(const struct mb_session *s)
{
	return s->status.person.code == MB_E_LOGIN;
}

/* The one thing that needs somebody most; MB_OK if there is none. */
static enum mb_code judge(const struct mb_health *h, const struct mb_session *s)
{
	/* What passes by itself matters once there is no token to go on with. */
	bool passing = s->status.error_code == MB_E_RETRY && h->token_expires;

	if (s->status.password_refused)
		return MB_E_DENIED;
	if (s->record_err.code != MB_OK)
		return s->record_err.code;
	if (s->status.person.code != MB_OK)
		return s->status.person.code;
	if (s->status.error_code != MB_OK && !passing)
		return s->status.error_code;
	if (!h->signed_in || h->differs)
		return MB_E_LOGIN;
	if (h->refresh_dies && h->refresh_dies <= mb_clock_now())
		return MB_E_LOGIN;
	return mail_refused(&s->status);
}

void mb_health(struct mb_health *h, const struct mb_session *s)
{
	bool direct = mb_grant_is_direct(s->grant);

	*h = (struct mb_health){
		.signed_in = direct || (s->have_record && s->record.refresh_token),
		.differs = s->have_record && !direct ? mb_session_differs(s) : NULL,
		.refresh_dies = s->have_record && !is_dead(s) ? forecast(s) : 0,
	};
	look_at_token(h, s);
	if (h->token_expires && !h->differs)
		h->signed_in = true;
	h->code = judge(h, s);
}
