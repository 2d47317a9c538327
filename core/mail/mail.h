/* SPDX-License-Identifier: MIT */
/*
 * mail - a session at an account's mail server, signed in with the account's token
 *
 * All verbs reach mail servers this way: they get the token as `token` does, connect, and sign in with it. If the
 * server refuses a token that is older than five minutes, another one is obtained and tried once. A refusal that
 * remains is remembered for this service.
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
	struct mb_caps caps; /* the capabilities after the login; of POP3 those before */
	char *words;         /* the server's answer to the login */
};

/* Open a session for one service. `host` and `port` (NULL and 0: not given) replace those of the account and its
 * plugin. The caller calls mb_mail_close(), also on failure. Errors are those of mb_access_token() and mb_conn_open();
 * a refusal of the server becomes what the plugin's tables say about it. */
bool mb_mail_open(struct mb_mail *mail, const struct mb_account *account,
		  const struct mb_paths *paths, enum mb_service service, const char *host,
		  uint16_t port, struct mb_deadline deadline, struct mb_err *err);
/* Open a session even if a refusal is remembered, for a person who wants to know the state of this moment. */
bool mb_mail_open_anyway(struct mb_mail *mail, const struct mb_account *account,
			 const struct mb_paths *paths, enum mb_service service,
			 struct mb_deadline deadline, struct mb_err *err);
/* Close the connection at once. The caller has sent LOGOUT or QUIT before, if it wants to. */
void mb_mail_close(struct mb_mail *mail);

/* Return the user name for the server of this service: for IMAP and POP3 the mailbox, for SMTP always the user, as
 * Exchange refuses a shared mailbox there. NULL if it is not set. Borrowed. */
const char *mb_mail_user(const struct mb_account *account, enum mb_service service);

#endif
