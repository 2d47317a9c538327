/* SPDX-License-Identifier: MIT */
#include "mail/auth.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "account/sasl.h"
#include "base/buf.h"
#include "global/log.h"
#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"
#include "crypto/base64.h"
#include "mail/caps.h"
#include "mail/conn.h"
#include "mail/smtp.h"

#define RESPONSE_MAX  (128 * 1024) /* bytes */
#define CHALLENGE_MAX 8192         /* bytes */
#define WORDS_MAX     2000         /* bytes */
#define LINES_MAX     1000         /* lines of a server that talks for ever */
#define PIECE         20           /* bytes of a secret; a text with so many of them repeats it */
/* Bytes of the AUTH command with an initial response (RFC 4954 4). */
#define SMTP_COMMAND_MAX 512

/* One AUTHENTICATE or AUTH. */
struct exchange {
	struct mb_conn *conn;
	struct mb_caps *caps;
	const struct mb_auth_as *as;
	struct mb_auth_answer *answer;
	struct mb_deadline deadline;
	const char *mechanism;
	bool oauthbearer;
	bool said;           /* the response has been sent */
	bool caps_are_after; /* the IMAP server told its capabilities after the login */
	struct mb_buf response, words;
};

/* What a line of the server is. */
enum line {
	LINE_CHALLENGE,
	LINE_MORE, /* part of a longer answer, or nothing about the login */
	LINE_DONE,
	LINE_REFUSED,
};

/* Tell what the line is. *text_r: the text of a challenge. */
static enum line imap_line(struct exchange *x, const char *line, const char **text_r)
{
	if (*line == '+') {
		*text_r = line + 1;
		return LINE_CHALLENGE;
	}
	if (mb_caps_from_imap(x->caps, line))
		x->caps_are_after = true;
	if (strncasecmp(line, "M1 OK", 5) == 0)
		return LINE_DONE;
	/* If the server ends the session, BYE has the reason, and no tagged line follows. */
	if (strncasecmp(line, "* BYE", 5) == 0 || strncmp(line, "M1 ", 3) == 0)
		return LINE_REFUSED;
	return LINE_MORE;
}

static enum line pop3_line(struct exchange *x, const char *line, const char **text_r)
{
	(void)x;
	if (strncasecmp(line, "+OK", 3) == 0)
		return LINE_DONE;
	*text_r = line + 1;
	return *line == '+' ? LINE_CHALLENGE : LINE_REFUSED;
}

static enum line smtp_line(struct exchange *x, const char *line, const char **text_r)
{
	(void)x;
	if (strspn(line, "0123456789") != 3)
		return LINE_REFUSED;
	if (line[3] == '-')
		return LINE_MORE;
	*text_r = line + 3;
	return strncmp(line, "334", 3) == 0 ? LINE_CHALLENGE
	       : *line == '2'               ? LINE_DONE
					    : LINE_REFUSED;
}

static enum line line_sort(struct exchange *x, const char *line, const char **text_r)
{
	switch (x->as->service) {
	case MB_SERVICE_IMAP:
		return imap_line(x, line, text_r);
	case MB_SERVICE_POP3:
		return pop3_line(x, line, text_r);
	case MB_SERVICE_SMTP:
	case MB_SERVICE_ANY:
		break;
	}
	return smtp_line(x, line, text_r);
}

static void add_words(struct exchange *x, const char *line)
{
	if (x->as->service == MB_SERVICE_SMTP)
		mb_smtp_add_words(&x->words, line);
	else
		mb_buf_add(&x->words, line, strnlen(line, WORDS_MAX / 4));
}

static bool mechanism_choose(struct exchange *x, struct mb_err *err)
{
	const struct mb_auth_as *as = x->as;

	x->oauthbearer = mb_caps_sasl(x->caps, as->service, "OAUTHBEARER");
	if (!x->oauthbearer && !mb_caps_sasl(x->caps, as->service, "XOAUTH2") && x->caps->cut)
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("%s says far too much about what it can do, and neither OAUTHBEARER "
		      "nor XOAUTH2 in what could be read of it: tell who runs it"),
		    as->host);
	if (!x->oauthbearer && !mb_caps_sasl(x->caps, as->service, "XOAUTH2"))
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s offers neither OAUTHBEARER nor XOAUTH2: correct host, port "
				    "and tls of the "
				    "account"),
				  as->host);
	x->mechanism = x->oauthbearer ? "OAUTHBEARER" : "XOAUTH2";
	return x->oauthbearer
		   ? mb_sasl_oauthbearer(&x->response, as->user, as->host, as->port, as->token,
					 as->token_len, err)
		   : mb_sasl_xoauth2(&x->response, as->user, as->token, as->token_len, err);
}

static bool exchange_begin(struct exchange *x, struct mb_err *err)
{
	bool imap = x->as->service == MB_SERVICE_IMAP;
	const char *verb = imap ? "M1 AUTHENTICATE" : "AUTH";
	size_t len = strlen(verb) + strlen(x->mechanism) + x->response.len + 4;

	mb_step(_("signing in at %s with %s"), x->as->host, x->mechanism);
	x->said = imap ? mb_caps_get(x->caps, "SASL-IR") != NULL
		       : x->as->service == MB_SERVICE_SMTP && len <= SMTP_COMMAND_MAX;
	if (x->said)
		return mb_conn_say(x->conn, x->deadline, err, "%s %s %s", verb, x->mechanism,
				   mb_buf_str(&x->response));
	return mb_conn_say(x->conn, x->deadline, err, "%s %s", verb, x->mechanism);
}

