/* SPDX-License-Identifier: MIT */
#include "config/account.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/config.h"
#include "global/command.h"
#include "global/file.h"
#include "global/log.h"
#include "config/settings.h"
#include "plugin/names.h"
#include "plugin/template.h"

#define TEMPLATE_MAX 8192
#define SECRET_MAX   4096

static const enum mb_setting_id endpoint_settings[] = {
	[MB_ENDPOINT_AUTHORIZATION] = MB_SET_AUTHORIZATION_ENDPOINT,
	[MB_ENDPOINT_TOKEN] = MB_SET_TOKEN_ENDPOINT,
	[MB_ENDPOINT_DEVICE_AUTHORIZATION] = MB_SET_DEVICE_AUTHORIZATION_ENDPOINT,
	[MB_ENDPOINT_REVOCATION] = MB_SET_REVOCATION_ENDPOINT,
	[MB_ENDPOINT_REGISTRATION] = MB_SET_REGISTRATION_ENDPOINT,
	[MB_ENDPOINT_ISSUER] = MB_SET_ISSUER,
};

/* What a secret's settings begin with, and which they are; MB_SETTINGS: there is none that holds it itself. */
static const struct {
	const char *name;
	enum mb_setting_id plain, command, file;
} secrets[] = {
	[MB_SECRET_CLIENT] = { "client_secret", MB_SET_CLIENT_SECRET, MB_SET_CLIENT_SECRET_COMMAND,
			       MB_SET_CLIENT_SECRET_FILE },
	[MB_SECRET_PASSWORD] = { "password", MB_SETTINGS, MB_SET_PASSWORD_COMMAND,
				 MB_SET_PASSWORD_FILE },
	[MB_SECRET_KEY_PASSWORD] = { "client_key_password", MB_SETTINGS,
				     MB_SET_CLIENT_KEY_PASSWORD_COMMAND,
				     MB_SET_CLIENT_KEY_PASSWORD_FILE },
};

const char *mb_account_given(const struct mb_account *account, enum mb_setting_id id)
{
	const struct mb_given *g = mb_given_get(&account->given, id);

	return g ? g->value : NULL;
}

const char *mb_account_given_named(const struct mb_account *account, const char *key)
{
	const struct mb_given *g = mb_given_find(&account->given, key);

	return g ? g->value : NULL;
}

static const char *plugin_default(const struct mb_plugin *plugin, const char *key)
{
	const struct mb_setting *row = plugin ? mb_names_setting(plugin, key) : NULL;

	return row ? row->def : NULL;
}

/* What is given in the account or, unless its plugin has a default, outside of accounts; else NULL with the default. */
static const struct mb_given *given_or_default(const struct mb_account *account,
					       enum mb_setting_id id, const char **def_r)
{
	const struct mb_given *g = mb_given_get(&account->given, id);

	*def_r = g ? NULL : plugin_default(account->plugin, mb_settings[id].key);
	if (!g && !*def_r)
		g = mb_given_get(&account->config->given, id);
	if (!g && !*def_r)
		*def_r = mb_settings[id].def;
	return g;
}

const char *mb_account_get(const struct mb_account *account, enum mb_setting_id id)
{
	const char *def;
	const struct mb_given *g = given_or_default(account, id, &def);

	return g ? g->value : def;
}

const char *mb_account_get_named(const struct mb_account *account, const char *key)
{
	enum mb_setting_id id = mb_setting_id(key);
	const char *value;

	if (id < MB_SETTINGS)
		return mb_account_get(account, id);
	value = mb_account_given_named(account, key);
	return value ? value : plugin_default(account->plugin, key);
}

const char *mb_account_get_public(const struct mb_account *account, const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);

	if (def && (def->type == MB_TYPE_SECRET || def->type == MB_TYPE_PROXY ||
		    def->type == MB_TYPE_COMMAND))
		return NULL;
	return mb_account_get_named(account, key);
}

int64_t mb_account_number(const struct mb_account *account, enum mb_setting_id id)
{
	const char *def;
	const struct mb_given *g = given_or_default(account, id, &def);

	return g ? g->number : mb_setting_number(mb_settings[id].type, def);
}

unsigned mb_account_grant(const struct mb_account *account)
{
	const struct mb_given *g = mb_given_get(&account->given, MB_SET_GRANT);

	if (g)
		return (unsigned)g->number;
	return mb_account_given(account, MB_SET_SERVICE_ACCOUNT_FILE) ? MB_GRANT_JWT_BEARER : 0;
}

bool mb_account_has_client_key(const struct mb_account *account)
{
	return mb_account_given(account, MB_SET_CLIENT_KEY) ||
	       mb_account_given(account, MB_SET_CLIENT_CERTIFICATE);
}

const char *mb_account_secret_name(enum mb_secret_kind kind)
{
	return secrets[kind].name;
}

