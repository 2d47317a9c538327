/* SPDX-License-Identifier: MIT */
/*
 * names - which keys and parameters a plugin's tables may name
 */
#ifndef MB_NAMES_H
#define MB_NAMES_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

/* The one setting of a plugin that the core knows by name: what stands for it where it must not be told. */
#define MB_NAME_TENANT "tenant"

/* Tell whether `key` is one of the core's settings that templates may name and to which plugins may give a default:
 * no secret, no command, and nothing that concerns only this machine. */
bool mb_names_core_setting(const char *key);
/* Tell whether the core sets this parameter of a request itself or the parameter is secret, so that no plugin may set
 * it. */
bool mb_names_core_param(const char *name);

/* Return the plugin's row for the setting `key`, or NULL. Borrowed. */
const struct mb_setting *mb_names_setting(const struct mb_plugin *plugin, const char *key);
/* Tell whether the plugin's `values` have a row with this `key`, `equals` and `name`; the latter two may be NULL for
 * any. */
bool mb_names_has_value(const struct mb_plugin *plugin, const char *key, const char *equals,
			const char *name);

/* Tell whether `value` is one of the values that a setting with the flag MB_SETTING_CHOICE takes. */
bool mb_names_choice(const struct mb_plugin *plugin, const struct mb_setting *setting,
		     const char *value);

/* Tell whether templates of the plugin may contain {name}. */
bool mb_names_known(const struct mb_plugin *plugin, const char *name);
/* Tell whether {name} has a value for every possible account. */
bool mb_names_always_there(const struct mb_plugin *plugin, const char *name);

#endif
