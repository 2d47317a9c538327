/* SPDX-License-Identifier: MIT */
#include "account/forecast.h"

#include "account/health.h"
#include "account/refusal.h"
#include "account/session.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/when.h"
#include "config/account.h"
#include "global/log.h"

#define DAY 86400 /* seconds */

/* Was nobody told for a day? Also false without the lock, as another process is at work on the
 * account: the next run tells then. */
static bool is_news(struct mb_session *s)
{
	int64_t now = mb_clock_now();

	if (!mb_session_try_lock(s))
		return false;
	mb_session_load(s);
	mb_session_unlock(s);
	return s->status.warned > now || s->status.warned <= now - DAY;
}

static void note_warning(struct mb_session *s)
{
	struct mb_err err = MB_ERR_INIT;

	if (!mb_session_try_lock(s))
		return;
	mb_session_load(s);
	s->status.warned = mb_clock_now();
	if (!mb_session_save_status(s, &err))
		mb_step("%s", err.text);
	mb_err_clear(&err);
	mb_session_unlock(s);
}

static void tell_person(struct mb_session *s, const struct mb_health *health, bool *news_r,
			struct mb_err *err)
{
	char span[32];

	mb_err_set(err, MB_E_LOGIN, _("sign in before it ends in %s: mailbearer login %s (%s)"),
		   mb_when_span(span, sizeof(span), health->refresh_dies - mb_clock_now()),
		   s->party.account->name, health->refresh_dies_why);
	*news_r = is_news(s);
	/* A command that failed has told nobody: the next run tries again. */
	if (*news_r && mb_attention(s, err))
		note_warning(s);
}

enum mb_forecast mb_forecast(const struct mb_account *account, const struct mb_paths *paths,
			     bool used, bool *news_r, struct mb_err *err)
{
	struct mb_session s = MB_SESSION_INIT;
	enum mb_forecast forecast = MB_FORECAST_FINE;
	struct mb_err failed = MB_ERR_INIT;
	struct mb_health health;

	*news_r = false;
	if (mb_session_open(&s, account, paths, &failed)) {
		mb_session_load(&s);
		mb_health(&health, &s);
		if (health.soon && !used && health.refresh_dies == s.record.refresh_expires)
			forecast = MB_FORECAST_RENEW;
		else if (health.soon)
			forecast = MB_FORECAST_SOON;
		if (forecast == MB_FORECAST_SOON)
			tell_person(&s, &health, news_r, err);
	}
	mb_err_clear(&failed);
	mb_session_close(&s);
	return forecast;
}