unsigned mb_account_has_secret(const struct mb_account *account, enum mb_secret_kind kind)
{
	return !!mb_account_given(account, secrets[kind].plain) +
	       !!mb_account_given(account, secrets[kind].command) +
	       !!mb_account_given(account, secrets[kind].file);
}

bool mb_account_is_confidential(const struct mb_account *account)
{
	return mb_account_has_secret(account, MB_SECRET_CLIENT) ||
	       mb_account_has_client_key(account) ||
	       mb_account_given(account, MB_SET_CLIENT_ASSERTION_FILE);
}

static const char *lookup(const void *arg, const char *key)
{
	const struct mb_account *account = arg;

	return mb_streq(key, "account") ? account->name : mb_account_get_named(account, key);
}

char *mb_account_template(const struct mb_account *account, const char *text)
{
	struct mb_buf out;

	mb_buf_init(&out, TEMPLATE_MAX);
	if (mb_template_expand(account->plugin, text, lookup, account, &out, NULL) &&
	    mb_buf_ok(&out))
		return mb_buf_take(&out);
	mb_buf_fini(&out);
	return NULL;
}

const char *mb_account_endpoint_key(enum mb_endpoint_kind kind)
{
	return mb_settings[endpoint_settings[kind]].key;
}

char *mb_account_endpoint(const struct mb_account *account, enum mb_endpoint_kind kind)
{
	const char *given = mb_account_given(account, endpoint_settings[kind]);
	const struct mb_endpoint *row = account->plugin->endpoints;

	if (given)
		return mb_xstrdup(given);
	while (row && row->url && row->kind != kind)
		row++;
	return row && row->url ? mb_account_template(account, row->url) : NULL;
}

bool mb_account_may_register(const struct mb_account *account)
{
	char *registration = mb_account_endpoint(account, MB_ENDPOINT_REGISTRATION);
	char *token = mb_account_endpoint(account, MB_ENDPOINT_TOKEN);
	char *issuer = mb_account_endpoint(account, MB_ENDPOINT_ISSUER);
	bool may = registration || (!token && issuer);

	free(registration);
	free(token);
	free(issuer);
	return may;
}

const char *mb_account_brought_id(const struct mb_account *account)
{
	return mb_account_given(account, MB_SET_CLIENT_ID)
		   ? NULL
		   : plugin_default(account->plugin, mb_settings[MB_SET_CLIENT_ID].key);
}

unsigned mb_account_services(const struct mb_account *account)
{
	return (unsigned)mb_account_number(account, MB_SET_SERVICES);
}

void mb_account_params(const struct mb_account *account, enum mb_setting_id id,
		       void (*each)(void *arg, const char *name, const char *value), void *arg)
{
	char *copy = mb_xstrdup(mb_account_given(account, id));
	char *save = NULL;

	for (char *s = copy ? strtok_r(copy, "\n", &save) : NULL; s;
	     s = strtok_r(NULL, "\n", &save)) {
		char *value = strchr(s, '=');

		*value = '\0';
		each(arg, s, value + 1);
	}
	free(copy);
}

const char *mb_account_path(const struct mb_account *account, enum mb_setting_id id)
{
	const char *def;
	const struct mb_given *g = given_or_default(account, id, &def);

	return g ? g->path : def;
}

/* The first line, as msmtp's passwordeval takes it. */
static bool first_line(const char *what, const struct mb_buf *text, struct mb_secret **secret_r,
		       struct mb_err *err)
{
	size_t len = strcspn(mb_buf_str(text), "\r\n");

	if (len == 0)
		return mb_err_set(err, MB_E_DENIED, _("%s gives nothing: its first line is empty"),
				  what);
	*secret_r = mb_secret_new(text->data, len);
	return true;
}

bool mb_account_secret(const struct mb_account *account, enum mb_secret_kind kind,
		       struct mb_deadline deadline, struct mb_secret **secret_r, struct mb_err *err)
{
	const char *name = secrets[kind].name;
	const char *command_key = mb_settings[secrets[kind].command].key;
	const char *file_key = mb_settings[secrets[kind].file].key;
	const char *path = mb_account_path(account, secrets[kind].file);
	const char *command = mb_account_given(account, secrets[kind].command);
	const char *plain = mb_account_given(account, secrets[kind].plain);
	struct mb_buf text;
	bool ok;

	mb_buf_init(&text, SECRET_MAX);
	if (plain) {
		*secret_r = mb_secret_new_str(plain);
		ok = true;
	} else if (command) {
		mb_step(_("running %s"), command_key);
		ok = mb_command_output(command_key, command, deadline, &text, err) &&
		     first_line(command_key, &text, secret_r, err);
	} else if (path) {
		ok = mb_file_read(path, MB_TRUST_SECRET, &text, NULL, NULL, err) ||
		     mb_err_wrap(err, "%s", file_key);
		ok = ok && first_line(file_key, &text, secret_r, err);
	} else {
		ok = mb_err_set(err, MB_E_CONFIG, _("set %s_command or %s_file"), name, name);
	}
	mb_buf_fini(&text);
	return ok;
}
