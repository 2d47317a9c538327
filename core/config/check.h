/* SPDX-License-Identifier: MIT */
/*
 * check - are an account's settings right, and right together?
 */
#ifndef MB_CHECK_H
#define MB_CHECK_H

#include "config/faults.h"

struct mb_account;
struct mb_config;
struct mb_plugin;

/* The settings outside accounts. */
void mb_check_globals(const struct mb_config *config, struct mb_faults *faults);
/* What is wrong with this value of a setting of the provider's accounts, as a sentence without file
 * and line; NULL: nothing. Elements of a list are divided by '\n'. The caller frees it. */
char *mb_check_setting(const struct mb_plugin *plugin, const char *key, const char *value);
/* Why the provider's accounts cannot use the grant, likewise; NULL: they can. */
char *mb_check_grant(const struct mb_plugin *plugin, unsigned grant);
/* One account against the core's table and its own plugin's. The account's plugin is set. Whether
 * settings are right together is asked once `faults` holds none. */
void mb_check_account(const struct mb_account *account, struct mb_faults *faults);

#endif
