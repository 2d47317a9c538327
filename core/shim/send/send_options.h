/* SPDX-License-Identifier: MIT */
/*
 * send_options - the options of all kinds of sendmail, and what they do here
 *
 * Callers were written for Sendmail, Postfix, Exim, Courier, msmtp, dma, nullmailer, ssmtp or esmtp. An option that
 * only steers a queue, a daemon or a report is accepted and ignored. An option about the queue succeeds, as if the
 * queue were empty. An option that would change the mail or its recipients and cannot be obeyed is refused; so is an
 * option that takes a value in one sendmail and none in another, because a recipient could be taken for the value.
 * mailbearer-send(1) has the same table, and a test compares the two.
 */
#ifndef MB_SEND_OPTIONS_H
#define MB_SEND_OPTIONS_H

#include <stdbool.h>

#include "global/err.h"
#include "cli/verb.h"

enum mb_sendmail_does {
	MB_SENDMAIL_NOTHING, /* accepted and ignored */
	MB_SENDMAIL_QUEUE,   /* about the queue: succeeds, without reading a message */
	MB_SENDMAIL_SERVER,  /* asks for a server: refused, also by a greeting of SMTP */
	MB_SENDMAIL_REFUSED, /* refused: nothing is read or sent */
};

struct mb_sendmail_option {
	/* The letter, with a value behind it if the row is only for this value; several divided by blanks: "bi I". */
	const char *option;
	const char *arg; /* the value's name for people; "[x]": optional, joined; or NULL */
	enum mb_sendmail_does does;
	const char *what;   /* the sentence in the man page */
	const char *answer; /* for MB_SENDMAIL_QUEUE: the text for stdout, or NULL */
};

/* The table. The first row that fits decides; the last has a NULL option. */
extern const struct mb_sendmail_option mb_sendmail_options[];

/* The options of `send` for the parser: those that do something here, and those of the table. */
extern const struct mb_option mb_send_options[];

/* Find out what all given options ask for. *asked_r is NULL to send a message, else the row that asks for something
 * else. MB_E_USAGE for a refused option; then *server_r tells whether the caller waits for a greeting. */
bool mb_sendmail_ask(const struct mb_run *run, const struct mb_sendmail_option **asked_r,
		     bool *server_r, struct mb_err *err);

#endif
