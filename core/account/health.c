/* SPDX-License-Identifier: MIT */
#include "account/health.h"

#include "base/text.h"
#include "config/account.h"
#include "config/resolve.h"

#define DAY 86400 /* seconds */
/* Soon is the last seven days (in seconds) of a login, and the last seventh of a short one. */
#define SOON      (7 * DAY)
#define SOON_PART 7

/* Did two logins last equally long (in seconds)? Requests are too far apart to tell exactly: a
 * tenth or an hour may lie between. */
static bool alike(int64_t a, int64_t b)
{
	int64_t far = (a > b ? a : b) / 10;

	return a > 0 && b > 0 && (a > b ? a - b : b - a) <= (far > 3600 ? far : 3600);
}

/* Return after how many seconds the account's logins end, as seen; 0: not known. */
static int64_t life_seen(const struct mb_session *s)
{
	int64_t a = s->status.life, b = s->status.life_before;
	int64_t known = (int64_t)s->party.account->plugin->refresh_life_days * DAY;

	if (alike(a, known))
		return known;
	return alike(a, b) ? (a < b ? a : b) : 0;
}

/* Expect the refresh token to die at `when` (Unix time), unless it dies earlier. */
static void expect_end(struct mb_health *h, int64_t when, const char *why)
{
	if (h->refresh_dies && h->refresh_dies <= when)
		return;
	h->refresh_dies = when;
	h->refresh_dies_why = why;
}

static void forecast_end(struct mb_health *h, const struct mb_session *s)
{
	const struct mb_record *r = &s->record;
	int64_t days = s->party.account->plugin->refresh_idle_days, life = life_seen(s);
	int64_t now = mb_clock_now(), left, total;

	if (!r->refresh_token)
		return;
	if (days && r->refreshed)
		expect_end(h, r->refreshed + days * DAY, _("it ends when it is not used"));
	if (r->refresh_expires)
		expect_end(h, r->refresh_expires, _("the provider said so"));
	if (life && r->signed_in)
		expect_end(h, r->signed_in + life,
			   _("logins of this account end after that time, used or not"));
	left = h->refresh_dies - now;
	total = h->refresh_dies - (r->signed_in ? r->signed_in : r->refreshed);
	h->soon = h->refresh_dies && left > 0 && left <= SOON && left <= total / SOON_PART;
}

void mb_health_note_end(struct mb_session *s)
{
	struct mb_status *status = &s->status;
	int64_t began = s->record.signed_in, used = s->record.refreshed;
	int64_t life = used - began;

	/* The login may have ended any time since its last use: its life is not known if that is
	 * long ago. */
	if (!s->record.refresh_token || !began || life <= 0 || status->life_of == began ||
	    !alike(life, mb_clock_now() - began))
		return;
	status->life_before = status->life;
	status->life = life;
	status->life_of = began;
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

/* Return the code of the first mail server that refuses the token; MB_OK: none does. */
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

/* Return the code of a status that cannot be used. A damaged file that does not block is
 * MB_E_IO: the next request rewrites it. */
static enum mb_code status_fault(const struct mb_session *s)
{
	struct mb_err err = MB_ERR_INIT;
	enum mb_code code = mb_session_status_known(s, &err) ? MB_E_IO : err.code;

	mb_err_clear(&err);
	return code;
}

/* Choose the fault that needs somebody most; MB_OK: there is none. */
static enum mb_code judge_health(const struct mb_health *h, const struct mb_session *s)
{
	/* An error that passes by itself matters only when there is no token left. */
	bool passing = s->status.error_code == MB_E_RETRY && h->token_expires;

	if (s->status.password_refused)
		return MB_E_DENIED;
	if (s->record_err.code != MB_OK)
		return s->record_err.code;
	if (s->status_err.code != MB_OK)
		return status_fault(s);
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
	bool direct = mb_grant_is_direct(s->party.grant);

	*h = (struct mb_health){
		.signed_in = direct || (s->have_record && s->record.refresh_token),
		.no_token_yet = direct && !s->have_record,
		.differs = s->have_record && !direct ? mb_session_differs(s) : NULL,
	};
	if (s->have_record && !direct && !is_dead(s))
		forecast_end(h, s);
	look_at_token(h, s);
	if (h->token_expires && !h->differs)
		h->signed_in = true;
	h->no_token_yet = h->no_token_yet && !h->token_expires;
	h->code = judge_health(h, s);
	h->soon = h->soon && h->code == MB_OK;
}
