/* SPDX-License-Identifier: MIT */
#include "cmd/login/login.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "account/finish.h"
#include "base/text.h"
#include "oauth/device.h"

/* Wait for one interval, with a countdown on a terminal. */
static void wait_interval(const struct mb_device *d)
{
	struct mb_deadline next = { mb_clock_ms() + d->interval_ms };
	bool countdown = isatty(STDERR_FILENO);

	if (next.at_ms > d->expires.at_ms)
		next = d->expires;
	while (mb_deadline_left_ms(next) > 0) {
		int64_t left = mb_deadline_left_ms(d->expires) / 1000;

		if (countdown)
			fprintf(stderr, "\r%s %2" PRId64 ":%02" PRId64 " ",
				/* TRANSLATORS: minutes and seconds follow */
				_("Waiting, the code is good for"), left / 60, left % 60);
		mb_clock_sleep_ms(countdown ? 1000 : d->interval_ms, next);
	}
}

static bool poll_until_done(struct mb_device *d, struct mb_session *s, struct mb_err *err)
{
	enum mb_poll result = MB_POLL_PENDING;

	while (result == MB_POLL_PENDING) {
		wait_interval(d);
		if (mb_deadline_left_ms(d->expires) == 0)
			return mb_err_set(err, MB_E_LOGIN, _("the code has expired: begin again"));
		result = mb_finish_device(s, d, err);
	}
	return result == MB_POLL_DONE;
}

bool mb_login_device(struct mb_session *s, struct mb_err *err)
{
	struct mb_device d;
	bool ok = mb_device_begin(&d, &s->party, err);

	if (ok) {
		fprintf(stderr, _("Open  %s\nand enter the code  %s\n"), d.verification_uri,
			d.user_code);
		ok = poll_until_done(&d, s, err);
		if (isatty(STDERR_FILENO))
			fputs("\r\033[K", stderr);
	}
	mb_device_fini(&d);
	return ok;
}
