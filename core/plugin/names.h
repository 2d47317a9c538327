/* SPDX-License-Identifier: MIT */
/*
 * names - which keys and parameters a plugin's tables may name
 */
#ifndef MB_NAMES_H
#define MB_NAMES_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

/* One of the core's settings that templates may name and plugins may give a default. Secrets, commands
 * and what concerns this machine alone are not among them. */
bool mb_names_core_setting(const char *key);
/* A parameter of a request that is the core's own, or secret: no plugin sets it. */
bool mb_names_core_param(const char *name);

/* The plugin's row for the setting `key`, or NULL. */
const struct mb_setting *mb_names_setting(const struct mb_plugin *plugin, const char *key);
/* Has `values` a row for the setting `key`, for that value of it, for that name? NULL: any. */
bool mb_names_has_value(const struct mb_plugin *plugin, const char *key, const char *equals,
			const char *name);

/* May a template say {name}? */
bool mb_names_known(const struct mb_plugin *plugin, const char *name);
/* Does {name} stand for something whatever an account says? */
bool mb_names_always_there(const struct mb_plugin *plugin, const char *name);

#endif
