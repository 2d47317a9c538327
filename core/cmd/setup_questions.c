/* SPDX-License-Identifier: MIT */
/* The part of cmd/setup.h that asks for settings. */
#include "cmd/setup.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cmd/ask.h"
#include "config/check.h"
#include "config/config.h"
#include "config/draft.h"
#include "config/settings.h"
#include "oauth/resolve.h"

#define ANSWER_MAX 8192

struct question {
	const char *key;                          /* of the setting; NULL: `ask` does it all */
	bool (*wanted)(const struct mb_setup *s); /* NULL: always */
	const char *help;                         /* NULL: the table's of the settings */
	unsigned flags;
	bool (*ask)(struct mb_setup *s, struct mb_err *err);
};

static bool given(const struct mb_setup *s, const char *key)
{
	return mb_account_given(&s->draft, key) != NULL;
}

static bool grant_is(const struct mb_setup *s, unsigned grant)
{
	return mb_grant_by_name(mb_account_given(&s->draft, "grant")) == grant;
}

static bool has_direct_grant(const struct mb_setup *s)
{
	for (const struct mb_grant_row *row = s->draft.plugin->grants; row && row->grant; row++)
		if (!row->refused && mb_grant_is_direct(row->grant))
			return true;
	return false;
}

static bool is_password(const struct mb_setup *s)
{
	return grant_is(s, MB_GRANT_PASSWORD);
}

static bool has_secret(const struct mb_setup *s)
{
	return s->client == MB_CLIENT_SECRET;
}

static bool may_type_secret(const struct mb_setup *s)
{
	return has_secret(s) && !s->config->readable;
}

static bool needs_command(const struct mb_setup *s)
{
	return has_secret(s) && s->config->readable;
}

static bool types_secret(const struct mb_setup *s)
{
	return has_secret(s) && !given(s, "client_secret_command");
}

static bool has_certificate(const struct mb_setup *s)
{
	return s->client == MB_CLIENT_CERTIFICATE;
}

/* May the account use that grant? */
static bool may_use(const struct mb_setup *s, unsigned grant)
{
	const char *only = mb_account_given(&s->draft, "grant");

	for (const struct mb_grant_row *row = s->draft.plugin->grants; row && row->grant; row++)
		if (row->grant == grant && !row->refused)
			return !only || mb_grant_by_name(only) == grant;
	return false;
}

static bool lacks_endpoint(const struct mb_setup *s, enum mb_endpoint_kind kind)
{
	const struct mb_endpoint *e = s->draft.plugin->endpoints;

	while (e && e->url && e->kind != kind)
		e++;
	return !e || !e->url;
}

static bool lacks_authorization(const struct mb_setup *s)
{
	return may_use(s, MB_GRANT_AUTHORIZATION_CODE) &&
	       lacks_endpoint(s, MB_ENDPOINT_AUTHORIZATION);
}

static bool lacks_device(const struct mb_setup *s)
{
	return may_use(s, MB_GRANT_DEVICE_CODE) &&
	       lacks_endpoint(s, MB_ENDPOINT_DEVICE_AUTHORIZATION);
}

static bool lacks_host(const struct mb_setup *s, enum mb_service service)
{
	const struct mb_mail_host *h = s->draft.plugin->hosts;

	while (h && h->host && h->service != service)
		h++;
	return (!h || !h->host) && (mb_account_services(&s->draft) & service);
}

static bool lacks_imap(const struct mb_setup *s)
{
	return lacks_host(s, MB_SERVICE_IMAP);
}

static bool lacks_pop3(const struct mb_setup *s)
{
	return lacks_host(s, MB_SERVICE_POP3);
}

static bool lacks_smtp(const struct mb_setup *s)
{
	return lacks_host(s, MB_SERVICE_SMTP);
}

static bool gave_imap(const struct mb_setup *s)
{
	return given(s, "imap_host");
}

static bool gave_pop3(const struct mb_setup *s)
{
	return given(s, "pop3_host");
}

static bool gave_smtp(const struct mb_setup *s)
{
	return given(s, "smtp_host");
}

static bool is_asked_elsewhere(const char *key);

/* Is it asked for because the plugin has a row for it? */
static bool is_own(const struct mb_setup *s, const char *key)
{
	for (const struct mb_setting *row = s->draft.plugin->settings; row && row->key; row++)
		if (mb_streq(row->key, key))
			return !row->def || !mb_setting_find(key);
	return false;
}

/* The settings for which the plugin has a row: those it adds, or those of the core that have no
 * default there and are not asked for anyway. */
