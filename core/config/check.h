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

/* Check the settings outside accounts. */
void mb_check_globals(const struct mb_config *config, struct mb_faults *faults);
/* Check a value for a setting of the provider's accounts. Returns a sentence without file and
 * line, for the caller to free; NULL: the value is right. Elements of a list are divided by
 * '\n'. */
char *mb_check_setting(const struct mb_plugin *plugin, const char *key, const char *value);
/* Check that the provider's accounts can use the grant. Returns why not, for the caller to free;
 * NULL: they can. */
char *mb_check_grant(const struct mb_plugin *plugin, unsigned grant);
/* Check an account against the core's table and its own plugin's; its plugin is set. Whether
 * settings are right together is asked only when `faults` holds none. */
void mb_check_account(const struct mb_account *account, struct mb_faults *faults);

#endif
