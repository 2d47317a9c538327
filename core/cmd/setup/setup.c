/* SPDX-License-Identifier: MIT */
#include "cmd/setup/setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/ask.h"
#include "cmd/login/login.h"
#include "cmd/snippet/snippet.h"
#include "cli/verb.h"
#include "config/append.h"
#include "config/config.h"
#include "config/draft.h"
#include "plugin/loader.h"

#define NAME_MAX_BYTES 256
#define TEXT_MAX_BYTES (64 * 1024)

char *mb_setup_name_fault(const struct mb_setup *s, const char *name)
{
	if (!mb_account_name_ok(name))
		return mb_xasprintf(_("\"%s\" is no name for an account: use letters, digits and . "
				      "_ @ -, 64 at most"),
				    name);
	for (size_t i = 0; i < s->config->n_accounts; i++)
		if (mb_streq(s->config->accounts[i].name, name))
			return mb_xasprintf(_("there is an account %s in %s already: choose "
					      "another name, or edit that one"),
					    name, s->config->path);
	return NULL;
}

/* Ask until `fault` finds nothing wrong with the answer. The caller frees *answer_r. */
static bool ask_until(struct mb_setup *s, const char *what, const char *def,
		      char *(*fault)(const struct mb_setup *, const char *), char **answer_r,
		      struct mb_err *err)
{
	for (;;) {
		struct mb_buf answer;
		char *why;

		mb_buf_init(&answer, NAME_MAX_BYTES);
		if (!mb_ask(what, def, false, &answer, err)) {
			mb_buf_fini(&answer);
			return false;
		}
		if (answer.len == 0)
			mb_buf_adds(&answer, def ? def : "");
		why = fault(s, mb_buf_str(&answer));
		if (!why) {
			*answer_r = mb_buf_take(&answer);
			return true;
		}
		mb_buf_fini(&answer);
		if (!mb_ask_again(why, err))
			return false;
	}
}

bool mb_setup_name(struct mb_setup *s, const char *suggested, struct mb_err *err)
{
	char *why = mb_setup_name_fault(s, suggested);
	bool ok;

	mb_ask_say(_("\nA name for the account, for \"mailbearer token NAME\"\n"));
	ok = ask_until(s, _("account"), why ? NULL : suggested, mb_setup_name_fault, &s->draft.name,
		       err);
	free(why);
	return ok;
}

static char *provider_fault(const struct mb_setup *s, const char *name)
{
	const struct mb_plugin *plugin;
	struct mb_err err = MB_ERR_INIT;
	char *why = NULL;

	(void)s;
	if (!mb_plugin_load(name, &plugin, &err))
		why = mb_xstrdup(err.text);
	mb_err_clear(&err);
	return why;
}

bool mb_setup_provider(struct mb_setup *s, struct mb_err *err)
{
	char **names = mb_plugin_list(), *name = NULL;
	const char *def = NULL;
	bool ok;

	mb_ask_say(_("\nWhose mail is it?\n"));
	for (char **n = names; *n; n++) {
		const struct mb_plugin *plugin;
		struct mb_err unusable = MB_ERR_INIT;

		if (mb_plugin_load(*n, &plugin, &unusable))
			mb_ask_say("  %-16s %s\n", plugin->name, _(plugin->title));
		mb_err_clear(&unusable);
		if (mb_streq(*n, "microsoft"))
			def = *n;
	}
	ok = ask_until(s, "provider", def, provider_fault, &name, err) &&
	     mb_plugin_load(name, &s->draft.plugin, err);
	free(name);
	mb_plugin_list_free(names);
	return ok;
}

/* Append the text fit for a terminal, line by line. */
static void add_shown(struct mb_buf *out, char *text)
{
	char *save = NULL;

	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		size_t indent = strspn(line, "\t ");

		mb_buf_add(out, line, indent);
		mb_text_printable(out, line + indent, strlen(line));
		mb_buf_addc(out, '\n');
	}
}

