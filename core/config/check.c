/* SPDX-License-Identifier: MIT */
#include "config/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/config.h"
#include "global/path.h"
#include "config/settings.h"
#include "plugin/host.h"
#include "plugin/names.h"

/* Bytes of a list of choices. */
#define CHOICES_MAX 4096
/* What a value that becomes part of a URL may be made of. */
#define NAME_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

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

/* What is wrong with a value of that type; the caller frees it. */
static char *value_fault(const char *key, const char *value, enum mb_type type)
{
	char *copy = mb_xstrdup(value), *save = NULL, *fault = NULL, *sentence;
	bool list = type == MB_TYPE_SERVICES || type == MB_TYPE_PARAMS;
	char *s = list ? strtok_r(copy, "\n", &save) : copy;

	for (; s && !fault; s = list ? strtok_r(NULL, "\n", &save) : NULL) {
		fault = mb_setting_fault(type, s);
		if (!fault && type == MB_TYPE_PARAMS)
			fault = param_fault(s);
	}
	if (!fault && list && !*value)
		fault = mb_xstrdup(_("is empty"));
	sentence = fault ? mb_xasprintf("%s %s", key, fault) : NULL;
	explicit_bzero(copy, strlen(copy));
	free(copy);
	free(fault);
	return sentence;
}

/* Takes the sentence. */
static void add_fault(const char *path, const struct mb_given *g, char *sentence,
		      struct mb_faults *faults)
{
	if (sentence)
		mb_faults_add(faults, g->line, "%s:%u: %s", path, g->line, sentence);
	free(sentence);
}

void mb_check_globals(const struct mb_config *config, struct mb_faults *faults)
{
	for (size_t i = 0; i < config->given.n; i++) {
		const struct mb_given *g = &config->given.all[i];

		add_fault(config->path, g,
			  value_fault(g->key, g->value, mb_setting_find(g->key)->type), faults);
	}
}

/* Say what the choices of a setting are: "a, b". The caller frees it. */
static char *list_choices(const struct mb_plugin *plugin, const struct mb_setting *setting)
{
	struct mb_buf all;
	const char *last = "";

	mb_buf_init(&all, CHOICES_MAX);
	for (const char *word = setting->choices; word && *word; word += strcspn(word, " ")) {
		word += strspn(word, " ");
		mb_buf_addf(&all, "%s%.*s", all.len ? ", " : "", (int)strcspn(word, " "), word);
	}
	for (const struct mb_value *v = plugin->values; !setting->choices && v && v->key; v++) {
		if (!mb_streq(v->key, setting->key) || mb_streq(v->equals, last))
			continue;
		mb_buf_addf(&all, "%s%s", all.len ? ", " : "", v->equals);
		last = v->equals;
	}
	return mb_buf_take(&all);
}

/* Say what is wrong with the value of a setting that the plugin has. NULL: nothing. The caller frees it. */
static char *own_fault(const struct mb_plugin *plugin, const struct mb_setting *setting,
		       const char *value)
{
	char *choices, *sentence;

	if ((setting->flags & MB_SETTING_CHOICE) && !mb_names_choice(plugin, setting, value)) {
		choices = list_choices(plugin, setting);
		sentence = mb_xasprintf(_("%s must be one of %s"), setting->key, choices);
		free(choices);
		return sentence;
	}
	if ((setting->flags & MB_SETTING_NAME) &&
	    (value[strspn(value, NAME_CHARS)] || mb_streq(value, ".") || mb_streq(value, "..")))
		return mb_xasprintf(_("%s may have letters, digits, ., _ and - only (%s)"),
				    setting->key, _(setting->help));
	return NULL;
}

/* libcurl would wait for ever for what a FIFO says. */
static char *ca_file_fault(const char *value)
{
	char *file = mb_path_expand(value), *sentence = NULL;
	struct stat st;

	if (access(file, R_OK) < 0 || stat(file, &st) < 0)
		sentence = mb_xasprintf(_("ca_file %s cannot be used: correct it (%s)"), file,
					strerror(errno));
	else if (!S_ISREG(st.st_mode))
		sentence = mb_xasprintf(_("ca_file %s is not a file: correct it"), file);
	free(file);
	return sentence;
}

char *mb_check_setting(const struct mb_plugin *plugin, const char *key, const char *value)
{
	const struct mb_setting_def *def = mb_setting_find(key);
	const struct mb_setting *own = mb_names_setting(plugin, key);
	char *sentence;

	if ((!def || !(def->level & MB_LEVEL_ACCOUNT)) && !own)
		return mb_xasprintf(_("the provider %s has no setting %s: remove it"), plugin->name,
				    key);
	sentence = value_fault(key, value, def ? def->type : MB_TYPE_TEXT);
	if (!sentence && mb_setting_id(key) == MB_SET_CA_FILE)
		sentence = ca_file_fault(value);
	if (!sentence && own)
		sentence = own_fault(plugin, own, value);
	return sentence;
}

char *mb_check_grant(const struct mb_plugin *plugin, unsigned grant)
{
	const struct mb_grant_row *row = plugin->grants;

	while (row && row->grant && row->grant != grant)
		row++;
	if (!row || !row->grant)
		return mb_xasprintf(_("%s has no grant %s: see mailbearer providers %s"),
				    _(plugin->title), mb_grant_name(grant), plugin->name);
	return mb_xstrdup(_(row->refused));
}

/* What is wrong with the account as a whole. */
static void fault(struct mb_faults *faults, const struct mb_account *a, const char *text)
{
	mb_faults_add(faults, a->line, _("%s:%u: account %s: %s"), a->config->path, a->line,
		      a->name, text);
}

