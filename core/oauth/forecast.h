/* SPDX-License-Identifier: MIT */
/*
 * forecast - telling people that a login will end, before it does
 */
#ifndef MB_FORECAST_H
#define MB_FORECAST_H

#include <stdbool.h>

#include "base/err.h"
#include "store/paths.h"

struct mb_account;

/* Does the account's login end soon? Then `err` says when and what to do, and *news_r that nobody was told
 * for a day: on_attention has run, and it is noted that somebody was told now. */
bool mb_forecast_soon(const struct mb_account *account, const struct mb_paths *paths, bool *news_r,
		      struct mb_err *err);

#endif
