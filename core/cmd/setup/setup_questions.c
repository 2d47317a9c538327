/* SPDX-License-Identifier: MIT */
/* The part of cmd/setup/setup.h that asks for settings. */
#include "cmd/setup/setup.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/ask.h"
#include "cli/brought.h"
#include "cmd/setup/setup_facts.h"
#include "config/check.h"
#include "config/config.h"
#include "config/draft.h"
#include "config/settings.h"

#define HELP_MAX 4096 /* bytes */

struct question {
	const char *key; /* the setting; NULL: `ask` asks for no setting, or for several */
	/* Bits of enum mb_setup_fact: asked if all of `when` hold, and none of `unless`. */
	unsigned when, unless;
	unsigned flags;   /* bits of enum mb_ask_flag */
	const char *help; /* NULL: the help in the tables of settings */
	/* Asks instead of mb_setup_ask(), or NULL. */
	bool (*ask)(struct mb_setup *s, struct mb_err *err);
};

static bool is_asked_elsewhere(const char *key);

/* Ask for settings that say which provider is meant (generic's preset). They come first, as they make other questions
 * needless. */
static bool ask_names(struct mb_setup *s, struct mb_err *err)
{
	bool ok = true;

	for (const struct mb_setting *row = s->draft.plugin->settings; ok && row && row->key;
	     row++) {
		char *help;

		if (!mb_setup_names_provider(row))
			continue;
		help = mb_text_cat(mb_setup_help(s, row->key), "\n", _("Empty: none of these."),
				   NULL);
		ok = mb_setup_ask(s, row->key, help, 0, err);
		free(help);
	}
	return ok;
}

/* Ask for the grant, and show the provider's grants that need no person. */
static bool ask_grant(struct mb_setup *s, struct mb_err *err)
{
	static const struct {
		unsigned grant;
		const char *help;
	} direct[] = {
		{ MB_GRANT_PASSWORD, N_("with the password of the address, from a command") },
		{ MB_GRANT_CLIENT_CREDENTIALS, N_("as an app, for the mailboxes it is allowed") },
		{ MB_GRANT_JWT_BEARER, N_("as a service account, for mailboxes of its domain") },
	};
	struct mb_buf help;
	bool ok;

	mb_buf_init(&help, HELP_MAX);
	mb_buf_adds(&help, _("How are tokens obtained? Empty: you sign in, by browser or code. "
			     "Without a person:"));
	for (const struct mb_grant_row *row = s->draft.plugin->grants; row && row->grant; row++)
		for (size_t i = 0; i < sizeof(direct) / sizeof(*direct); i++)
			if (row->grant == direct[i].grant && !row->refused)
				mb_buf_addf(&help, "\n  %-20s %s", mb_grant_name(row->grant),
					    _(direct[i].help));
	ok = mb_setup_ask(s, mb_settings[MB_SET_GRANT].key, mb_buf_str(&help), 0, err);
	mb_buf_fini(&help);
	return ok;
}

/* Tell whether a setting is asked for because the plugin has this row. */
static bool is_own(const struct mb_setting *row)
{
	return (!row->def || !mb_setting_find(row->key)) && !mb_setup_names_provider(row);
}

/* Ask for settings for which the plugin has a row: those that the plugin adds (`added`), or those of the core without
 * a default in the row that have no question of their own. */
static bool ask_rows(struct mb_setup *s, bool added, struct mb_err *err)
{
	for (const struct mb_setting *row = s->draft.plugin->settings; row && row->key; row++)
		if (is_own(row) && added == !mb_setting_find(row->key) &&
		    !is_asked_elsewhere(row->key) &&
		    !mb_setup_ask(s, row->key, mb_setup_help(s, row->key),
				  row->flags & MB_SETTING_REQUIRED ? MB_ASK_NEEDED : 0, err))
			return false;
	return true;
}

static bool ask_added(struct mb_setup *s, struct mb_err *err)
{
	return ask_rows(s, true, err);
}

static bool ask_demanded(struct mb_setup *s, struct mb_err *err)
{
	return ask_rows(s, false, err);
}

static bool ask_client_id(struct mb_setup *s, struct mb_err *err)
{
	const char *id = mb_settings[MB_SET_CLIENT_ID].key;

	if (s->draft.plugin->registration)
		mb_ask_say("\n%s\n", _(s->draft.plugin->registration));
	if (mb_account_brought_id(&s->draft))
		mb_ask_say(_("\nEmpty: %s.\n%s\n%s\n"), _(MB_BROUGHT), _(MB_BROUGHT_BLOCKED),
			   _(MB_BROUGHT_CHANGED));
	return mb_setup_ask(s, id, mb_setup_help(s, id), MB_ASK_NEEDED, err);
}

#define NEEDED   MB_ASK_NEEDED
#define HIDDEN   MB_ASK_HIDDEN
#define IS(fact) MB_FACT_##fact

