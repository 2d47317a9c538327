/* SPDX-License-Identifier: MIT */
/* The verb `setup`: adds one account by questions, or the accounts of an msmtprc. */
#include <stdlib.h>
#include <sysexits.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "cli/ask.h"
#include "cli/verb.h"
#include "cmd/login/login.h"
#include "cmd/setup/setup.h"
#include "config/append.h"
#include "config/config.h"
#include "config/draft.h"

static int one_account(struct mb_run *run, struct mb_setup *s)
{
	struct mb_err err = MB_ERR_INIT;
	char *why = run->n_operands > 0 ? mb_setup_name_fault(s, run->operands[0]) : NULL;

	if (why) {
		mb_err_set(&err, MB_E_USAGE, "%s", why);
		free(why);
		return mb_fail(NULL, &err);
	}
	mb_ask_say(_("An account for %s. Enter takes what stands in brackets, - leaves a setting "
		     "out,\n^C ends it all: nothing is written before the last question.\n"),
		   s->config->path);
	if (run->n_operands > 0)
		s->draft.name = mb_xstrdup(run->operands[0]);
	else if (!mb_setup_name(s, "work", &err))
		return mb_fail(NULL, &err);
	if (!mb_setup_provider(s, &err))
		return mb_fail(NULL, &err);
	return mb_setup_account(run, s);
}

static int setup(struct mb_run *run)
{
	const char *file = mb_run_option(run, "import-msmtprc");
	struct mb_setup s = { .config = NULL };
	struct mb_paths paths = { NULL, NULL };
	struct mb_err err = MB_ERR_INIT;
	int status;

	if (file && run->n_operands > 0) {
		mb_err_set(&err, MB_E_USAGE,
			   _("--import-msmtprc takes the names from the file: leave %s out"),
			   run->operands[0]);
		return mb_fail(NULL, &err);
	}
	if (!mb_paths_find(&paths, run->config_option, &err) ||
	    !mb_append_open(paths.config, &s.config, &err)) {
		status = mb_fail(NULL, &err);
	} else {
		s.draft.config = s.config;
		status = file ? mb_setup_import(run, &s, file) : one_account(run, &s);
	}
	mb_draft_empty(&s.draft);
	mb_draft_empty(&s.defaults);
	mb_draft_empty(&s.others);
	mb_draft_empty(&s.known);
	mb_config_free(&s.config);
	mb_paths_fini(&paths);
	return mb_finish_stdout(status);
}

static const struct mb_option options[] = {
	MB_LOGIN_OPTIONS,
	{ "import-msmtprc", 0, N_("FILE"), N_("take over the accounts of an msmtprc") },
	{ 0 },
};

const struct mb_verb mb_verb_setup = {
	.entry = &mb_verbs[MB_VERB_SETUP],
	.max_operands = 1,
	.options = options,
	.run = setup,
};