static void keep_challenge(struct exchange *x, const char *text)
{
	struct mb_buf json;

	text += strspn(text, " ");
	mb_buf_init(&json, CHALLENGE_MAX);
	if (mb_base64_decode(&json, text, strlen(text)) && json.len > 0 && mb_buf_ok(&json)) {
		free(x->answer->challenge);
		x->answer->challenge = mb_buf_take(&json);
	}
	mb_buf_fini(&json);
}

static bool respond(struct exchange *x, const char *text, struct mb_err *err)
{
	if (!x->said) {
		x->said = true;
		return mb_conn_say(x->conn, x->deadline, err, "%s", mb_buf_str(&x->response));
	}
	keep_challenge(x, text);
	/* The answer to an error challenge is one ^A, with XOAUTH2 an empty line (RFC 7628 3.2.3). */
	return mb_conn_say(x->conn, x->deadline, err, "%s", x->oauthbearer ? "AQ==" : "");
}

/* Read the server's lines up to its verdict, and answer its challenges. */
static enum mb_auth converse(struct exchange *x, struct mb_err *err)
{
	for (int n = 0; n < LINES_MAX; n++) {
		const char *text = "";
		enum line kind;
		char *line;

		if (!mb_conn_line(x->conn, x->deadline, &line, err))
			return MB_AUTH_BROKEN;
		kind = line_sort(x, line, &text);
		if (kind == LINE_CHALLENGE && !respond(x, text, err))
			return MB_AUTH_BROKEN;
		if (kind == LINE_REFUSED || kind == LINE_DONE ||
		    (kind == LINE_MORE && x->as->service == MB_SERVICE_SMTP))
			add_words(x, line);
		if (kind == LINE_DONE || kind == LINE_REFUSED)
			return kind == LINE_DONE ? MB_AUTH_DONE : MB_AUTH_REFUSED;
	}
	mb_err_set(err, MB_E_RETRY, _("%s talks without end: try again later"), x->as->host);
	return MB_AUTH_BROKEN;
}

/* Ask an IMAP server for its capabilities again: they may change with the login (RFC 9051 6.2.2). */
static bool ask_caps(struct exchange *x, struct mb_err *err)
{
	char *line;

	if (!mb_conn_say(x->conn, x->deadline, err, "M2 CAPABILITY"))
		return false;
	for (int n = 0; n < LINES_MAX; n++) {
		if (!mb_conn_line(x->conn, x->deadline, &line, err))
			return false;
		mb_caps_from_imap(x->caps, line);
		if (strncmp(line, "M2 ", 3) == 0)
			return true;
	}
	return mb_err_set(err, MB_E_RETRY, _("%s talks without end: try again later"), x->as->host);
}

/* Tell whether `text` contains a piece of the secret. */
static bool repeats(const char *text, const char *secret)
{
	size_t len = strlen(secret);

	for (size_t i = 0; i + PIECE <= len; i++)
		if (memmem(text, strlen(text), secret + i, PIECE))
			return true;
	return false;
}

/* Replace a text of the server that repeats the token, which must not get into a message or a log. */
static void token_blot_out(struct exchange *x, char **text)
{
	char *token = mb_xstrndup(x->as->token, x->as->token_len);

	if (*text && (repeats(*text, token) || repeats(*text, mb_buf_str(&x->response)))) {
		free(*text);
		*text = mb_xstrdup(_("(the server repeats the token here)"));
	}
	mb_wipe(token, x->as->token_len);
	free(token);
}

enum mb_auth mb_auth(struct mb_conn *conn, struct mb_caps *caps, const struct mb_auth_as *as,
		     struct mb_deadline deadline, struct mb_auth_answer *answer, struct mb_err *err)
{
	struct exchange x = {
		.conn = conn, .caps = caps, .as = as, .answer = answer, .deadline = deadline
	};
	enum mb_auth result = MB_AUTH_BROKEN;

	*answer = (struct mb_auth_answer){ NULL, NULL };
	mb_buf_init(&x.response, RESPONSE_MAX);
	mb_buf_init(&x.words, WORDS_MAX);
	if (mechanism_choose(&x, err) && exchange_begin(&x, err))
		result = converse(&x, err);
	if (result == MB_AUTH_DONE && as->service == MB_SERVICE_IMAP && !x.caps_are_after &&
	    !ask_caps(&x, err))
		result = MB_AUTH_BROKEN;
	answer->words = mb_buf_take(&x.words);
	token_blot_out(&x, &answer->words);
	token_blot_out(&x, &answer->challenge);
	mb_buf_fini(&x.response);
	mb_buf_fini(&x.words);
	return result;
}

void mb_auth_answer_fini(struct mb_auth_answer *answer)
{
	free(answer->words);
	free(answer->challenge);
	*answer = (struct mb_auth_answer){ NULL, NULL };
}
