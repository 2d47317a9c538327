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
#include "global/path.h"
#include "config/settings.h"
#include "plugin/names.h"
#include "plugin/template.h"
#include "plugin/service.h"

#define TEMPLATE_MAX 8192
#define SECRET_MAX   4096

static const char *const endpoint_keys[] = {
	[MB_ENDPOINT_AUTHORIZATION] = "authorization_endpoint",
	[MB_ENDPOINT_TOKEN] = "token_endpoint",
	[MB_ENDPOINT_DEVICE_AUTHORIZATION] = "device_authorization_endpoint",
	[MB_ENDPOINT_REVOCATION] = "revocation_endpoint",
	[MB_ENDPOINT_REGISTRATION] = "registration_endpoint",
	[MB_ENDPOINT_ISSUER] = "issuer",
};

const char *mb_account_given(const struct mb_account *account, const char *key)
{
	return mb_given_value(account->given, account->n_given, key);
}

static const char *plugin_default(const struct mb_plugin *plugin, const char *key)
{
	const struct mb_setting *row = mb_names_setting(plugin, key);

	return row ? row->def : NULL;
}

const char *mb_account_get(const struct mb_account *account, const char *key)
{
	const char *value = mb_account_given(account, key);
	const struct mb_setting_def *def;

	if (!value && account->plugin)
		value = plugin_default(account->plugin, key);
	if (!value)
		value = mb_given_value(account->config->given, account->config->n_given, key);
	if (value)
		return value;
	def = mb_setting_find(key);
	return def ? def->def : NULL;
}

const char *mb_account_get_public(const struct mb_account *account, const char *key)
{
	const struct mb_setting_def *def = mb_setting_find(key);

	if (def && (def->type == MB_TYPE_SECRET || def->type == MB_TYPE_PROXY ||
		    def->type == MB_TYPE_COMMAND))
		return NULL;
	return mb_account_get(account, key);
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

bool mb_account_has_secret(const struct mb_account *account, const char *name)
{
	static const char *const endings[] = { "", "_command", "_file" };
	bool found = false;

	for (size_t i = 0; i < 3 && !found; i++) {
		char *key = mb_text_cat(name, endings[i], NULL);

		found = mb_account_given(account, key) != NULL;
		free(key);
	}
	return found;
}

bool mb_account_is_confidential(const struct mb_account *account)
{
	return mb_account_has_secret(account, "client_secret") ||
	       mb_account_has_client_key(account) ||
	       mb_account_given(account, "client_assertion_file");
}

static const char *lookup(const void *arg, const char *key)
{
	const struct mb_account *account = arg;

	return mb_streq(key, "account") ? account->name : mb_account_get(account, key);
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
	return endpoint_keys[kind];
}

char *mb_account_endpoint(const struct mb_account *account, enum mb_endpoint_kind kind)
{
	const char *given = mb_account_given(account, endpoint_keys[kind]);
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
	return mb_account_given(account, "client_id")
		   ? NULL
		   : plugin_default(account->plugin, "client_id");
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
	return mb_path_expand(mb_account_get(account, key));
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

bool mb_account_secret(const struct mb_account *account, const char *name,
		       struct mb_deadline deadline, struct mb_secret **secret_r, struct mb_err *err)
{
	char *command_key = mb_text_cat(name, "_command", NULL);
	char *file_key = mb_text_cat(name, "_file", NULL);
	char *path = mb_account_path(account, file_key);
	const char *command = mb_account_given(account, command_key);
	const char *plain = mb_account_given(account, name);
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
	free(path);
	free(file_key);
	free(command_key);
	return ok;
}
