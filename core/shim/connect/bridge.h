/* SPDX-License-Identifier: MIT */
/*
 * bridge - the part of a mail server that `connect` plays itself
 *
 * The session behind the bridge is logged in. The bridge answers a mail program that asks for capabilities or insists
 * on logging in; the program's first command of any other kind, and all that follows, goes to the server. The bridge
 * does no input or output itself.
 */
#ifndef MB_BRIDGE_H
#define MB_BRIDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "global/err.h"
#include "mail/mail.h"

#define MB_BRIDGE_TAG_MAX 64 /* bytes of IMAP's tag */

struct mb_bridge {
	enum mb_service service;
	const char *host; /* the real server, for SMTP's greeting */
	const struct mb_caps *caps;
	/* private: the state within a command */
	char tag[MB_BRIDGE_TAG_MAX]; /* IMAP: tag of the command */
	size_t skip;                 /* bytes of a literal that are still to be skipped */
	bool rest;                   /* the rest of the command's line follows the literal */
	int replies;                 /* lines of a SASL exchange that are still to come */
};

/* Append the server's greeting, for a session that is logged in. */
void mb_bridge_greet(const struct mb_bridge *bridge, struct mb_buf *out);
/* Append a greeting that refuses, if there is no session: the error, about `account` (may be NULL), in the protocol's
 * form. */
void mb_bridge_refuse(enum mb_service service, const char *account, const struct mb_err *err,
		      struct mb_buf *out);
/* Answer the program's commands; a mb_relay_filter. */
size_t mb_bridge_take(void *bridge, const char *data, size_t len, struct mb_buf *answer,
		      bool *pass_r);

/* Answer one complete line, without its line end, in one protocol. False if the line is for the server. */
bool mb_bridge_imap(struct mb_bridge *b, const char *line, struct mb_buf *answer);
bool mb_bridge_pop3(struct mb_bridge *b, const char *line, struct mb_buf *answer);
bool mb_bridge_smtp(struct mb_bridge *b, const char *line, struct mb_buf *answer);
/* Append IMAP's capabilities that the program may see, divided by blanks. */
void mb_bridge_imap_caps(const struct mb_bridge *b, struct mb_buf *out);

#endif
