/* SPDX-License-Identifier: MIT */
/*
 * send_args - sendmail's command line, as far as `send` understands it; send_options.h has the rest
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
	/* Not a message is asked for, but this; nothing else is set then. NULL: a message. */
	const struct mb_sendmail_option *asked;
	bool server;         /* refused, and the caller waits for an SMTP greeting */
	const char *account; /* -a; NULL: by the sender */
	bool from_header;    /* -t */
	bool dots;           /* a line with a dot is text: -i, or no terminal */
	char *sender;        /* -f; "": none; NULL: not given. Owned */
	const char *name;    /* -F */
	struct mb_addresses to;
	const char *notify, *envid; /* -N, -V as SMTP wants them; NULL: not given */
	const char *ret;            /* "FULL", "HDRS" or NULL */
	const char *host;
	uint16_t port; /* 0: not given */
};

/* From what the verb was given; borrows from `run`. MB_E_USAGE, and MB_E_DATA for what is no address.
 * mb_send_args_fini() either way. */
bool mb_send_args(struct mb_send_args *args, const struct mb_run *run, struct mb_err *err);
void mb_send_args_fini(struct mb_send_args *args);

#endif
