/* SPDX-License-Identifier: MIT */
/*
 * forecast - telling people that a login will end, before it does
 */
#ifndef MB_FORECAST_H
#define MB_FORECAST_H

#include <stdbool.h>

#include "global/err.h"
#include "store/paths.h"

struct mb_account;

enum mb_forecast {
	MB_FORECAST_FINE,
	MB_FORECAST_RENEW, /* the login ends soon, but a new token may move its end: obtain one */
	MB_FORECAST_SOON,  /* a person must sign in */
};

/* Find out whether the account's login ends soon. `used`: the login was used just now, so using
 * it again does not move its end. With MB_FORECAST_SOON `err` says when and what to do, and
 * *news_r that nobody was told for a day: then on_attention has run and, unless it failed, the
 * status notes that somebody was told now. */
enum mb_forecast mb_forecast(const struct mb_account *account, const struct mb_paths *paths,
			     bool used, bool *news_r, struct mb_err *err);

#endif
