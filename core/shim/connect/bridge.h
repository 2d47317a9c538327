/* SPDX-License-Identifier: MIT */
/*
 * bridge - the part of a mail server that `connect` plays itself
 *
 * The session behind it is logged in. A program that asks what the server can do, or insists on
 * logging in, is answered here; its first command that is anything else ends the bridge's part, and nothing is
 * parsed from then on: what is not understood cannot be broken. Pure: from text to text.
 */
#ifndef MB_BRIDGE_H
#define MB_BRIDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "global/err.h"
#include "mail/mail.h"

#define MB_BRIDGE_TAG_MAX 64

struct mb_bridge {
	enum mb_service service;
	const char *host; /* the real server, for SMTP's greeting */
	const struct mb_caps *caps;
	/* In the middle of something: */
	char tag[MB_BRIDGE_TAG_MAX]; /* IMAP: of the command that is not yet complete */
	size_t skip;                 /* bytes of a literal that are to be ignored */
	bool rest;                   /* then comes the rest of that command's line */
	int replies;                 /* lines of a SASL exchange that are still to come */
};

/* The server's greeting, for a session that is logged in. */
void mb_bridge_greet(const struct mb_bridge *bridge, struct mb_buf *out);
/* The greeting when there is no session: the error, about `account` (may be NULL), as the protocol says
 * it. */
void mb_bridge_refuse(enum mb_service service, const char *account, const struct mb_err *err,
		      struct mb_buf *out);
/* A mb_relay_filter. */
size_t mb_bridge_take(void *bridge, const char *data, size_t len, struct mb_buf *answer,
		      bool *pass_r);

/* One protocol's part, of one complete line without its line end. False: not for the bridge. */
bool mb_bridge_imap(struct mb_bridge *b, const char *line, struct mb_buf *answer);
bool mb_bridge_pop3(struct mb_bridge *b, const char *line, struct mb_buf *answer);
bool mb_bridge_smtp(struct mb_bridge *b, const char *line, struct mb_buf *answer);
/* IMAP's capabilities as the program may see them, divided by blanks. */
void mb_bridge_imap_caps(const struct mb_bridge *b, struct mb_buf *out);

#endif
