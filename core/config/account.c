/* SPDX-License-Identifier: MIT */
#include "config/account.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "config/config.h"
#include "config/path.h"
#include "config/settings.h"

const char *mb_account_given(const struct mb_account *account, const char *key)
{
	for (size_t i = 0; i < account->n_given; i++)
		if (mb_streq(account->given[i].key, key))
			return account->given[i].value;
	return NULL;
}

static const char *plugin_default(const struct mb_plugin *plugin, const char *key)
{
	for (const struct mb_setting *s = plugin->settings; s && s->key; s++)
		if (mb_streq(s->key, key))
			return s->def;
	return NULL;
}

const char *mb_account_get(const struct mb_account *account, const char *key)
{
	const char *value = mb_account_given(account, key);
	const struct mb_setting_def *def;

	if (!value && account->plugin)
		value = plugin_default(account->plugin, key);
	if (!value)
		value = mb_config_global(account->config, key);
	if (value)
		return value;
	def = mb_setting_find(key);
	return def ? def->def : NULL;
}

int64_t mb_account_number(const struct mb_account *account, const char *key)
{
	const char *value = mb_account_get(account, key);
	int64_t number = 0;

	if (value)
		mb_text_number(value, 0, INT64_MAX, &number);
	return number;
}

unsigned mb_account_grant(const struct mb_account *account)
{
	const char *name = mb_account_given(account, "grant");

	if (name)
		return mb_grant_by_name(name);
	return mb_account_given(account, "service_account_file") ? MB_GRANT_JWT_BEARER : 0;
}

bool mb_account_has_client_key(const struct mb_account *account)
{
	return mb_account_given(account, "client_key") ||
	       mb_account_given(account, "client_certificate");
}

bool mb_account_is_confidential(const struct mb_account *account)
{
	return mb_account_has_secret(account, "client_secret") ||
	       mb_account_has_client_key(account) ||
	       mb_account_given(account, "client_assertion_file");
}

unsigned mb_account_services(const struct mb_account *account)
{
	char *copy = mb_xstrdup(mb_account_get(account, "services"));
	char *save = NULL;
	unsigned bits = 0;

	for (char *s = strtok_r(copy, " \n", &save); s; s = strtok_r(NULL, " \n", &save))
		bits |= mb_service_by_name(s);
	free(copy);
	return bits;
}

void mb_account_params(const struct mb_account *account, const char *key,
		       void (*each)(void *arg, const char *name, const char *value), void *arg)
{
	char *copy = mb_xstrdup(mb_account_given(account, key));
	char *save = NULL;

	for (char *s = copy ? strtok_r(copy, "\n", &save) : NULL; s;
	     s = strtok_r(NULL, "\n", &save)) {
		char *value = strchr(s, '=');

		*value = '\0';
		each(arg, s, value + 1);
	}
	free(copy);
}

char *mb_account_path(const struct mb_account *account, const char *key)
{
	return mb_config_path(mb_account_get(account, key));
}
