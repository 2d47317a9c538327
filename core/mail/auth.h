/* SPDX-License-Identifier: MIT */
/*
 * auth - signing in at a mail server with a token
 *
 * The mechanism is OAUTHBEARER if the server offers it, else XOAUTH2. The initial response is sent with the command
 * if that is allowed and the line is short enough: to IMAP with SASL-IR, to SMTP up to 512 bytes. POP3 would allow 255
 * bytes, which is too short for a token. An error challenge is answered as the mechanism wants, so that the server
 * tells its verdict (RFC 7628, RFC 4959, RFC 4954 4, RFC 5034 4).
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

/* Who signs in, and where. */
struct mb_auth_as {
	enum mb_service service;
	const char *user; /* the user name for the server */
	const char *host; /* the server's name (RFC 7628 3.1) */
	uint16_t port;
	const char *token;
	size_t token_len;
};

/* What the server said: untrusted, but without the token. Owned by the struct. */
struct mb_auth_answer {
	/* The server's last line: "+OK hi", "535 5.7.8 ..."; of SMTP all lines of its reply in one. */
	char *words;
	char *challenge; /* JSON of the error challenge; NULL: there was none */
};

enum mb_auth {
	MB_AUTH_DONE,
	MB_AUTH_REFUSED, /* the server said no; its words are in the answer */
	MB_AUTH_BROKEN,  /* there was no answer, or we cannot ask; `err` is set */
};

/* Sign in. `caps` are the server's capabilities; those of IMAP are replaced by the ones after the login. The caller
 * calls mb_auth_answer_fini() in any case. */
enum mb_auth mb_auth(struct mb_conn *conn, struct mb_caps *caps, const struct mb_auth_as *as,
		     struct mb_deadline deadline, struct mb_auth_answer *answer,
		     struct mb_err *err);
void mb_auth_answer_fini(struct mb_auth_answer *answer);

#endif