static void preview(const struct mb_setup *s)
{
	struct mb_buf text, shown;
	char *path = mb_text_shown(s->config->path);

	mb_buf_init(&text, TEXT_MAX_BYTES);
	mb_buf_init(&shown, TEXT_MAX_BYTES);
	mb_draft_write(&s->draft, true, &text);
	add_shown(&shown, text.data);
	printf(_("This is to be added to %s:\n\n%s\n"), path, mb_buf_str(&shown));
	mb_buf_fini(&shown);
	mb_buf_fini(&text);
	free(path);
}

static char *program_fault(const struct mb_setup *s, const char *name)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_snippet snippet = MB_SNIPPET_INIT;
	char *why = NULL;

	(void)s;
	if (!mb_streq(name, "-") && !mb_snippet_load(&snippet, name, &err))
		why = mb_xstrdup(err.text);
	mb_snippet_fini(&snippet);
	mb_err_clear(&err);
	return why;
}

/* Ask for a mail program; NULL if there is no answer, with which a script may end: the account has been added in any
 * case. The caller frees it. */
static char *ask_program(struct mb_setup *s)
{
	bool smtp = mb_account_services(&s->draft) & MB_SERVICE_SMTP;
	struct mb_err err = MB_ERR_INIT;
	char *program = NULL, **names;

	mb_snippet_list(&names, &err);
	mb_ask_say(_("\nFor which mail program? - for none\n "));
	for (size_t i = 0; names && names[i]; i++)
		mb_ask_say(" %s", names[i]);
	mb_ask_say("\n");
	mb_snippet_list_free(names);
	mb_err_clear(&err);
	ask_until(s, _("mail program"), smtp ? "msmtp" : "fetchmail", program_fault, &program,
		  &err);
	mb_err_clear(&err);
	return program;
}

/* Ask for a mail program and print what it needs in its config. */
static int print_snippet(struct mb_run *run, struct mb_setup *s, const char *name)
{
	char *program = ask_program(s);
	struct mb_err err = MB_ERR_INIT;
	struct mb_snippet found = MB_SNIPPET_INIT;
	int status = EX_OK;

	if (program && mb_snippet_load(&found, program, &err)) {
		printf(_("%s: for the config of %s:\n\n"), name, program);
		fflush(stdout);
		status = mb_snippet_print(run, &found, name);
	} else {
		printf(_("%s: for your mail program: mailbearer snippet msmtp %s\n"), name, name);
	}
	mb_snippet_fini(&found);
	mb_err_clear(&err);
	free(program);
	return status;
}

/* Ask both questions before anything is done: a person who ends at the second one has changed nothing. */
static bool confirm(const struct mb_setup *s, bool *add_r, bool *login_r, struct mb_err *err)
{
	preview(s);
	*login_r = false;
	return mb_ask_yes(_("Add it?"), true, add_r, err) &&
	       (!*add_r || mb_ask_yes(_("Sign in then?"), true, login_r, err));
}

int mb_setup_account(struct mb_run *run, struct mb_setup *s)
{
	const char *path = s->config->path, *name = s->draft.name;
	struct mb_err err = MB_ERR_INIT;
	bool add, login;
	int status = EX_OK;

	if (!mb_setup_questions(s, &err) || !confirm(s, &add, &login, &err))
		return mb_fail(NULL, &err);
	if (!add) {
		printf(_("%s: nothing was changed\n"), name);
		return EX_OK;
	}
	if (!mb_append_account(path, &s->draft, &err))
		return mb_fail(NULL, &err);
	s->added = true;
	printf(_("%s: added to %s\n"), name, path);
	fflush(stdout);
	if (login)
		status = mb_login(run, name);
	if (login && status == EX_OK && !s->no_snippet)
		status = print_snippet(run, s, name);
	else if (!login || status != EX_OK)
		printf(_("%s: to sign in: mailbearer login %s; then, for your mail program: "
			 "mailbearer "
			 "snippet msmtp %s\n"),
		       name, name, name);
	return status;
}