/* At most one of NAME, NAME_command, NAME_file. */
static void check_source(const struct mb_account *a, enum mb_secret_kind kind,
			 struct mb_faults *faults)
{
	const char *name = mb_account_secret_name(kind);
	char *command = mb_text_cat(name, "_command", NULL);
	char *file = mb_text_cat(name, "_file", NULL);

	if (mb_account_has_secret(a, kind) > 1)
		mb_faults_add(faults, a->line,
			      _("%s:%u: account %s: set only one of %s, %s and %s"),
			      a->config->path, a->line, a->name, name, command, file);
	free(command);
	free(file);
}

static void check_required(const struct mb_account *a, struct mb_faults *faults)
{
	unsigned grant = mb_account_grant(a);
	bool direct = grant == MB_GRANT_PASSWORD || grant == MB_GRANT_CLIENT_CREDENTIALS;

	if (!mb_account_get(a, MB_SET_CLIENT_ID) && grant != MB_GRANT_JWT_BEARER &&
	    (direct || !mb_account_may_register(a)))
		fault(faults, a, _("set client_id (the app registration's id)"));
	for (const struct mb_setting *s = a->plugin->settings; s && s->key; s++)
		if ((s->flags & MB_SETTING_REQUIRED) && !mb_account_get_named(a, s->key) &&
		    mb_setting_id(s->key) != MB_SET_CLIENT_ID)
			mb_faults_add(faults, a->line, _("%s:%u: account %s: set %s (%s)"),
				      a->config->path, a->line, a->name, s->key,
				      _(s->help ? s->help : a->plugin->title));
}

/* Does the provider have the grant? */
static void check_grant(const struct mb_account *a, unsigned grant, struct mb_faults *faults)
{
	char *sentence = mb_check_grant(a->plugin, grant);

	if (sentence)
		fault(faults, a, sentence);
	free(sentence);
}

/* Does the grant have what it needs? */
static void check_credentials(const struct mb_account *a, unsigned grant, struct mb_faults *faults)
{
	bool password = mb_account_has_secret(a, MB_SECRET_PASSWORD);

	if (grant == MB_GRANT_PASSWORD && (!password || !mb_account_get(a, MB_SET_USER)))
		fault(faults, a,
		      _("grant = password needs user and password_command or password_file"));
	if (grant != MB_GRANT_PASSWORD && password)
		fault(faults, a,
		      _("a password is used only with grant = password: remove password_command "
			"or set the grant"));
	if (grant == MB_GRANT_CLIENT_CREDENTIALS && !mb_account_is_confidential(a))
		fault(faults, a,
		      _("grant = client_credentials needs client_secret_command, "
			"client_secret_file, client_certificate or client_assertion_file"));
	if (grant == MB_GRANT_JWT_BEARER && !mb_account_given(a, MB_SET_SERVICE_ACCOUNT_FILE))
		fault(faults, a, _("grant = jwt_bearer needs service_account_file"));
	if (grant != MB_GRANT_JWT_BEARER && mb_account_given(a, MB_SET_SERVICE_ACCOUNT_FILE))
		fault(faults, a,
		      _("service_account_file is for grant = jwt_bearer: remove one of the two"));
	if (grant == MB_GRANT_JWT_BEARER && !mb_account_get(a, MB_SET_SUBJECT) &&
	    !mb_account_get(a, MB_SET_USER))
		fault(faults, a, _("set user (the mailbox for which the service account asks)"));
}

/* One way of proving who the client is. */
static void check_client(const struct mb_account *a, struct mb_faults *faults)
{
	bool key = mb_account_has_client_key(a);

	if (!!mb_account_has_secret(a, MB_SECRET_CLIENT) + key +
		!!mb_account_given(a, MB_SET_CLIENT_ASSERTION_FILE) >
	    1)
		fault(faults, a,
		      _("set only one of client_secret, client_certificate and "
			"client_assertion_file"));
	if (!key && (mb_account_has_secret(a, MB_SECRET_KEY_PASSWORD) ||
		     mb_account_given(a, MB_SET_CLIENT_ASSERTION_ALG)))
		fault(faults, a,
		      _("client_key_password_command, client_key_password_file and "
			"client_assertion_alg are for a client_certificate or client_key: there is "
			"none"));
}

/* Let the plugin check what only it knows. */
static void ask_plugin(const struct mb_account *a, struct mb_faults *faults)
{
	static const struct mb_call_ops ops = { .setting = mb_account_get_public };
	struct mb_err err = MB_ERR_INIT;

	if (!mb_host_check(a->plugin, &ops, a, &err))
		fault(faults, a, err.text);
	mb_err_clear(&err);
}

void mb_check_account(const struct mb_account *account, struct mb_faults *faults)
{
	unsigned grant = mb_account_grant(account);

	for (size_t i = 0; i < account->given.n; i++) {
		const struct mb_given *g = &account->given.all[i];

		add_fault(account->config->path, g,
			  mb_check_setting(account->plugin, g->key, g->value), faults);
	}
	if (faults->n > 0) /* the others may come from these */
		return;
	check_source(account, MB_SECRET_CLIENT, faults);
	check_source(account, MB_SECRET_PASSWORD, faults);
	check_source(account, MB_SECRET_KEY_PASSWORD, faults);
	check_required(account, faults);
	if (grant)
		check_grant(account, grant, faults);
	check_credentials(account, grant, faults);
	check_client(account, faults);
	if (faults->n == 0)
		ask_plugin(account, faults);
}
