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

void mb_health(struct mb_health *h, const struct mb_session *s)
{
	bool direct = mb_grant_is_direct(s->grant);
	bool passing;
	int64_t dies = s->have_record ? forecast(s) : 0;

	*h = (struct mb_health){
		.signed_in = direct || (s->have_record && s->record.refresh_token),
		.differs = s->have_record && !direct ? mb_session_differs(s) : NULL,
		.refresh_dies = dies,
	};
	look_at_token(h, s);
	if (h->token_expires && !h->differs)
		h->signed_in = true;
	/* What passes by itself matters once there is no token to go on with. */
	passing = s->status.error_code == MB_E_RETRY && h->token_expires;
	h->ok = h->signed_in && !h->differs && s->record_err.code == MB_OK &&
		(s->status.error_code == MB_OK || passing) && !s->status.password_refused &&
		(!dies || dies > mb_clock_now());
}
