/* SPDX-License-Identifier: MIT */
/* The part of cmd/setup/setup.h that imports the accounts of an msmtprc. */
#include "cmd/setup/setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/buf.h"
#include "global/file.h"
#include "global/log.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/ask.h"
#include "cli/verb.h"
#include "config/append.h"
#include "config/check.h"
#include "config/config.h"
#include "config/draft.h"
#include "cmd/setup/msmtprc.h"
#include "plugin/names.h"
#include "plugin/loader.h"

/* The provider of a server. */
struct owner {
	const struct mb_plugin *plugin; /* NULL: no provider known here */
	const struct mb_value *implied; /* the setting that gives an account this server, or NULL */
};

/* Find the row of `values` that makes the template "{name}" this host, or NULL. Other templates are not understood. */
static const struct mb_value *value_of(const struct mb_plugin *plugin, const char *template,
				       const char *host)
{
	size_t len = strlen(template);

	for (const struct mb_value *v = plugin->values; v && v->key; v++)
		if (len == strlen(v->name) + 2 && *template == '{' &&
		    strncmp(template + 1, v->name, len - 2) == 0 && strcasecmp(v->text, host) == 0)
			return v;
	return NULL;
}

static bool has_host(const struct mb_plugin *plugin, const char *host, struct owner *owner_r)
{
	for (const struct mb_mail_host *h = plugin->hosts; h && h->host; h++) {
		const struct mb_value *value = value_of(plugin, h->host, host);

		if (!value && strcasecmp(h->host, host) != 0)
			continue;
		*owner_r = (struct owner){ plugin, value };
		return true;
	}
	return false;
}

static struct owner owner_of(const char *host)
{
	struct owner owner = { NULL, NULL };
	char **names = mb_plugin_list();

	for (char **n = names; *n && !owner.plugin; n++) {
		const struct mb_plugin *plugin;
		struct mb_err unusable = MB_ERR_INIT;

		if (mb_plugin_load(*n, &plugin, &unusable))
			has_host(plugin, host, &owner);
		mb_err_clear(&unusable);
	}
	mb_plugin_list_free(names);
	return owner;
}

/* Tell whether the value is the plugin's default. */
static bool is_default(const struct mb_plugin *plugin, const struct mb_value *value)
{
	const struct mb_setting *row = mb_names_setting(plugin, value->key);

	return row && mb_streq(row->def, value->equals);
}

static bool is_taken(const struct mb_setup *s, const char *name)
{
	for (size_t i = 0; i < s->config->n_accounts; i++)
		if (mb_streq(s->config->accounts[i].name, name))
			return true;
	return false;
}

/* Prepare the draft with what msmtp's config knows. The answers for an earlier account at the same provider become
 * defaults. */
static void prepare_draft(struct mb_setup *s, const struct owner *owner,
			  const struct mb_msmtprc_account *a)
{
	const char *user = a->user ? a->user : a->from;
	char *fault = user ? mb_check_setting(owner->plugin, mb_settings[MB_SET_USER].key, user)
			   : NULL;

	if (s->draft.plugin != owner->plugin) {
		mb_draft_empty(&s->defaults);
		mb_draft_empty(&s->others);
		s->client = MB_CLIENT_UNKNOWN;
	}
	mb_draft_copy(&s->defaults, &s->draft);
	mb_draft_empty(&s->draft);
	mb_draft_empty(&s->known);
	s->draft.plugin = owner->plugin;
	s->draft.config = s->config;
	mb_draft_set(&s->defaults, mb_settings[MB_SET_USER].key, NULL);
	mb_draft_set(&s->defaults, mb_settings[MB_SET_SERVICES].key, "smtp");
	/* %U and the like are patterns of msmtp, no addresses. */
	if (user && !fault && (a->user || !strchr(user, '%')))
		mb_draft_set(&s->known, mb_settings[MB_SET_USER].key, user);
	free(fault);
	if (owner->implied)
		mb_draft_set(&s->known, owner->implied->key,
			     is_default(owner->plugin, owner->implied) ? NULL
								       : owner->implied->equals);
}

/* Read the config again, which has the account imported before. */
static bool reopen_config(struct mb_setup *s, struct mb_err *err)
{
	struct mb_config *now = NULL;

	if (!mb_append_open(s->config->path, &now, err))
		return false;
	mb_config_free(&s->config);
	s->config = now;
	return true;
}

static int import_one(struct mb_run *run, struct mb_setup *s, const struct mb_msmtprc_account *a,
		      const struct owner *owner, const char *file)
{
	struct mb_err err = MB_ERR_INIT;
	int status;

	if (!reopen_config(s, &err))
		return mb_fail(NULL, &err);
	prepare_draft(s, owner, a);
	mb_ask_say(_("\nThe account %s of %s: %s\n"), a->name, file, _(owner->plugin->title));
	if (mb_account_name_ok(a->name))
		s->draft.name = mb_xstrdup(a->name);
	else if (!mb_setup_name(s, "work", &err))
		return mb_fail(NULL, &err);
	s->no_snippet = true;
	s->added = false;
	status = mb_setup_account(run, s);
	if (status == EX_OK && s->added)
		printf(_("%s: now write in %s: auth xoauth2; passwordeval \"mailbearer token %s\"; "
			 "no password\n"),
		       s->draft.name, file, s->draft.name);
	return status;
}

static int import_all(struct mb_run *run, struct mb_setup *s, const struct mb_msmtprc *rc,
		      const char *file)
{
	struct mb_err err = MB_ERR_INIT;
	int status = EX_OK;
	size_t known = 0;

	for (size_t i = 0; i < rc->n && status == EX_OK; i++) {
		const struct mb_msmtprc_account *a = &rc->accounts[i];
		struct owner owner = { NULL, NULL };

		if (a->other_name || !a->host)
			continue;
		owner = owner_of(a->host);
		if (!owner.plugin) {
			mb_warnx(_("%s: no provider known here has the server %s: left out"),
				 a->name, a->host);
			continue;
		}
		known++;
		if (is_taken(s, a->name))
			mb_warnx(_("%s: there is an account of that name in %s already: left out"),
				 a->name, s->config->path);
		else
			status = import_one(run, s, a, &owner, file);
	}
	if (status == EX_OK && known == 0) {
		mb_err_set(&err, MB_E_DATA,
			   _("%s has no account at a server of a known provider: see mailbearer "
			     "providers"),
			   file);
		status = mb_fail(NULL, &err);
	}
	return status;
}

int mb_setup_import(struct mb_run *run, struct mb_setup *s, const char *file)
{
	struct mb_msmtprc rc = MB_MSMTPRC_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf text;
	int status;

	mb_buf_init(&text, MB_MSMTPRC_MAX);
	if (mb_file_read(file, MB_TRUST_ANY, &text, NULL, NULL, &err) &&
	    mb_msmtprc_parse(&rc, file, &text, &err))
		status = import_all(run, s, &rc, file);
	else
		status = mb_fail(NULL, &err);
	mb_msmtprc_fini(&rc);
	mb_buf_fini(&text);
	return status;
}
