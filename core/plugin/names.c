/* SPDX-License-Identifier: MIT */
#include "plugin/names.h"

#include <stddef.h>

#include "base/text.h"
#include "plugin/settings.h"

/* Parameters that the core sets itself or that are secret; no plugin's table may set them. */
static const char *const core_params[] = {
	"grant_type",
	"client_id",
	"client_secret",
	"client_assertion",
	"client_assertion_type",
	"assertion",
	"code",
	"code_challenge",
	"code_challenge_method",
	"code_verifier",
	"state",
	"redirect_uri",
	"response_type",
	"refresh_token",
	"device_code",
	"username",
	"password",
};

static bool among(const char *word, const char *const *list, size_t n)
{
	for (; n > 0; n--)
		if (mb_streq(list[n - 1], word))
			return true;
	return false;
}

bool mb_names_core_setting(const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);

	if (!def || !(def->level & MB_LEVEL_ACCOUNT))
		return false;
	switch (def->type) {
	case MB_TYPE_TEXT:
	case MB_TYPE_URL:
	case MB_TYPE_REDIRECT:
	case MB_TYPE_PORT:
	case MB_TYPE_TLS:
	case MB_TYPE_GRANT:
	case MB_TYPE_SERVICES:
		return true;
	case MB_TYPE_SECRET:
	case MB_TYPE_PROXY:
	case MB_TYPE_COMMAND:
	case MB_TYPE_FILE:
	case MB_TYPE_KEY:
	case MB_TYPE_ALGORITHM:
	case MB_TYPE_SECONDS:
	case MB_TYPE_TIMEOUT:
	case MB_TYPE_PARAMS:
		break;
	}
	return false;
}

bool mb_names_core_param(const char *name)
{
	return among(name, core_params, sizeof(core_params) / sizeof(core_params[0]));
}

const struct mb_setting *mb_names_setting(const struct mb_plugin *plugin, const char *key)
{
	const struct mb_setting *row;

	for (row = plugin->settings; row && row->key; row++)
		if (mb_streq(row->key, key))
			return row;
	return NULL;
}

bool mb_names_has_value(const struct mb_plugin *plugin, const char *key, const char *equals,
			const char *name)
{
	const struct mb_value *row;

	for (row = plugin->values; row && row->key; row++)
		if (mb_streq(row->key, key) && (!equals || mb_streq(row->equals, equals)) &&
		    (!name || mb_streq(row->name, name)))
			return true;
	return false;
}

/* A name always has a value if it is a setting that every account has, or if each choice of some setting has a row
 * for the name. */
bool mb_names_always_there(const struct mb_plugin *plugin, const char *name)
{
	const struct mb_setting *set = mb_names_setting(plugin, name);
	const struct mb_value *row;

	if (set && (set->def || (set->flags & MB_SETTING_REQUIRED)))
		return true;
	for (set = plugin->settings; set && set->key; set++) {
		if (!(set->flags & MB_SETTING_CHOICE) ||
		    !(set->def || (set->flags & MB_SETTING_REQUIRED)) ||
		    !mb_names_has_value(plugin, set->key, NULL, name))
			continue;
		for (row = plugin->values; row && row->key; row++)
			if (mb_streq(row->key, set->key) &&
			    !mb_names_has_value(plugin, set->key, row->equals, name))
				break;
		if (row && !row->key)
			return true;
	}
	return false;
}

bool mb_names_known(const struct mb_plugin *plugin, const char *name)
{
	const struct mb_value *row;

	for (row = plugin->values; row && row->key; row++)
		if (mb_streq(row->name, name))
			return true;
	return mb_names_core_setting(name) || mb_names_setting(plugin, name);
}
