/* SPDX-License-Identifier: MIT */
#include "config/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "config/config.h"
#include "config/settings.h"
#include "plugin/host.h"
#include "plugin/names.h"

/* What mailbearer sends itself has a setting of its own, or none. */
static char *param_fault(char *text)
{
	char *end = strchr(text, '=');
	char *fault = NULL;

	*end = '\0';
	if (mb_names_core_param(text))
		fault = mb_xasprintf(_("cannot set %s: mailbearer sends that itself"), text);
	*end = '=';
	return fault;
}

static bool value_ok(const char *path, const struct mb_given *g, enum mb_type type,
		     struct mb_err *err)
{
	char *copy = mb_xstrdup(g->value), *save = NULL, *fault = NULL;
	bool list = type == MB_TYPE_SERVICES || type == MB_TYPE_PARAMS;
	char *s = list ? strtok_r(copy, "\n", &save) : copy;

	for (; s && !fault; s = list ? strtok_r(NULL, "\n", &save) : NULL) {
		fault = mb_setting_fault(type, s);
		if (!fault && type == MB_TYPE_PARAMS)
			fault = param_fault(s);
	}
	if (!fault && list && !*g->value)
		fault = mb_xstrdup(_("is empty"));
	if (fault)
		mb_err_set(err, MB_E_CONFIG, "%s:%u: %s %s", path, g->line, g->key, fault);
	explicit_bzero(copy, strlen(copy));
	free(copy);
	if (!fault)
		return true;
	free(fault);
	return false;
}

bool mb_check_globals(const struct mb_config *config, struct mb_err *err)
{
	for (size_t i = 0; i < config->n_given; i++)
		if (!value_ok(config->path, &config->given[i],
			      mb_setting_find(config->given[i].key)->type, err))
			return false;
	return true;
}

static const struct mb_setting *plugin_setting(const struct mb_plugin *plugin, const char *key)
{
	for (const struct mb_setting *s = plugin->settings; s && s->key; s++)
		if (mb_streq(s->key, key))
			return s;
	return NULL;
}

/* A setting of a choice: one of the values that the plugin knows something about. */
static bool choice_ok(const struct mb_account *a, const struct mb_given *g, struct mb_err *err)
{
	const char *last = "";
	char *all = mb_xstrdup("");

	for (const struct mb_value *v = a->plugin->values; v && v->key; v++) {
		char *longer;

		if (!mb_streq(v->key, g->key) || mb_streq(v->equals, last))
			continue;
		last = v->equals;
		if (mb_streq(v->equals, g->value)) {
			free(all);
			return true;
		}
		longer = mb_text_cat(all, *all ? ", " : "", v->equals, NULL);
		free(all);
		all = longer;
	}
	mb_err_set(err, MB_E_CONFIG, _("%s:%u: %s must be one of %s"), a->config->path, g->line,
		   g->key, all);
	free(all);
	return false;
}

static bool given_ok(const struct mb_account *a, const struct mb_given *g, struct mb_err *err)
{
	const struct mb_setting_def *def = mb_setting_find(g->key);
	const struct mb_setting *own = plugin_setting(a->plugin, g->key);

	if (!def && !own)
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s:%u: the provider %s has no setting %s: remove it"),
				  a->config->path, g->line, a->plugin->name, g->key);
	if (!value_ok(a->config->path, g, def ? def->type : MB_TYPE_TEXT, err))
		return false;
	return !own || !(own->flags & MB_SETTING_CHOICE) || choice_ok(a, g, err);
}

/* At most one of NAME, NAME_command, NAME_file. */
static bool one_source(const struct mb_account *a, const char *name, struct mb_err *err)
{
	char *command = mb_text_cat(name, "_command", NULL);
	char *file = mb_text_cat(name, "_file", NULL);
	int n = !!mb_account_given(a, name) + !!mb_account_given(a, command) +
		!!mb_account_given(a, file);

	if (n > 1)
		mb_err_set(err, MB_E_CONFIG, _("%s:%u: account %s: set only one of %s, %s and %s"),
			   a->config->path, a->line, a->name, name, command, file);
	free(command);
	free(file);
	return n <= 1;
}

static bool required_ok(const struct mb_account *a, struct mb_err *err)
{
	for (const struct mb_setting *s = a->plugin->settings; s && s->key; s++)
		if ((s->flags & MB_SETTING_REQUIRED) && !mb_account_get(a, s->key))
			return mb_err_set(err, MB_E_CONFIG, _("%s:%u: account %s: set %s (%s)"),
					  a->config->path, a->line, a->name, s->key,
					  s->help ? s->help : a->plugin->title);
	return true;
}

static bool grant_ok(const struct mb_account *a, struct mb_err *err)
{
	const char *name = mb_account_given(a, "grant");
	unsigned grant = mb_grant_by_name(name);
	const struct mb_grant_row *row = a->plugin->grants;

	if (name) {
		while (row && row->grant && row->grant != grant)
			row++;
		if (!row || !row->grant)
			return mb_err_set(err, MB_E_CONFIG,
					  _("%s:%u: account %s: %s has no grant %s: see mailbearer "
					    "providers %s"),
					  a->config->path, a->line, a->name, a->plugin->title, name,
					  a->plugin->name);
		if (row->refused)
			return mb_err_set(err, MB_E_CONFIG, "%s:%u: account %s: %s",
					  a->config->path, a->line, a->name, row->refused);
	}
	if (grant == MB_GRANT_PASSWORD &&
	    (!mb_account_has_secret(a, "password") || !mb_account_get(a, "user")))
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s:%u: account %s: grant = password needs user and "
				    "password_command or password_file"),
				  a->config->path, a->line, a->name);
	if (grant != MB_GRANT_PASSWORD && mb_account_has_secret(a, "password"))
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s:%u: account %s: a password is used only with grant = "
				    "password: remove password_command or set the grant"),
				  a->config->path, a->line, a->name);
	if (grant == MB_GRANT_CLIENT_CREDENTIALS && !mb_account_has_secret(a, "client_secret"))
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s:%u: account %s: grant = client_credentials needs "
				    "client_secret_command or client_secret_file"),
				  a->config->path, a->line, a->name);
	return true;
}

/* What only the plugin knows. */
static bool plugin_agrees(const struct mb_account *a, struct mb_err *err)
{
	return mb_host_check(a->plugin, a, err) ||
	       mb_err_wrap(err, "%s:%u: account %s", a->config->path, a->line, a->name);
}

bool mb_check_account(const struct mb_account *account, struct mb_err *err)
{
	for (size_t i = 0; i < account->n_given; i++)
		if (!given_ok(account, &account->given[i], err))
			return false;
	if (!mb_account_get(account, "client_id"))
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s:%u: account %s: set client_id (the app registration's id)"),
				  account->config->path, account->line, account->name);
	return one_source(account, "client_secret", err) && one_source(account, "password", err) &&
	       required_ok(account, err) && grant_ok(account, err) && plugin_agrees(account, err);
}
