/* SPDX-License-Identifier: MIT */
/*
 * mail - a session at an account's mail server, signed in with its token
 *
 * The one way to a mail server for all verbs: takes the token as `token` would, connects, shows it.
 * When the server refuses a token that is older than five minutes, another one is obtained and shown
 * once; what it refuses then is remembered per service.
 */
#ifndef MB_MAIL_H
#define MB_MAIL_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "global/err.h"
#include "mail/caps.h"
#include "store/paths.h"

struct mb_account;
struct mb_conn;

struct mb_mail {
	struct mb_conn *conn;
	enum mb_service service;
	char *host;
	uint16_t port;
	struct mb_caps caps; /* as they are after the login; POP3: as before */
	char *words;         /* what the server said to the login */
};

/* "imap", "pop3" or "smtp" is one the account has a server for; `host` and `port` (NULL, 0: none)
 * go before what the account and its plugin say. Ends with mb_mail_close() either way. Errors as
 * mb_access_token() and mb_conn_open(); a refusal as the plugin's tables explain it. */
bool mb_mail_open(struct mb_mail *mail, const struct mb_account *account,
		  const struct mb_paths *paths, enum mb_service service, const char *host,
		  uint16_t port, struct mb_deadline deadline, struct mb_err *err);
/* The same for a person who wants to know how it is now: a remembered refusal does not stop it. */
bool mb_mail_open_anyway(struct mb_mail *mail, const struct mb_account *account,
			 const struct mb_paths *paths, enum mb_service service,
			 struct mb_deadline deadline, struct mb_err *err);
/* Closes the connection at once: whoever wants LOGOUT or QUIT says it before. */
void mb_mail_close(struct mb_mail *mail);

/* What the server of this service is told as the user: IMAP and POP3 the mailbox, SMTP always the
 * user (Exchange refuses a shared mailbox there, facts/peers.md). NULL: not set. */
const char *mb_mail_user(const struct mb_account *account, enum mb_service service);

#endif
