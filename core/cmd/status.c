/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "account/health.h"
#include "account/limits.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "base/when.h"
#include "cli/verb.h"
#include "config/config.h"
#include "global/log.h"
#include "meaning/judge.h"

#define JSON_MAX (4 * 1024 * 1024) /* bytes */
#define CELL     32                /* bytes of a time or duration */
static void print_columns(const char *const *cells)
{
	static const size_t widths[] = { 16, 10, 28, 17, 17, 0 };

	for (size_t i = 0; i < 6; i++)
		printf("%s%*s%c", cells[i], mb_text_pad(cells[i], widths[i]), "",
		       i < 5 ? ' ' : '\n');
}

/* Write a time into `out`. Returns it, "-" if there is none. */
static const char *when(char *out, int64_t t)
{
	return t ? mb_when_local(out, CELL, t) : "-";
}

static void print_cells(const struct mb_account *a, const char *user, const char *expires,
			const char *dies, const char *state)
{
	const char *provider = a->plugin ? a->plugin->name : mb_account_given(a, MB_SET_PROVIDER);
	struct mb_buf name, by, who;

	mb_buf_init(&name, 512);
	mb_buf_init(&by, 512);
	mb_buf_init(&who, 512);
	mb_text_printable(&name, a->name, 320);
	mb_text_printable(&by, provider ? provider : "-", 64);
	mb_text_printable(&who, user ? user : "-", 320);
	print_columns((const char *const[]){ mb_buf_str(&name), mb_buf_str(&by), mb_buf_str(&who),
					     expires, dies, state });
	mb_buf_fini(&name);
	mb_buf_fini(&by);
	mb_buf_fini(&who);
}

static const char *state_of(enum mb_code code)
{
	return code == MB_OK ? _("ok") : _("attention");
}

static const char *state(const struct mb_health *h)
{
	if (h->soon)
		return _("soon");
	return h->code == MB_OK && h->no_token_yet ? _("no token yet") : state_of(h->code);
}

static void print_faults(const struct mb_session *s)
{
	struct mb_err err = MB_ERR_INIT;

	if (s->record_err.text)
		printf("    %s\n", s->record_err.text);
	if (!mb_session_status_known(s, &err))
		printf("    %s\n", err.text);
	else if (s->status_err.text)
		printf("    %s\n", s->status_err.text);
	mb_err_clear(&err);
}

/* Return a sentence of the status file in the reader's language, printable; the caller frees it. */
static char *told(const struct mb_session *s, const char *english)
{
	char *text = mb_verdict_retell(s->party.account, english), *shown = mb_text_shown(text);

	free(text);
	return shown;
}

static void print_mail_refusals(const struct mb_session *s)
{
	const struct mb_mail_refusal *mail = s->status.mail;
	char until[CELL], *text;

	for (size_t i = 0; i < MB_SLOTS; i++) {
		if (!mail[i].text)
			continue;
		text = told(s, mail[i].text);
		printf(_("    %s, not tried again before %s: %s\n"), mb_mail_slot_name(i),
		       when(until, mail[i].until), text);
		free(text);
	}
}

/* Tell whether a failure that passes by itself came after the error that needs a person. */
static bool came_later(const struct mb_status *status)
{
	return status->person.text && !mb_status_needs_person(status->error_code);
}

static void print_errors(const struct mb_session *s)
{
	const struct mb_status *status = &s->status;
	bool later = came_later(status);
	char t[CELL], *person, *text;

	person = told(s, status->person.text);
	text = told(s, status->error_text);
	if (later)
		printf(_("    last error (%s): %s\n"), when(t, status->person.time), person);
	if (text)
		printf(later ? _("    since then (%s): %s\n") : _("    last error (%s): %s\n"),
		       when(t, status->error_time), text);
	free(person);
	free(text);
}

