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
#include "mail/relay.h"

#define FLAGS_MAX 4096

/* RFC 9051 9: flag-keyword or flag-extension. */
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

static bool from_stdin(struct mb_deliver *d, bool *read_all, struct mb_err *err)
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

/* Reads the rest of the message, as fetchmail ends the whole run when it cannot write all of it; but not of
 * one that never ends. */
static void drain(void)
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

static bool prepare(struct mb_deliver *d, const struct mb_account *account, struct mb_err *err)
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

/* Every doubt is temporary, so that the message stays where it is. */
static int failed(const char *name, struct mb_err *err)
{
	int status = mb_report_failure(name, err);

	return status == EX_USAGE || status == EX_DATAERR ? status : EX_TEMPFAIL;
}

static int misused(const struct mb_run *run, struct mb_err *err)
{
	if (mb_run_mentions(run, "lmtp")) {
		signal(SIGPIPE, SIG_IGN);
		mb_err_wrap(err, _("wrong command line"));
		mb_report_greeting(err);
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
		ok = prepare(&d, account, &err) &&
		     (lmtp ? mb_deliver_lmtp(&d, &err) : from_stdin(&d, &read_all, &err));
	for (size_t i = 0; d.deliveries && i < config->n_accounts; i++)
		mb_delivery_fini(&d.deliveries[i]);
	if (!ok && lmtp)
		mb_report_greeting(&err);
	if (!read_all)
		drain();
	free(d.deliveries);
	free(d.dir);
	mb_buf_fini(&flags);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	/* Last of all: who is killed before, and tries again, finds the message. */
	if (ok && !lmtp)
		mb_flight_end(&d.flight);
	return ok ? EX_OK : failed(run->about, &err);
}

static const struct mb_option options[] = {
	{ "mailbox", 0, "M", N_("put messages there instead of INBOX") },
	{ "flag", 0, "F", N_("set this flag, such as '\\Seen'; may be repeated") },
	{ "reject-to", 0, "FOLDER", N_("a Maildir for messages that no server can take") },
	{ "lmtp", 0, NULL, N_("speak LMTP on stdin and stdout: many messages, one connection") },
	{ "to", 0, "ADDRESS=MAILBOX", N_("LMTP: mailbox of a recipient; may be repeated") },
	{ 0 },
};

const struct mb_verb mb_verb_deliver = {
	.name = "deliver",
	.operands = "ACCOUNT",
	.summary = N_("puts mail from stdin into an IMAP mailbox: for fetchmail's mda and plugout"),
	.for_programs = true,
	.takes_mail = true,
	.min_operands = 1,
	.max_operands = 1,
	.options = options,
	.begin = mb_report_init,
	.run = deliver,
	.misused = misused,
};
