/* SPDX-License-Identifier: MIT */
/* The verb `send`: sends one message from standard input to the account's submission server. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "global/log.h"
#include "base/signals.h"
#include "base/text.h"
#include "cli/verb.h"
#include "config/config.h"
#include "mail/greeting.h"
#include "mail/mail.h"
#include "cli/report.h"
#include "shim/send/send_account.h"
#include "shim/send/send_address.h"
#include "shim/send/send_args.h"
#include "shim/send/send_header.h"
#include "shim/send/send_message.h"
#include "shim/send/send_smtp.h"
#include "shim/send/send_options.h"

/* One call of the verb. */
struct job {
	struct mb_send_args args;
	struct mb_send_message message;
	char *from; /* the address in the message's From; NULL: none */
	struct mb_paths paths;
	struct mb_config *config;
	const struct mb_account *account;
	const char *sender; /* the envelope's sender */
};

/* Write addresses and the server's words to the log, never the message's contents. */
static void note_sent(const struct job *job, const char *words)
{
	mb_report_note("%s: sent from=<%s> to=<%s> recipients=%zu size=%lld (%s)",
		       job->account->name, job->sender, job->args.to.items[0], job->args.to.n,
		       (long long)job->message.body_size + (long long)job->message.header.len,
		       words);
	mb_step(_("sent to %zu recipients (%s)"), job->args.to.n, words);
}

static void note_doubt(const struct job *job)
{
	mb_report_note(
	    "%s: the server may have taken the message from=<%s> to=<%s>: when it is sent "
	    "again, it may arrive twice",
	    job->account->name, job->sender, job->args.to.items[0]);
	mb_warnx(
	    _("%s: the server may have taken the message: when it is sent again, it may arrive "
	      "twice"),
	    job->account->name);
}

static bool read_message(struct job *job, struct mb_err *err)
{
	struct mb_send_args *args = &job->args;
	const char *header;

	if (!mb_send_message_read(&job->message, stdin, args->dots, err))
		return false;
	header = mb_buf_str(&job->message.header);
	job->from = mb_send_header_from(header);
	if (args->from_header && !mb_send_header_recipients(header, &args->to, err))
		return false;
	if (args->from_header && job->message.hides_at > 0)
		return mb_err_set(err, MB_E_DATA,
				  _("line %zu of the message ends its header, and recipients stand "
				    "behind it: mend that line"),
				  job->message.hides_at);
	mb_addresses_unique(&args->to);
	return args->to.n > 0 ||
	       mb_err_set(err, MB_E_DATA,
			  _("the message names no recipient in To, Cc or Bcc: add one"));
}

/* Answer a command about the queue, as if it were empty. */
static bool tell_queue(const struct job *job, struct mb_err *err)
{
	const char *answer = job->args.asked->answer;

	if ((answer && puts(answer) == EOF) || fflush(stdout) != 0)
		return mb_err_errno(err, _("cannot write"));
	return true;
}

static bool choose_account(struct job *job, const struct mb_run *run, struct mb_err *err)
{
	const struct mb_send_args *args = &job->args;
	const char *given = args->sender && *args->sender ? args->sender : NULL;

	if (!mb_run_config_for(run, args->account, &job->paths, &job->config, err))
		return false;
	job->account = mb_send_account(job->config, args->account, given ? given : job->from, err);
	if (!job->account)
		return false;
	job->sender = args->sender ? args->sender
				   : mb_send_default_sender(job->account, job->from, err);
	return job->sender != NULL;
}

static bool complete_header(struct job *job, struct mb_err *err)
{
	const char *from = job->sender;

	if (!*from && !job->from)
		from = mb_send_default_sender(job->account, NULL, err);
	return from && mb_send_header_complete(&job->message.header, from, job->args.name, err);
}

static bool transmit(struct job *job, struct mb_send_outcome *outcome, struct mb_err *err)
{
	const struct mb_envelope envelope = {
		.sender = job->sender,
		.to = &job->args.to,
		.notify = job->args.notify,
		.ret = job->args.ret,
		.envid = job->args.envid,
	};
	int64_t timeout = mb_account_number(job->account, MB_SET_TIMEOUT);
	struct mb_mail mail;
	bool ok;

	ok = mb_mail_open(&mail, job->account, &job->paths, MB_SERVICE_SMTP, job->args.host,
			  job->args.port, mb_deadline_in(timeout), err) &&
	     mb_send_smtp(&mail, job->account, &envelope, &job->message, outcome, err);
	if (ok) {
		note_sent(job, outcome->words);
		mb_send_smtp_quit(&mail);
	}
	mb_mail_close(&mail);
	return ok;
}

static bool read_and_send(struct job *job, const struct mb_run *run,
			  struct mb_send_outcome *outcome, struct mb_err *err)
{
	return read_message(job, err) && choose_account(job, run, err) &&
	       complete_header(job, err) && transmit(job, outcome, err);
}

static int send_message(struct mb_run *run)
{
	struct job job = { .message.body = NULL };
	struct mb_send_outcome outcome = { .words = NULL };
	struct mb_err err = MB_ERR_INIT;
	int status = EX_OK;
	bool ok;

	ok = mb_send_args(&job.args, run, &err) &&
	     (job.args.asked ? tell_queue(&job, &err) : read_and_send(&job, run, &outcome, &err));
	if (job.args.server) {
		signal(SIGPIPE, SIG_IGN);
		mb_greeting_refuse(&err);
	}
	if (outcome.doubt)
		note_doubt(&job);
	if (!ok)
		status = mb_report_failure(job.account ? job.account->name : NULL, &err);
	if (outcome.held)
		mb_signals_release();
	free(outcome.words);
	mb_config_free(&job.config);
	mb_paths_fini(&job.paths);
	mb_send_message_fini(&job.message);
	mb_send_args_fini(&job.args);
	free(job.from);
	return status;
}

/* With --defer, turn all failures but the message's own into 75: an MTA bounces a message after any other status, and a
 * wrong config is not the message's fault. */
static int exit_status(const struct mb_run *run, int status)
{
	bool defer = mb_run_option(run, "defer") ||
		     (status == EX_USAGE && mb_run_mentions(run, "defer"));

	return defer && status != EX_OK && status != EX_DATAERR ? EX_TEMPFAIL : status;
}

const struct mb_verb mb_verb_send = {
	.entry = &mb_verbs[MB_VERB_SEND],
	.takes_mail = true,
	.max_operands = -1,
	.options = mb_send_options,
	.begin = mb_report_init,
	.run = send_message,
	.misused = mb_report_misuse,
	.exit_status = exit_status,
};
