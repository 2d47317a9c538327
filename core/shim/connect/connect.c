/* SPDX-License-Identifier: MIT */
#include <netdb.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/verb.h"
#include "config/account.h"
#include "config/config.h"
#include "config/settings.h"
#include "mail/conn.h"
#include "mail/mail.h"
#include "mail/relay.h"
#include "shim/connect/bridge.h"
#include "cli/report.h"
#include "plugin/service.h"

#define GREETING_MAX 16384 /* bytes */

/* Choose the service that was named, else the account's first. `account` may be NULL. */
static bool choose_service(const struct mb_run *run, const struct mb_account *account,
			   enum mb_service *service_r, struct mb_err *err)
{
	unsigned named, services = account ? mb_account_services(account) : MB_SERVICE_IMAP;

	if (run->n_operands > 1) {
		named = mb_service_by_name(run->operands[1]);
		*service_r = named ? (enum mb_service)named : *service_r;
		return named || mb_err_set(err, MB_E_USAGE,
					   _("the service is imap, pop3 or smtp, not \"%s\""),
					   run->operands[1]);
	}
	for (size_t i = 0; i < MB_SERVICES; i++) {
		if (!(services & mb_service_rows[i].service))
			continue;
		*service_r = mb_service_rows[i].service;
		return true;
	}
	return mb_err_set(err, MB_E_USAGE, _("name the service: imap, pop3 or smtp"));
}

/* Read the port: a number, or a name such as fetchmail puts for %p. */
static bool take_port(const struct mb_run *run, uint16_t *port_r, struct mb_err *err)
{
	const char *text = mb_run_option(run, "port");
	const struct servent *named;
	int64_t number = 0;

	if (text && !mb_text_number(text, 1, 65535, &number)) {
		named = getservbyname(text, "tcp");
		if (!named)
			return mb_err_set(err, MB_E_USAGE, _("there is no port \"%s\""), text);
		number = ntohs((uint16_t)named->s_port);
	}
	*port_r = (uint16_t)number;
	return true;
}

/* Report that the connection broke, of which the program sees only the end. Returns the exit status. */
static int report_broken(const char *name, const struct mb_mail *mail)
{
	struct mb_err err = MB_ERR_INIT;

	mb_err_set(&err, MB_E_RETRY,
		   _("the connection to %s broke in the middle of the session: try again later"),
		   mail->host);
	return mb_report_failure(name, &err);
}

static int bridge_run(const char *name, struct mb_mail *mail)
{
	struct mb_bridge b = { .service = mail->service, .host = mail->host, .caps = &mail->caps };
	enum mb_relay_end end;
	struct mb_buf greeting;

	mb_buf_init(&greeting, GREETING_MAX);
	mb_bridge_greet(&b, &greeting);
	end = mb_relay(mail->conn, STDIN_FILENO, STDOUT_FILENO, &greeting, mb_bridge_take, &b);
	mb_buf_fini(&greeting);
	return end == MB_RELAY_DONE ? EX_OK : report_broken(name, mail);
}

/* Free the config with its secrets, then run the bridge: the session may last for days and does not need them. */
static int let_go_and_bridge(const char *name, struct mb_mail *mail, struct mb_config **config,
			     struct mb_paths *paths)
{
	mb_config_free(config);
	mb_paths_fini(paths);
	return bridge_run(name, mail);
}

/* Tell the program the reason in its own protocol, as mail programs do not show our stderr. Returns the exit
 * status. */
static int refuse(const char *name, enum mb_service service, struct mb_err *err)
{
	struct mb_buf line;

	mb_buf_init(&line, GREETING_MAX);
	mb_bridge_refuse(service, name, err, &line);
	mb_relay_say(STDOUT_FILENO, mb_buf_str(&line), line.len);
	mb_buf_fini(&line);
	return mb_report_failure(name, err);
}

/* Guess the service from a wrong command line: the first word behind verb and account that is a service. */
static enum mb_service guess_service(const struct mb_run *run)
{
	unsigned named = 0;
	int words = 0;

	for (int i = 1; i < run->argc && !named; i++)
		if (run->argv[i][0] != '-' && ++words > 2)
			named = mb_service_by_name(run->argv[i]);
	return named ? (enum mb_service)named : MB_SERVICE_IMAP;
}

static int misused(const struct mb_run *run, struct mb_err *err)
{
	signal(SIGPIPE, SIG_IGN);
	mb_err_wrap(err, _("wrong command line"));
	return refuse(NULL, guess_service(run), err);
}

static int connect_verb(struct mb_run *run)
{
	const char *name = run->operands[0];
	const struct mb_account *account = NULL;
	enum mb_service service = MB_SERVICE_IMAP;
	struct mb_paths paths = { NULL, NULL };
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;
	struct mb_mail mail = { 0 };
	uint16_t port = 0;
	int status;

	signal(SIGPIPE, SIG_IGN);
	if (choose_service(run, NULL, &service, &err) && take_port(run, &port, &err) &&
	    (account = mb_run_account(run, name, &paths, &config, &err)) &&
	    choose_service(run, account, &service, &err) &&
	    mb_mail_open(&mail, account, &paths, service, mb_run_option(run, "host"), port,
			 mb_deadline_in(mb_account_number(account, MB_SET_TIMEOUT)), &err))
		status = let_go_and_bridge(run->about, &mail, &config, &paths);
	else
		status = refuse(run->about, service, &err);
	mb_mail_close(&mail);
	mb_config_free(&config);
	mb_paths_fini(&paths);
	return status;
}

static const struct mb_option options[] = {
	{ "host", 0, N_("HOST"), N_("the server, instead of the account's") },
	{ "port", 0, N_("PORT"), N_("its port") },
	{ 0 },
};

const struct mb_verb mb_verb_connect = {
	.entry = &mb_verbs[MB_VERB_CONNECT],
	.min_operands = 1,
	.max_operands = 2,
	.options = options,
	.begin = mb_report_init,
	.run = connect_verb,
	.misused = misused,
};