/* Print the lines under an account's row. */
static void print_notes(const struct mb_session *s, const struct mb_health *h)
{
	const char *name = s->party.account->name;
	struct mb_buf limits;
	char span[CELL];

	print_errors(s);
	print_mail_refusals(s);
	print_faults(s);
	if (!h->signed_in)
		printf(_("    not signed in: mailbearer login %s\n"), name);
	if (h->differs)
		printf(_("    %s has changed since the login: mailbearer login %s\n"), h->differs,
		       name);
	if (s->status.password_refused)
		printf(
		    _("    the password was refused and is not sent again until: mailbearer login "
		      "%s\n"),
		    name);
	if (s->record.refreshed && s->record.refresh_token)
		printf(_("    refresh token last used %s ago\n"),
		       mb_when_span(span, sizeof(span), mb_clock_now() - s->record.refreshed));
	if (h->soon)
		printf(_("    sign in before it ends in %s (%s): mailbearer login %s\n"),
		       mb_when_span(span, sizeof(span), h->refresh_dies - mb_clock_now()),
		       h->refresh_dies_why, name);
	mb_buf_init(&limits, 512);
	if (mb_limits_exceeded(&limits, h->token_len))
		printf(_("    the access token has %zu bytes; %s: ask for fewer services\n"),
		       h->token_len, mb_buf_str(&limits));
	mb_buf_fini(&limits);
}

static void print_row(const struct mb_session *s, const struct mb_health *h)
{
	const char *as = s->record.signed_in_as ? s->record.signed_in_as
						: mb_account_get(s->party.account, MB_SET_USER);
	char expires[CELL], dies[CELL];

	print_cells(s->party.account, h->signed_in ? as : NULL, when(expires, h->token_expires),
		    when(dies, h->refresh_dies), state(h));
	print_notes(s, h);
}

static void set_time(json_t *object, const char *name, int64_t t)
{
	json_object_set_new(object, name, t ? json_integer(t) : json_null());
}

static json_t *mail_json(const struct mb_status *status)
{
	json_t *mail = json_object(), *one;

	for (size_t i = 0; i < MB_SLOTS; i++) {
		if (!status->mail[i].text)
			continue;
		one = json_object();
		mb_json_set_str(one, "error", status->mail[i].text);
		json_object_set_new(one, "error_exit",
				    json_integer(mb_err_exit(status->mail[i].code)));
		set_time(one, "refused_until", status->mail[i].until);
		json_object_set_new(mail, mb_mail_slot_name(i), one);
	}
	return mail;
}

/* Add the last error; if one that needs a person came before it, that one is `error`, and the last is `later_error`. */
static void add_errors(json_t *object, const struct mb_status *status)
{
	bool later = came_later(status);

	set_time(object, "error_time", later ? status->person.time : status->error_time);
	mb_json_set_str(object, "error", later ? status->person.text : status->error_text);
	if (status->error_time)
		json_object_set_new(
		    object, "error_exit",
		    json_integer(mb_err_exit(later ? status->person.code : status->error_code)));
	if (later) {
		set_time(object, "later_error_time", status->error_time);
		mb_json_set_str(object, "later_error", status->error_text);
	}
}

static json_t *row_json(const struct mb_session *s, const struct mb_health *h)
{
	const struct mb_account *a = s->party.account;
	json_t *object = json_object();

	mb_json_set_str(object, "account", a->name);
	mb_json_set_str(object, "provider", a->plugin->name);
	mb_json_set_str(object, "user", mb_account_get(a, MB_SET_USER));
	json_object_set_new(object, "healthy", json_boolean(h->code == MB_OK));
	json_object_set_new(object, "signed_in", json_boolean(h->signed_in));
	mb_json_set_str(object, "signed_in_as", s->record.signed_in_as);
	mb_json_set_str(object, "scope", s->record.granted_scope);
	mb_json_set_str(object, "setting_changed", h->differs);
	set_time(object, "signed_in_at", s->record.signed_in);
	set_time(object, "token_expires", h->token_expires);
	json_object_set_new(object, "token_bytes", json_integer((json_int_t)h->token_len));
	set_time(object, "refresh_token_used", s->record.refreshed);
	set_time(object, "refresh_token_dies", h->refresh_dies);
	mb_json_set_str(object, "refresh_token_dies_because", h->refresh_dies_why);
	json_object_set_new(object, "ends_soon", json_boolean(h->soon));
	json_object_set_new(object, "password_refused", json_boolean(s->status.password_refused));
	set_time(object, "last_use", s->status.last_use);
	mb_json_set_str(object, "fault",
			s->record_err.text ? s->record_err.text : s->status_err.text);
	add_errors(object, &s->status);
	set_time(object, "refused_until", s->status.refused_until);
	json_object_set_new(object, "mail", mail_json(&s->status));
	return object;
}

