/* SPDX-License-Identifier: MIT */
/*
 * send_options - the options of everybody's sendmail, and what they do here
 *
 * Callers were written for Sendmail, Postfix, Exim, Courier, msmtp, dma, nullmailer, ssmtp or esmtp. What
 * only steers a queue, a daemon or a report is taken and ignored. What asks for the queue is done, as there
 * is none. What would change the mail or its recipients and cannot be done here is refused, and so is an
 * option that takes a value in one sendmail and none in another: a recipient could pass for the value.
 * mailbearer-send(1) has the same table; a test compares them.
 */
#ifndef MB_SEND_OPTIONS_H
#define MB_SEND_OPTIONS_H

#include <stdbool.h>

#include "global/err.h"
#include "cli/verb.h"

enum mb_sendmail_does {
	MB_SENDMAIL_NOTHING, /* is taken and ignored */
	MB_SENDMAIL_QUEUE,   /* nothing is read, and all is done */
	MB_SENDMAIL_SERVER,  /* a server is asked for: refused, in SMTP */
	MB_SENDMAIL_REFUSED, /* nothing is read or sent */
};

struct mb_sendmail_option {
	/* The letter, and the value if the row is for that alone; with blanks between several: "bi I". */
	const char *option;
	const char *arg; /* stands for the value in the page; "[x]": joined or none; NULL: none */
	enum mb_sendmail_does does;
	const char *what;   /* the page's sentence */
	const char *answer; /* MB_SENDMAIL_QUEUE: for stdout; NULL: nothing */
};

/* Ends with a NULL option. Of two rows that fit the first counts. */
extern const struct mb_sendmail_option mb_sendmail_options[];

/* The options that do something here, those of the table, and those of mailbearer alone. */
extern const struct mb_option mb_send_options[];

/* What all options given ask for: NULL: to send a message; else the row that asks for something else.
 * MB_E_USAGE for what is refused; then *server_r tells whether the caller waits for a greeting. */
bool mb_sendmail_ask(const struct mb_run *run, const struct mb_sendmail_option **asked_r,
		     bool *server_r, struct mb_err *err);

#endif
