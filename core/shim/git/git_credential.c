/* SPDX-License-Identifier: MIT */
/* The verb `git-credential`: a credential helper for git (gitcredentials(7), git-credential(1)). */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "account/access_token.h"
#include "base/buf.h"
#include "base/text.h"
#include "cli/verb.h"
#include "config/config.h"
#include "global/log.h"
#include "shim/git/git_account.h"
#include "shim/git/git_erase.h"
#include "shim/git/git_request.h"

#define ANSWER_MAX (MB_TOKEN_MAX + 4096) /* bytes */

/* One call of the verb. */
struct job {
	struct mb_git_request request;
	struct mb_paths paths;
	struct mb_config *config;
	const struct mb_account *account;
};

/* Write all of the answer to stdout by one write, or nothing. */
static bool print_answer(const struct mb_git_request *request, const struct mb_account *account,
			 const struct mb_token_file *token, struct mb_err *err)
{
	const char *user = request->username ? request->username
					     : mb_account_get(account, MB_SET_USER);
	struct mb_buf out;
	bool ok = true;

	mb_buf_init(&out, ANSWER_MAX);
	if (user && !strpbrk(user, "\r\n"))
		mb_buf_addf(&out, "username=%s\n", user);
	mb_buf_adds(&out, "password=");
	mb_buf_add(&out, token->token, token->token_len);
	mb_buf_addf(&out, "\npassword_expiry_utc=%" PRId64 "\n", token->expires);
	if (!mb_buf_ok(&out))
		ok = mb_err_set(err, MB_E_BUG, _("the answer is too long"));
	else if (!mb_token_print(out.data, out.len))
		ok = mb_err_set(err, MB_E_IO, _("cannot write the token: %s"), strerror(errno));
	mb_buf_fini(&out);
	return ok;
}

static bool get(const struct job *job, struct mb_err *err)
{
	struct mb_token_file token = { 0 };
	bool ok = mb_access_token(job->account, &job->paths, -1, false, &token, err) &&
		  print_answer(&job->request, job->account, &token, err);

	mb_token_file_fini(&token);
	return ok;
}

static bool erase(const struct job *job, struct mb_err *err)
{
	return !job->request.password ||
	       mb_git_erase(job->account, &job->paths, job->request.password, err);
}

/* Do `get` or `erase`. Any other operation is ignored, as the protocol demands. */
static bool run_operation(struct job *job, const char *operation, const struct mb_run *run,
			  struct mb_err *err)
{
	const char *only = mb_run_option(run, "account");
	bool wants_get = mb_streq(operation, "get");

	if (!wants_get && !mb_streq(operation, "erase"))
		return true;
	if (!mb_git_request_read(&job->request, stdin, err) ||
	    !mb_run_config_for(run, only, &job->paths, &job->config, err))
		return false;
	if (only && !mb_config_sound_account(job->config, only, err))
		return false;
	job->account = mb_git_account(job->config, only, &job->request);
	if (!job->account)
		return true; /* another helper may know the server */
	if (!mb_config_sound(job->account, err))
		return false;
	return wants_get ? get(job, err) : erase(job, err);
}

static int git_credential(struct mb_run *run)
{
	struct job job = { .account = NULL };
	struct mb_err err = MB_ERR_INIT;
	int status = EX_OK;

	if (!run_operation(&job, run->operands[0], run, &err))
		status = mb_fail(job.account ? job.account->name : NULL, &err);
	mb_git_request_fini(&job.request);
	mb_config_free(&job.config);
	mb_paths_fini(&job.paths);
	return status;
}

static const struct mb_option options[] = {
	{ "account", 'a', N_("ACCOUNT"), N_("answer for this account alone") },
	{ 0 },
};

const struct mb_verb mb_verb_git_credential = {
	.entry = &mb_verbs[MB_VERB_GIT_CREDENTIAL],
	.min_operands = 1,
	.max_operands = 1,
	.options = options,
	.run = git_credential,
};
