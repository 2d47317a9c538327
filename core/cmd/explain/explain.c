/* SPDX-License-Identifier: MIT */
#include "explain/explain.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "global/log.h"
#include "base/text.h"
#include "cli/verb.h"
#include "config/config.h"
#include "explain/evidence.h"

#define SHOWN_MAX 4000 /* bytes of one part of an explanation */

/* Read the error from the arguments, or all of stdin if there are none. */
static bool read_text(const struct mb_run *run, struct mb_buf *text, struct mb_err *err)
{
	char chunk[8192];
	ssize_t n = 0;

	for (int i = 0; i < run->n_operands; i++) {
		if (i > 0)
			mb_buf_addc(text, ' ');
		mb_buf_adds(text, run->operands[i]);
	}
	if (run->n_operands == 0 && isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		fputs(_("paste the error, then press Enter and Ctrl-D:\n"), stderr);
	while (run->n_operands == 0 && mb_buf_ok(text) &&
	       ((n = read(STDIN_FILENO, chunk, sizeof(chunk))) > 0 || (n < 0 && errno == EINTR)))
		mb_buf_add(text, chunk, n > 0 ? (size_t)n : 0);
	explicit_bzero(chunk, sizeof(chunk));
	if (n < 0)
		return mb_err_errno(err, _("cannot read the error from standard input"));
	return mb_buf_ok(text) ||
	       mb_err_set(err, MB_E_DATA,
			  _("this is more than 1 MB: give explain only the part around the error"));
}

/* Find the account that was named, or the only one in the config, whose values make the explanation concrete. Without
 * a named account a config that cannot be read is no failure. */
static bool find_account(struct mb_run *run, struct mb_config **config,
			 const struct mb_account **account_r, struct mb_err *err)
{
	const char *name = mb_run_option(run, "account");
	struct mb_paths paths;

	*account_r = NULL;
	if (name)
		*account_r = mb_run_account(run, name, &paths, config, err);
	else if (mb_run_config(run, &paths, config, err) && (*config)->n_accounts == 1 &&
		 (*config)->accounts[0].plugin)
		*account_r = &(*config)->accounts[0];
	mb_paths_fini(&paths);
	if (!name)
		mb_err_clear(err);
	return !name || *account_r;
}

static void print_part(const char *label, const char *text, const char *code)
{
	struct mb_buf line;

	mb_buf_init(&line, SHOWN_MAX + 100);
	mb_text_printable(&line, text, SHOWN_MAX);
	printf("%s%*s %s", label, mb_text_pad(label, 5), "", mb_buf_str(&line));
	if (code)
		printf(" (%s)", code);
	putchar('\n');
	mb_buf_fini(&line);
}

static void print_json(const struct mb_explanation *e)
{
	json_t *json = json_object();
	struct mb_buf text;

	mb_json_set_str(json, "what", e->what);
	mb_json_set_str(json, "do", e->remedy);
	mb_json_set_str(json, "who", mb_explain_who(e->who));
	mb_json_set_str(json, "code", e->code);
	mb_buf_init(&text, 4 * SHOWN_MAX);
	mb_json_dump(json, &text);
	puts(mb_buf_str(&text));
	mb_buf_fini(&text);
	json_decref(json);
}

static void print(const struct mb_run *run, const struct mb_explanation *e)
{
	if (mb_run_option(run, "json")) {
		print_json(e);
		return;
	}
	/* TRANSLATORS: three labels in a column, 5 characters at most */
	print_part(_("what:"), e->what, e->code);
	print_part(_("do:"), e->remedy, NULL);
	print_part(_("who:"), mb_explain_who(e->who), NULL);
}

static int explain(struct mb_run *run)
{
	const struct mb_account *account = NULL;
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	struct mb_explanation e;
	struct mb_buf text;
	bool ok;

	mb_buf_init(&text, MB_EVIDENCE_MAX);
	ok = find_account(run, &config, &account, &err) && read_text(run, &text, &err);
	if (ok && mb_explain(&e, mb_buf_str(&text), text.len, account,
			     mb_run_option(run, "account") != NULL)) {
		print(run, &e);
		mb_explanation_fini(&e);
	} else if (ok) {
		mb_err_set(
		    &err, MB_E_DATA,
		    _("there is no error in the input: mailbearer explain 'AADSTS50076: ...', "
		      "or pipe the mail program's output into it"));
	}
	mb_buf_fini(&text);
	mb_config_free(&config);
	return err.code == MB_OK ? mb_finish_stdout(EX_OK) : mb_fail(NULL, &err);
}

static const struct mb_option options[] = {
	{ "account", 'a', N_("ACCOUNT"), N_("fill in this account's values") },
	{ "json", 0, NULL, N_("print the same as a JSON object") },
	{ 0 },
};

const struct mb_verb mb_verb_explain = {
	.entry = &mb_verbs[MB_VERB_EXPLAIN],
	.takes_text = true,
	.max_operands = -1,
	.options = options,
	.run = explain,
};
