/* SPDX-License-Identifier: MIT */
/*
 * auth - showing a token to a mail server
 *
 * OAUTHBEARER (RFC 7628) where it is offered, else XOAUTH2. The initial response goes with the
 * command where that is allowed and the line stays short enough: IMAP with SASL-IR (RFC 4959), SMTP
 * up to 512 octets (RFC 4954 4); POP3 would allow 255 (RFC 5034 4), which no token fits. On an error
 * challenge the exchange is ended as the mechanism wants it, so that the server says its last word.
 */
#ifndef MB_AUTH_H
#define MB_AUTH_H

#include <mailbearer/plugin.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "global/err.h"

struct mb_caps;
struct mb_conn;

struct mb_auth_as {
	enum mb_service service;
	const char *user; /* what the server is told */
	const char *host; /* where we are connected to (RFC 7628 3.1) */
	uint16_t port;
	const char *token;
	size_t token_len;
};

/* Untrusted, but the token is not in it. Owned by the struct. */
struct mb_auth_answer {
	/* The server's last line, of SMTP all lines as one: "+OK hi", "535 5.7.8 ..." */
	char *words;
	char *challenge; /* JSON of the error challenge; NULL: none came */
};

enum mb_auth {
	MB_AUTH_DONE,
	MB_AUTH_REFUSED, /* the server said no, for whatever reason: see the answer */
	MB_AUTH_BROKEN,  /* no answer, or we cannot ask: `err` */
};

/* `caps` are those before; IMAP's are replaced by those after. */
enum mb_auth mb_auth(struct mb_conn *conn, struct mb_caps *caps, const struct mb_auth_as *as,
		     struct mb_deadline deadline, struct mb_auth_answer *answer,
		     struct mb_err *err);
void mb_auth_answer_fini(struct mb_auth_answer *answer);

#endif
