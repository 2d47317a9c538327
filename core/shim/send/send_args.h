/* SPDX-License-Identifier: MIT */
/*
 * send_args - sendmail's command line, as far as `send` obeys it; send_options.h has the other options
 */
#ifndef MB_SEND_ARGS_H
#define MB_SEND_ARGS_H

#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"
#include "cli/verb.h"
#include "shim/send/send_address.h"

struct mb_sendmail_option;

struct mb_send_args {
	/* The option that asks for something else than sending a message; then nothing else is set. Or NULL. */
	const struct mb_sendmail_option *asked;
	bool server;         /* refused, and the caller waits for SMTP's greeting */
	const char *account; /* -a; NULL: the sender's account */
	bool from_header;    /* -t */
	bool dots;           /* a line with a single dot is text: -i, or no terminal */
	char *sender;        /* -f; "": no sender; NULL: not given. Owned */
	const char *name;    /* -F */
	struct mb_addresses to;
	const char *notify, *envid; /* -N, -V, in the form for SMTP; NULL: not given */
	const char *ret;            /* "FULL", "HDRS" or NULL */
	const char *host;
	uint16_t port; /* 0: not given */
};

/* Read the command line; borrows from `run`. MB_E_USAGE, or MB_E_DATA for a text that is no address. The caller calls
 * mb_send_args_fini(), also on failure. */
bool mb_send_args(struct mb_send_args *args, const struct mb_run *run, struct mb_err *err);
void mb_send_args_fini(struct mb_send_args *args);

#endif