static bool ask_rows(struct mb_setup *s, bool added, struct mb_err *err)
{
	for (const struct mb_setting *row = s->draft.plugin->settings; row && row->key; row++)
		if (is_own(s, row->key) && added == !mb_setting_find(row->key) &&
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
	if (s->draft.plugin->registration)
		mb_ask_say("\n%s\n", _(s->draft.plugin->registration));
	return mb_setup_ask(s, "client_id", mb_setup_help(s, "client_id"), MB_ASK_NEEDED, err);
}

static const char *const clients[] = {
	[MB_CLIENT_PUBLIC] = "public",
	[MB_CLIENT_SECRET] = "secret",
	[MB_CLIENT_CERTIFICATE] = "certificate",
};

/* Public or confidential? That is no setting, but decides which ones follow. */
static bool ask_client(struct mb_setup *s, struct mb_err *err)
{
	bool certificates = mb_setting_find("client_certificate") != NULL;
	enum mb_setup_client def = s->client ? s->client
				   : (s->draft.plugin->traits & MB_TRAIT_SECRET) ||
					   grant_is(s, MB_GRANT_CLIENT_CREDENTIALS)
				       ? MB_CLIENT_SECRET
				       : MB_CLIENT_PUBLIC;
	size_t n = certificates ? MB_CLIENT_CERTIFICATE : MB_CLIENT_SECRET, i;

	mb_ask_say(_("\nIs the app registration public (a program on your machine, no secret) or "
		     "confidential?\npublic, secret%s\n"),
		   certificates ? _(" or certificate") : "");
	for (;;) {
		struct mb_buf answer;

		mb_buf_init(&answer, ANSWER_MAX);
		if (!mb_ask("client", clients[def], false, &answer, err)) {
			mb_buf_fini(&answer);
			return false;
		}
		for (i = answer.len ? MB_CLIENT_PUBLIC : def; i <= n; i++)
			if (answer.len == 0 || mb_streq(mb_buf_str(&answer), clients[i]))
				break;
		mb_buf_fini(&answer);
		if (i <= n) {
			s->client = (enum mb_setup_client)i;
			return true;
		}
		if (!mb_ask_again(mb_xasprintf(_("client takes public, secret%s"),
					       certificates ? _(" or certificate") : ""),
				  err))
			return false;
	}
}

static const struct question questions[] = {
	{ "user", NULL, NULL, MB_ASK_NEEDED, NULL },
	{ "grant", has_direct_grant,
	  N_("how tokens are obtained: empty when you sign in yourself, by browser or code; else "
	     "password or client_credentials"),
	  0, NULL },
	{ .ask = ask_added },
	{ .key = "client_id", .ask = ask_client_id },
	{ .ask = ask_client },
	{ "client_secret_command", may_type_secret,
	  N_("a command that prints the client secret, such as: pass show mail/client_secret\n"
	     "Without one you type the secret, and it stands in the config."),
	  0, NULL },
	{ "client_secret_command", needs_command,
	  N_("a command that prints the client secret, such as: pass show mail/client_secret\n"
	     "Others can read the config, so the secret itself cannot stand in it."),
	  MB_ASK_NEEDED, NULL },
	{ "client_secret", types_secret, N_("the client secret; it is not shown"),
	  MB_ASK_NEEDED | MB_ASK_HIDDEN, NULL },
	{ "client_certificate", has_certificate, NULL, MB_ASK_NEEDED, NULL },
	{ "client_key", has_certificate, NULL, 0, NULL },
	{ "password_command", is_password,
	  N_("a command that prints the password, such as: pass show mail/password"), MB_ASK_NEEDED,
	  NULL },
	{ .ask = ask_demanded },
	{ "authorization_endpoint", lacks_authorization, NULL, MB_ASK_NEEDED, NULL },
	{ "device_authorization_endpoint", lacks_device, NULL, 0, NULL },
	{ "services", NULL, NULL, MB_ASK_NEEDED, NULL },
	{ "imap_host", lacks_imap, N_("the IMAP server"), 0, NULL },
	{ "imap_port", gave_imap, N_("its port"), 0, NULL },
	{ "pop3_host", lacks_pop3, N_("the POP3 server"), 0, NULL },
	{ "pop3_port", gave_pop3, N_("its port"), 0, NULL },
	{ "smtp_host", lacks_smtp, N_("the submission server"), 0, NULL },
	{ "smtp_port", gave_smtp, N_("its port"), 0, NULL },
	{ .ask = mb_setup_ask_more },
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

		if (q->wanted && !q->wanted(s))
			continue;
		if (q->ask ? !q->ask(s, err)
			   : !mb_setup_ask(s, q->key, q->help ? q->help : mb_setup_help(s, q->key),
					   q->flags, err))
			return false;
	}
	return true;
}

/* What is wrong with the answers together; NULL: nothing. There is no line yet to be named. */
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
		mb_draft_set(&s->draft, "provider", s->draft.plugin->name);
		if (!ask_all(s, err))
			return false;
		fault = draft_fault(s);
		if (!fault)
			return true;
		if (!mb_ask_again(fault, err))
			return false;
		mb_ask_say(_("Once more, with your answers in brackets:\n"));
		mb_draft_copy(&s->defaults, &s->draft);
		while (s->draft.n_given > 0)
			mb_draft_set(&s->draft, s->draft.given[0].key, NULL);
	}
}