/* Show an account whose settings are wrong, of which nothing else is known. Returns the exit status. */
static int show_fault(const struct mb_account *account, json_t *list, struct mb_err *err)
{
	int status = mb_err_exit(err->code);
	json_t *object;

	if (!list) {
		print_cells(account, NULL, "-", "-", state_of(err->code));
		printf("    %s\n", err->text);
		return status;
	}
	object = json_object();
	mb_json_set_str(object, "account", account->name);
	mb_json_set_str(object, "provider", mb_account_given(account, MB_SET_PROVIDER));
	json_object_set_new(object, "healthy", json_false());
	mb_json_set_str(object, "fault", err->text);
	json_array_append_new(list, object);
	return status;
}

/* Show one account: add it to `list`, or print it as a row if that is NULL. Returns the account's exit status. */
static int show_account(const struct mb_account *account, const struct mb_paths *paths,
			json_t *list)
{
	struct mb_session s = MB_SESSION_INIT;
	struct mb_health health;
	struct mb_err err = MB_ERR_INIT;
	int status;

	if (!mb_config_sound(account, &err) || !mb_session_open(&s, account, paths, &err)) {
		status = show_fault(account, list, &err);
	} else {
		mb_session_load(&s);
		/* `token` refuses such a record, too. */
		if (s.record_err.code == MB_OK)
			mb_session_trusted(&s, &s.record_err);
		mb_health(&health, &s);
		status = health.soon ? MB_EXIT_SOON : mb_err_exit(health.code);
		if (list)
			json_array_append_new(list, row_json(&s, &health));
		else
			print_row(&s, &health);
	}
	mb_err_clear(&err);
	mb_session_close(&s);
	return status;
}

static bool is_shown(const struct mb_run *run, const char *name)
{
	for (int i = 0; i < run->n_operands; i++)
		if (mb_streq(run->operands[i], name))
			return true;
	return run->n_operands == 0;
}

static void print_json(json_t *list)
{
	struct mb_buf text;

	mb_buf_init(&text, JSON_MAX);
	mb_json_dump(list, &text);
	fputs(mb_buf_str(&text), stdout);
	mb_buf_fini(&text);
}

/* Print the names of accounts, for scripts and shells; faulty names would be dangerous there. */
static int print_names(const struct mb_run *run, const struct mb_config *config)
{
	for (size_t i = 0; i < config->n_accounts; i++)
		if (is_shown(run, config->accounts[i].name) &&
		    mb_account_name_ok(config->accounts[i].name))
			puts(config->accounts[i].name);
	return mb_finish_stdout(EX_OK);
}

static int status(struct mb_run *run)
{
	json_t *list = mb_run_option(run, "json") ? json_array() : NULL;
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	int rc = EX_OK;

	if (list && mb_run_option(run, "names")) {
		mb_err_set(&err, MB_E_USAGE, _("status: --json or --names, not both"));
		rc = mb_fail(NULL, &err);
		goto out;
	}
	if (!mb_run_config(run, &paths, &config, &err)) {
		rc = mb_fail(NULL, &err);
		goto out;
	}
	for (int i = 0; i < run->n_operands; i++)
		if (!mb_config_account(config, run->operands[i], &err)) {
			rc = mb_fail(NULL, &err);
			goto out;
		}
	if (mb_run_option(run, "names")) {
		rc = print_names(run, config);
		goto out;
	}
	if (!list)
		print_columns((const char *const[]){ _("ACCOUNT"), _("PROVIDER"), _("SIGNED IN AS"),
						     _("TOKEN UNTIL"), _("LOGIN UNTIL"),
						     _("STATE") });
	for (size_t i = 0; i < config->n_accounts; i++)
		if (is_shown(run, config->accounts[i].name))
			rc = mb_worse_exit(rc, show_account(&config->accounts[i], &paths, list));
	if (list)
		print_json(list);
	rc = mb_finish_stdout(rc);
out:
	json_decref(list);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return rc;
}

static const struct mb_option options[] = {
	{ "json", 0, NULL, N_("as JSON, for programs: times are Unix times") },
	{ "names", 0, NULL, N_("print only the names, one on each line") },
	{ 0 },
};

const struct mb_verb mb_verb_status = {
	.entry = &mb_verbs[MB_VERB_STATUS],
	.max_operands = -1,
	.options = options,
	.run = status,
};