static const struct question questions[] = {
	{ NULL, 0, 0, 0, NULL, ask_names },
	{ "user", 0, 0, NEEDED,
	  N_("whose token it is: the address you sign in with, or the mailbox if nobody signs in"),
	  NULL },
	{ "grant", IS(DIRECT), IS(NAMED), 0, NULL, ask_grant },
	{ NULL, 0, 0, 0, NULL, ask_added },
	{ "issuer", IS(ISSUER_ROW), IS(TOKEN_KNOWN) | IS(NAMED), 0,
	  N_("the URL of the server, if it publishes its endpoints (RFC 8414, OpenID)\n"
	     "Empty: it does not, and you name them."),
	  NULL },
	{ "service_account_file", IS(SERVICE_ACCOUNT), 0, NEEDED,
	  N_("the key file of the service account: the JSON as it was downloaded"), NULL },
	{ "subject", IS(SERVICE_ACCOUNT), 0, 0,
	  N_("the mailbox for which the service account asks; empty: user"), NULL },
	{ "client_id", IS(REGISTERS), IS(SERVICE_ACCOUNT), 0,
	  N_("the id of a client of yours at the server\n"
	     "Empty: mailbearer registers itself when you sign in."),
	  NULL },
	{ "client_id", 0, IS(REGISTERS) | IS(SERVICE_ACCOUNT), 0, NULL, ask_client_id },
	{ NULL, IS(CLIENT), 0, 0, NULL, mb_setup_ask_client },
	{ "client_secret_command", IS(SECRET), IS(READABLE), 0,
	  N_("a command that prints the client secret, such as: pass show mail/client_secret\n"
	     "Without one you type the secret, and it stands in the config."),
	  NULL },
	{ "client_secret_command", IS(SECRET) | IS(READABLE), 0, NEEDED,
	  N_("a command that prints the client secret, such as: pass show mail/client_secret\n"
	     "Others can read the config, so the secret itself cannot stand in it."),
	  NULL },
	{ "client_secret", IS(SECRET), IS(SECRET_COMMAND), NEEDED | HIDDEN,
	  N_("the client secret; it is not shown"), NULL },
	{ "client_certificate", IS(CERTIFICATE), 0, NEEDED, NULL, NULL },
	{ "client_key", IS(CERTIFICATE), 0, 0,
	  N_("its key: a PEM file or a pkcs11: URL; empty: it is in client_certificate"), NULL },
	{ "client_assertion_file", IS(ASSERTION), 0, NEEDED, NULL, NULL },
	{ "password_command", IS(PASSWORD), 0, NEEDED,
	  N_("a command that prints the password, such as: pass show mail/password"), NULL },
	{ NULL, 0, 0, 0, NULL, ask_demanded },
	{ "token_endpoint", 0, IS(TOKEN_KNOWN) | IS(DISCOVERS), NEEDED,
	  N_("the URL where tokens come from"), NULL },
	{ "scope", IS(SCOPE_ROW), IS(SCOPE_KNOWN), 0, NULL, NULL },
	{ "authorization_endpoint", IS(CODE), IS(AUTHORIZATION_KNOWN) | IS(DISCOVERS) | IS(NAMED),
	  NEEDED, N_("the URL where people sign in"), NULL },
	{ "device_authorization_endpoint", IS(DEVICE), IS(DEVICE_KNOWN) | IS(DISCOVERS) | IS(NAMED),
	  0, N_("the URL where device codes come from; empty: there is none"), NULL },
	{ "services", 0, 0, NEEDED, NULL, NULL },
	{ "imap_host", IS(IMAP), IS(IMAP_KNOWN), 0, N_("the IMAP server"), NULL },
	{ "imap_port", IS(IMAP_GIVEN), 0, 0, N_("its port"), NULL },
	{ "pop3_host", IS(POP3), IS(POP3_KNOWN), 0, N_("the POP3 server"), NULL },
	{ "pop3_port", IS(POP3_GIVEN), 0, 0, N_("its port"), NULL },
	{ "smtp_host", IS(SMTP), IS(SMTP_KNOWN), 0, N_("the submission server"), NULL },
	{ "smtp_port", IS(SMTP_GIVEN), 0, 0, N_("its port"), NULL },
	{ NULL, 0, 0, 0, NULL, mb_setup_ask_more },
};

#define N_QUESTIONS (sizeof(questions) / sizeof(*questions))

static bool is_asked_elsewhere(const char *key)
{
	for (size_t i = 0; i < N_QUESTIONS; i++)
		if (questions[i].key && mb_streq(questions[i].key, key))
			return true;
	return false;
}

static bool ask_all(struct mb_setup *s, struct mb_err *err)
{
	for (size_t i = 0; i < N_QUESTIONS; i++) {
		const struct question *q = &questions[i];

		if (!mb_setup_holds(s, q->when, q->unless))
			continue;
		if (q->ask
			? !q->ask(s, err)
			: !mb_setup_ask(s, q->key, q->help ? _(q->help) : mb_setup_help(s, q->key),
					q->flags, err))
			return false;
	}
	return true;
}

/* Return what is wrong with the answers together, NULL if nothing; the caller frees it. The place "PATH:0: " is cut
 * off, as the account has no line in the config yet. */
static char *draft_fault(struct mb_setup *s)
{
	struct mb_faults faults = MB_FAULTS_INIT;
	char *place = mb_xasprintf("%s:0: ", s->config->path), *fault = NULL;
	const char *text;

	mb_check_account(&s->draft, &faults);
	if (faults.n > 0) {
		text = mb_text_after(faults.all[0].text, place);
		fault = mb_xstrdup(text ? text : faults.all[0].text);
	}
	mb_faults_fini(&faults);
	free(place);
	return fault;
}

bool mb_setup_questions(struct mb_setup *s, struct mb_err *err)
{
	char *fault;

	for (;;) {
		mb_draft_set(&s->draft, mb_settings[MB_SET_PROVIDER].key, s->draft.plugin->name);
		if (!ask_all(s, err))
			return false;
		fault = draft_fault(s);
		if (!fault)
			return true;
		if (!mb_ask_again(fault, err))
			return false;
		mb_ask_say(_("Once more, with your answers in brackets:\n"));
		mb_draft_copy(&s->defaults, &s->draft);
		while (s->draft.given.n > 0)
			mb_draft_set(&s->draft, s->draft.given.all[0].key, NULL);
	}
}
