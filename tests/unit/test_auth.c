/* SPDX-License-Identifier: MIT */
/* mb_auth() against a scripted peer: this program is the connection. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/base64.h"
#include "mail/auth.h"
#include "mail/caps.h"
#include "mail/conn.h"

#define CAPS_IR "* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER"

/* "C ..." is what we must say, "S ..." what the server says; $ stands for the SASL response. */
static const char *const *script;
static char response[32768];
static char line[65536];

bool mb_conn_say(struct mb_conn *conn, struct mb_deadline deadline, struct mb_err *err,
		 const char *fmt, ...)
{
	char said[65536], wanted[65536] = "";
	const char *dollar;
	va_list ap;

	(void)conn;
	(void)deadline;
	(void)err;
	va_start(ap, fmt);
	vsnprintf(said, sizeof(said), fmt, ap);
	va_end(ap);
	assert_non_null(*script);
	assert_int_equal((*script)[0], 'C');
	dollar = strchr(*script, '$');
	snprintf(wanted, sizeof(wanted), "%.*s%s",
		 dollar ? (int)(dollar - *script - 2) : (int)strlen(*script), *script + 2,
		 dollar ? response : "");
	assert_string_equal(said, wanted);
	script++;
	return true;
}

bool mb_conn_line(struct mb_conn *conn, struct mb_deadline deadline, char **line_r,
		  struct mb_err *err)
{
	(void)conn;
	(void)deadline;
	if (!*script)
		return mb_err_set(err, MB_E_RETRY, "ended the connection");
	assert_int_equal((*script)[0], 'S');
	snprintf(line, sizeof(line), "%s", *script + 2);
	if ((*script)[1] == ' ') /* "S*...": for ever */
		script++;
	*line_r = line;
	return true;
}

static void make_response(const char *text)
{
	struct mb_buf out;

	mb_buf_init(&out, sizeof(response));
	mb_base64(&out, text, strlen(text));
	snprintf(response, sizeof(response), "%s", mb_buf_str(&out));
	mb_buf_fini(&out);
}

struct talk {
	enum mb_service service;
	const char *caps, *token;
	bool oauthbearer;
	enum mb_auth result;
	const char *words, *challenge;
};

static void plays(const struct talk *t, const char *const *steps)
{
	const struct mb_auth_as as = { t->service, "a@b", "mx", 99, t->token, strlen(t->token) };
	struct mb_err err = MB_ERR_INIT;
	struct mb_auth_answer answer;
	struct mb_caps caps;
	char text[16384];

	snprintf(text, sizeof(text),
		 t->oauthbearer ? "n,a=a@b,\1host=mx\1port=99\1auth=Bearer %s\1\1"
				: "user=a@b\1auth=Bearer %s\1\1",
		 t->token);
	make_response(text);
	script = steps;
	mb_caps_init(&caps);
	mb_caps_from_prologue(&caps, t->service, t->caps);
	assert_int_equal(mb_auth(NULL, &caps, &as, mb_deadline_in(5), &answer, &err), t->result);
	if (t->result != MB_AUTH_BROKEN) {
		assert_string_equal(answer.words, t->words);
		assert_null(*script);
	}
	if (t->challenge)
		assert_string_equal(answer.challenge, t->challenge);
	else
		assert_null(answer.challenge);
	assert_int_equal(err.code != MB_OK, t->result == MB_AUTH_BROKEN);
	mb_auth_answer_fini(&answer);
	mb_caps_fini(&caps);
	mb_err_clear(&err);
}

#define PLAYS(t, ...) plays(t, (const char *const[]){ __VA_ARGS__, NULL })

static void test_imap(void **state)
{
	struct talk t = { MB_SERVICE_IMAP, CAPS_IR, "tok", true, MB_AUTH_DONE, "M1 OK hi", NULL };

	(void)state;
	PLAYS(&t, "C M1 AUTHENTICATE OAUTHBEARER $", "S * CAPABILITY IMAP4rev1 IDLE", "S M1 OK hi");
	PLAYS(&t, "C M1 AUTHENTICATE OAUTHBEARER $", "S * OK [ALERT] psst", "S M1 OK hi",
	      "C M2 CAPABILITY", "S * CAPABILITY IMAP4rev1", "S M2 OK done");
	t.caps = "* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2";
	t.oauthbearer = false;
	t.words = "M1 OK [CAPABILITY IMAP4rev1] hi";
	PLAYS(&t, "C M1 AUTHENTICATE XOAUTH2 $", "S M1 OK [CAPABILITY IMAP4rev1] hi");
	t.caps = "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2";
	PLAYS(&t, "C M1 AUTHENTICATE XOAUTH2", "S + ", "C $", "S M1 OK [CAPABILITY IMAP4rev1] hi");
}

static void test_imap_refused(void **state)
{
	struct talk t = { MB_SERVICE_IMAP,
			  CAPS_IR,
			  "tok",
			  true,
			  MB_AUTH_REFUSED,
			  "M1 NO [AUTHENTICATIONFAILED] no",
			  "{\"status\":\"invalid_token\"}" };

	(void)state;
	PLAYS(&t, "C M1 AUTHENTICATE OAUTHBEARER $", "S + eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=",
	      "C AQ==", "S M1 NO [AUTHENTICATIONFAILED] no");
	t.challenge = NULL;
	t.words = "M1 NO [UNAVAILABLE] later";
	PLAYS(&t, "C M1 AUTHENTICATE OAUTHBEARER $", "S M1 NO [UNAVAILABLE] later");
	t.words = "* BYE overloaded";
	PLAYS(&t, "C M1 AUTHENTICATE OAUTHBEARER $", "S * BYE overloaded");
	t.caps = "* CAPABILITY SASL-IR AUTH=XOAUTH2";
	t.oauthbearer = false;
	t.words = "M1 NO no";
	t.challenge = "{\"status\":\"401\"}";
	PLAYS(&t, "C M1 AUTHENTICATE XOAUTH2 $", "S + eyJzdGF0dXMiOiI0MDEifQ==", "C ",
	      "S M1 NO no");
	t.challenge = NULL; /* what is no base64 is no challenge */
	PLAYS(&t, "C M1 AUTHENTICATE XOAUTH2 $", "S + %%%", "C ", "S M1 NO no");
}

