/* SPDX-License-Identifier: MIT */
#include "plugin/names.h"

#include <stddef.h>

#include "base/text.h"

static const char *const core_keys[] = {
	"provider",
	"user",
	"mailbox",
	"login_hint",
	"services",
	"scope",
	"grant",
	"issuer",
	"authorization_endpoint",
	"token_endpoint",
	"device_authorization_endpoint",
	"revocation_endpoint",
	"registration_endpoint",
	"redirect_uri",
	"client_id",
	"subject",
	"imap_host",
	"imap_port",
	"imap_tls",
	"pop3_host",
	"pop3_port",
	"pop3_tls",
	"smtp_host",
	"smtp_port",
	"smtp_tls",
};

/* Parameters that are the core's own, or secret: no table sets them. */
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
	return among(key, core_keys, sizeof(core_keys) / sizeof(core_keys[0]));
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

/* Does {name} stand for something whatever the account says? Either as a setting that every
 * account has, or because each choice of some setting has a row for it. */
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
