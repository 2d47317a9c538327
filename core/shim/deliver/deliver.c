/* SPDX-License-Identifier: MIT */
#include "shim/deliver/deliver.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "global/log.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/verb.h"
#include "config/account.h"
#include "config/config.h"
#include "cli/report.h"
#include "mail/greeting.h"

#define FLAGS_MAX 4096 /* bytes */

/* Tell whether a text is a flag that a message can be given (RFC 9051 9, flag-keyword and flag-extension). */
static bool is_flag(const char *flag)
{
	const char *atom = flag + (*flag == '\\');

	if (!*atom || strcasecmp(flag, "\\Recent") == 0)
		return false;
	for (; *atom; atom++)
		if (*atom <= ' ' || *atom > '~' || strchr("(){%*\"\\]", *atom))
			return false;
	return true;
}

static bool collect_flags(const struct mb_run *run, struct mb_buf *flags, struct mb_err *err)
{
	const char *flag;
	size_t at = 0;

	while ((flag = mb_run_next(run, "flag", &at))) {
		if (!is_flag(flag))
			return mb_err_set(err, MB_E_USAGE,
					  _("--flag takes a flag such as '\\Seen' or 'work', not "
					    "\"%s\""),
					  flag);
		if (flags->len > 0)
			mb_buf_addc(flags, ' ');
		mb_buf_adds(flags, flag);
	}
	return mb_buf_ok(flags) || mb_err_set(err, MB_E_USAGE, _("too many flags"));
}

/* Deliver the message on stdin. *read_all: stdin was read to its end. */
static bool deliver_stdin(struct mb_deliver *d, bool *read_all, struct mb_err *err)
{
	struct mb_message message;
	struct mb_buf note;
	bool ok;

	mb_buf_init(&note, FLAGS_MAX);
	mb_message_init(&message, d->dir, MB_MESSAGE_MAX);
	*read_all = mb_message_read(&message, STDIN_FILENO, err);
	ok = *read_all &&
	     mb_deliver_message(d, d->account, &message, d->mailbox, &d->flight, &note, err);
	if (ok)
		mb_step("%s", mb_buf_str(&note));
	mb_message_fini(&message);
	mb_buf_fini(&note);
	return ok;
}

/* Read the rest of the message and throw it away: if fetchmail cannot write all of it, it ends its whole run. Not more
 * than a message may have, as the input may never end. */
static void drain_stdin(void)
{
	char piece[65536];
	size_t left = MB_MESSAGE_MAX;
	ssize_t n;

	while (!isatty(STDIN_FILENO) && left > 0) {
		n = read(STDIN_FILENO, piece, sizeof(piece));
		if (n <= 0)
			return;
		left -= (size_t)n < left ? (size_t)n : left;
	}
}

static bool prepare_deliveries(struct mb_deliver *d, const struct mb_account *account,
			       struct mb_err *err)
{
	d->account = (size_t)(account - d->config->accounts);
	d->dir = mb_flight_dir(d->paths, err);
	if (!d->dir)
		return false;
	mb_flight_sweep(d->paths);
	d->deliveries = mb_xcalloc(d->config->n_accounts, sizeof(*d->deliveries));
	for (size_t i = 0; i < d->config->n_accounts; i++)
		mb_delivery_init(&d->deliveries[i], &d->config->accounts[i], d->paths, d->flags);
	return true;
}

/* Find the account; with --lmtp the others may be needed too (--to). */
static const struct mb_account *find_account(struct mb_run *run, const char *name, bool lmtp,
					     struct mb_paths *paths, struct mb_config **config_r,
					     struct mb_err *err)
{
	if (!lmtp)
		return mb_run_account(run, name, paths, config_r, err);
	run->about = NULL;
	if (!mb_run_config(run, paths, config_r, err))
		return NULL;
	run->about = name;
	return mb_config_sound_account(*config_r, name, err);
}

/* Every doubt is temporary: MTAs bounce what is not 75, and the message must stay where it is. */
static int report_failed(const char *name, struct mb_err *err)
{
	int status = mb_report_failure(name, err);

	return status == EX_USAGE || status == EX_DATAERR ? status : EX_TEMPFAIL;
}

static int misused(const struct mb_run *run, struct mb_err *err)
{
	if (mb_run_mentions(run, "lmtp")) {
		signal(SIGPIPE, SIG_IGN);
		mb_err_wrap(err, _("wrong command line"));
		mb_greeting_refuse(err);
	}
	return mb_report_failure(NULL, err);
}

static int deliver(struct mb_run *run)
{
	const char *name = run->operands[0], *mailbox = mb_run_option(run, "mailbox");
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	struct mb_deliver d = { .run = run, .paths = &paths, .flight = MB_FLIGHT_INIT };
	const struct mb_account *account = NULL;
	bool lmtp = mb_run_option(run, "lmtp") != NULL, ok, read_all = lmtp;
	struct mb_buf flags;

	signal(SIGPIPE, SIG_IGN);
	mb_buf_init(&flags, FLAGS_MAX);
	run->about = name;
	ok = collect_flags(run, &flags, &err) &&
	     (account = find_account(run, name, lmtp, &paths, &config, &err));
	d.config = config;
	d.mailbox = mailbox ? mailbox : "INBOX";
	d.reject_to = mb_run_option(run, "reject-to");
	d.flags = mb_buf_str(&flags);
	if (ok)
		ok = prepare_deliveries(&d, account, &err) &&
		     (lmtp ? mb_deliver_lmtp(&d, &err) : deliver_stdin(&d, &read_all, &err));
	for (size_t i = 0; d.deliveries && i < config->n_accounts; i++)
		mb_delivery_fini(&d.deliveries[i]);
	if (!ok && lmtp)
		mb_greeting_refuse(&err);
	if (!read_all)
		drain_stdin();
	free(d.deliveries);
	free(d.dir);
	mb_buf_fini(&flags);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	/* The record goes last: if we are killed before, the next try finds out that the message was delivered. */
	if (ok && !lmtp)
		mb_flight_end(&d.flight);
	return ok ? EX_OK : report_failed(run->about, &err);
}

static const struct mb_option options[] = {
	{ "mailbox", 0, N_("M"), N_("put messages there instead of INBOX") },
	{ "flag", 0, N_("F"), N_("set this flag, such as '\\Seen'; may be repeated") },
	{ "reject-to", 0, N_("FOLDER"), N_("a Maildir for messages that no server can take") },
	{ "lmtp", 0, NULL, N_("speak LMTP on stdin and stdout: many messages, one connection") },
	{ "to", 0, N_("ADDRESS=MAILBOX"), N_("LMTP: mailbox of a recipient; may be repeated") },
	{ 0 },
};

const struct mb_verb mb_verb_deliver = {
	.entry = &mb_verbs[MB_VERB_DELIVER],
	.takes_mail = true,
	.min_operands = 1,
	.max_operands = 1,
	.options = options,
	.begin = mb_report_init,
	.run = deliver,
	.misused = misused,
};
