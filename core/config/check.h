/* SPDX-License-Identifier: MIT */
/*
 * check - are an account's settings right, and right together?
 */
#ifndef MB_CHECK_H
#define MB_CHECK_H

#include <stdbool.h>

#include "base/err.h"

struct mb_account;
struct mb_config;

/* The settings outside accounts. */
bool mb_check_globals(const struct mb_config *config, struct mb_err *err);
/* One account against the core's table and its own plugin's. The account's plugin is set. */
bool mb_check_account(const struct mb_account *account, struct mb_err *err);

#endif