static void test_pop3(void **state)
{
	struct talk t = { MB_SERVICE_POP3,
			  "+OK\nSASL XOAUTH2\n.\n",
			  "tok",
			  false,
			  MB_AUTH_DONE,
			  "+OK in",
			  NULL };

	(void)state;
	PLAYS(&t, "C AUTH XOAUTH2", "S + ", "C $", "S +OK in");
	t.result = MB_AUTH_REFUSED;
	t.words = "-ERR [AUTH] no";
	t.challenge = "{\"status\":\"401\"}";
	PLAYS(&t, "C AUTH XOAUTH2", "S + ", "C $", "S + eyJzdGF0dXMiOiI0MDEifQ==", "C ",
	      "S -ERR [AUTH] no");
	t.challenge = NULL;
	t.words = "what is this";
	PLAYS(&t, "C AUTH XOAUTH2", "S what is this");
}

/* RFC 4954 4: AUTH with an initial response has 512 octets at most. */
static void test_smtp(void **state)
{
	char token[2000];
	struct talk t = { MB_SERVICE_SMTP,
			  "250-mx\n250 AUTH XOAUTH2\n",
			  "tok",
			  false,
			  MB_AUTH_DONE,
			  "235 2.7.0 in",
			  NULL };

	(void)state;
	PLAYS(&t, "C AUTH XOAUTH2 $", "S 235 2.7.0 in");
	/* 23 bytes around the token: 372 are 496 in base64, and the line has 511 octets. */
	memset(token, 'x', sizeof(token));
	t.token = token;
	token[372 - 23 + 1] = '\0';
	PLAYS(&t, "C AUTH XOAUTH2", "S 334 ", "C $", "S 235 2.7.0 in");
	token[372 - 23] = '\0';
	PLAYS(&t, "C AUTH XOAUTH2 $", "S 235 2.7.0 in");
	t.result = MB_AUTH_REFUSED;
	t.words = "535 5.7.8 Username and Password not accepted, see https://x";
	t.challenge = "{\"status\":\"401\"}";
	PLAYS(&t, "C AUTH XOAUTH2 $", "S 334 eyJzdGF0dXMiOiI0MDEifQ==", "C ",
	      "S 535-5.7.8 Username and Password not accepted,", "S 535 5.7.8 see https://x");
	t.challenge = NULL;
	t.words = "454 4.7.0 later";
	PLAYS(&t, "C AUTH XOAUTH2 $", "S 454 4.7.0 later");
}

/* What the server says may go into a log. */
static void test_echo(void **state)
{
	struct talk t = { MB_SERVICE_SMTP,
			  "250-mx\n250 AUTH XOAUTH2\n",
			  "a-token-of-five-and-twenty",
			  false,
			  MB_AUTH_REFUSED,
			  "(the server repeats the token here)",
			  NULL };

	(void)state;
	PLAYS(&t, "C AUTH XOAUTH2 $", "S 535 5.7.8 wrong: a-token-of-five-and-twenty");
	/* Cut off, as a long line is. */
	PLAYS(&t, "C AUTH XOAUTH2 $", "S 535-5.7.8 wrong:", "S 535 token-of-five-and-twe");
	/* As it went over the wire. */
	PLAYS(&t, "C AUTH XOAUTH2 $", "S 501 what is D1CZWFyZXIgYS10b2tlbi1vZi1maXZl?");
	/* In the challenge, as base64 of {"status":"400","token":"a-token-of-five-and-twenty"}. */
	t.words = "535 5.7.8 wrong";
	t.challenge = "(the server repeats the token here)";
	PLAYS(&t, "C AUTH XOAUTH2 $",
	      "S 334 "
	      "eyJzdGF0dXMiOiI0MDAiLCJ0b2tlbiI6ImEtdG9rZW4tb2YtZml2ZS1hbmQtdHdlbnR5In0=",
	      "C ", "S 535 5.7.8 wrong");
	t.challenge = NULL;
	t.words = "535 5.7.8 wrong: a-token-of-five-an";
	PLAYS(&t, "C AUTH XOAUTH2 $", "S 535 5.7.8 wrong: a-token-of-five-an");
}

static void test_broken(void **state)
{
	struct talk t = { MB_SERVICE_IMAP,
			  "* CAPABILITY SASL-IR AUTH=PLAIN",
			  "tok",
			  true,
			  MB_AUTH_BROKEN,
			  NULL,
			  NULL };

	(void)state;
	plays(&t, (const char *const[]){ NULL }); /* nothing is said to a server without OAuth */
	t.caps = CAPS_IR;
	PLAYS(&t, "C M1 AUTHENTICATE OAUTHBEARER $");
	PLAYS(&t, "C M1 AUTHENTICATE OAUTHBEARER $", "S** talks without end");
	PLAYS(&t, "C M1 AUTHENTICATE OAUTHBEARER $", "S M1 OK hi", "C M2 CAPABILITY", "S** more");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_imap), cmocka_unit_test(test_imap_refused),
		cmocka_unit_test(test_pop3), cmocka_unit_test(test_smtp),
		cmocka_unit_test(test_echo), cmocka_unit_test(test_broken),
	};

	return cmocka_run_group_tests_name("auth", tests, NULL, NULL);
}
