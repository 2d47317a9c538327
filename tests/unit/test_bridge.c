/* SPDX-License-Identifier: MIT */
/* What the bridge says itself, from text to text; each conversation in one piece and byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "shim/connect/bridge.h"

static struct mb_caps caps;

static struct mb_bridge bridge(enum mb_service service)
{
	mb_caps_init(&caps);
	if (service == MB_SERVICE_IMAP) {
		mb_caps_from_imap(&caps,
				  "* CAPABILITY IMAP4rev1 SASL-IR STARTTLS AUTH=PLAIN auth=X "
				  "LOGINDISABLED LITERAL+ IDLE");
	} else if (service == MB_SERVICE_POP3) {
		mb_caps_add(&caps, "TOP");
		mb_caps_add(&caps, "SASL XOAUTH2");
		mb_caps_add(&caps, "STLS");
		mb_caps_add(&caps, "USER");
		mb_caps_add(&caps, "UIDL");
	} else {
		mb_caps_add(&caps, "SIZE 1000");
		mb_caps_add(&caps, "STARTTLS");
		mb_caps_add(&caps, "AUTH XOAUTH2");
		mb_caps_add(&caps, "AUTH=LOGIN");
	}
	return (struct mb_bridge){ .service = service, .host = "mail.test", .caps = &caps };
}

/* As the relay does: what is not dealt with is shown again with what comes next. */
static void feed(struct mb_bridge *b, const char *in, size_t len, size_t at_once,
		 const char *answers, const char *passed)
{
	struct mb_buf answer;
	size_t start = 0, end = 0;
	bool pass = false;

	mb_buf_init(&answer, 65536);
	while (end < len && !pass) {
		char *copy;

		end = end + at_once < len ? end + at_once : len;
		copy = malloc(end - start + 1);
		memcpy(copy, in + start, end - start); /* so that reading too far is seen */
		start += mb_bridge_take(b, copy, end - start, &answer, &pass);
		free(copy);
	}
	assert_string_equal(mb_buf_str(&answer), answers);
	assert_int_equal(pass, passed != NULL);
	if (passed)
		assert_memory_equal(in + start, passed, strlen(passed));
	mb_buf_fini(&answer);
}

static void talk(enum mb_service service, const char *in, const char *answers, const char *passed)
{
	struct mb_bridge b = bridge(service);

	feed(&b, in, strlen(in), strlen(in), answers, passed);
	mb_caps_fini(&caps);
	b = bridge(service);
	feed(&b, in, strlen(in), 1, answers, passed ? "" : NULL);
	mb_caps_fini(&caps);
}

#define IMAP(in, answers, passed) talk(MB_SERVICE_IMAP, in, answers, passed)
#define POP3(in, answers, passed) talk(MB_SERVICE_POP3, in, answers, passed)
#define SMTP(in, answers, passed) talk(MB_SERVICE_SMTP, in, answers, passed)
#define SHOWN                     "IMAP4rev1 LITERAL+ IDLE"
#define IN(tag)                   tag " OK [CAPABILITY " SHOWN "] Logged in by mailbearer\r\n"

static void test_imap(void **state)
{
	(void)state;
	IMAP("1 CAPABILITY\r\n2 SELECT x\r\n", "* CAPABILITY " SHOWN "\r\n1 OK Done\r\n",
	     "2 SELECT x\r\n");
	IMAP("1 capability\n", "* CAPABILITY " SHOWN "\r\n1 OK Done\r\n", NULL);
	IMAP("1 STARTTLS\r\n", "1 BAD No TLS here: mailbearer does it\r\n", NULL);
	IMAP("1 LOGIN me secret\r\n", IN("1"), NULL);
	IMAP("1 LOGIN {2}\r\nme {6}\r\nsecret\r\n", "+ go on\r\n+ go on\r\n" IN("1"), NULL);
	IMAP("1 LOGIN {2+}\r\nme {6+}\r\na\r\nb\r\n\r\n2 NOOP\r\n", IN("1"), "2 NOOP\r\n");
	IMAP("1 LOGIN \"{9}\" \"{9}\"\r\n2 NOOP\r\n", IN("1"), "2 NOOP\r\n");
	IMAP("1 LOGIN {100000+}\r\n2 NOOP\r\n", "", NULL); /* all of it is the literal */
	IMAP("1 LOGINX\r\n", "", "1 LOGINX\r\n");
	IMAP("\r\n", "", "\r\n");
	IMAP("half a line", "", NULL);
}

static void test_imap_authenticate(void **state)
{
	(void)state;
	IMAP("1 AUTHENTICATE PLAIN AGEAYg==\r\n", IN("1"), NULL);
	IMAP("1 AUTHENTICATE EXTERNAL bWU=\r\n2 IDLE\r\n", IN("1"), "2 IDLE\r\n");
	IMAP("1 authenticate plain\r\nAGEAYg==\r\n2 NOOP\r\n", "+ \r\n" IN("1"), "2 NOOP\r\n");
	IMAP("1 AUTHENTICATE PLAIN\r\n*\r\n2 NOOP\r\n", "+ \r\n1 BAD Cancelled\r\n", "2 NOOP\r\n");
	IMAP("1 AUTHENTICATE CRAM-MD5\r\n2 LOGIN a b\r\n",
	     "1 NO [CANNOT] Nothing to log in to: the session is there\r\n" IN("2"), NULL);
	IMAP("1 AUTHENTICATE\r\n", "1 NO [CANNOT] Nothing to log in to: the session is there\r\n",
	     NULL);
}

static void test_pop3(void **state)
{
	(void)state;
	POP3("CAPA\r\nSTAT\r\n", "+OK\r\nTOP\r\nUIDL\r\n.\r\n", "STAT\r\n");
	POP3("USER me\r\nPASS it is secret\r\nLIST\r\n", "+OK\r\n+OK Logged in by mailbearer\r\n",
	     "LIST\r\n");
	POP3("STLS\r\n", "-ERR No TLS here: mailbearer does it\r\n", NULL);
	POP3("AUTH\r\n", "+OK\r\nPLAIN\r\n.\r\n", NULL);
	POP3("auth plain\r\nAGEAYg==\r\n", "+ \r\n+OK Logged in by mailbearer\r\n", NULL);
	POP3("AUTH PLAIN\r\n*\r\nAUTH EXTERNAL =\r\n",
	     "+ \r\n-ERR Cancelled\r\n+OK Logged in by mailbearer\r\n", NULL);
	POP3("AUTH XOAUTH2 abc\r\n", "-ERR Nothing to log in to: the session is there\r\n", NULL);
	POP3("USERS\r\n", "", "USERS\r\n");
}

static void test_smtp(void **state)
{
	(void)state;
	SMTP("EHLO me\r\nMAIL FROM:<>\r\n", "250-mail.test\r\n250 SIZE 1000\r\n",
	     "MAIL FROM:<>\r\n");
	SMTP("HELO me\r\n", "250 mail.test\r\n", NULL);
	SMTP("STARTTLS\r\n", "502 5.5.1 No TLS here: mailbearer does it\r\n", NULL);
	SMTP("AUTH PLAIN AGEAYg==\r\n", "235 2.7.0 Logged in by mailbearer\r\n", NULL);
	SMTP("AUTH PLAIN\r\nAGEAYg==\r\nRSET\r\n", "334 \r\n235 2.7.0 Logged in by mailbearer\r\n",
	     "RSET\r\n");
	SMTP("AUTH LOGIN\r\nbWU=\r\nc2VjcmV0\r\n",
	     "334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n235 2.7.0 Logged in by mailbearer\r\n", NULL);
	SMTP("AUTH LOGIN bWU=\r\nc2VjcmV0\r\n",
	     "334 UGFzc3dvcmQ6\r\n235 2.7.0 Logged in by mailbearer\r\n", NULL);
	SMTP("AUTH LOGIN\r\n*\r\nQUIT\r\n", "334 VXNlcm5hbWU6\r\n501 5.7.0 Cancelled\r\n",
	     "QUIT\r\n");
	SMTP("AUTH CRAM-MD5\r\n", "504 5.5.4 Nothing to log in to: the session is there\r\n", NULL);
}

/* A server that told nothing of itself: one line, and its blank is at the right place. */
static void test_smtp_no_caps(void **state)
{
	struct mb_bridge b = { .service = MB_SERVICE_SMTP, .host = "mail.test", .caps = &caps };

	(void)state;
	mb_caps_init(&caps);
	feed(&b, "EHLO me\r\nEHLO me\r\n", 18, 18, "250 mail.test\r\n250 mail.test\r\n", NULL);
	mb_caps_fini(&caps);
}

/* A NUL, a line of a megabyte: neither is a login, whatever stands behind it. */
static void test_hostile(void **state)
{
	struct mb_bridge b = bridge(MB_SERVICE_IMAP);
	size_t len = 1024 * 1024;
	char *line = malloc(len + 1);

	(void)state;
	feed(&b, "\0001 CAPABILITY\r\n", 15, 15, "", "");
	mb_caps_fini(&caps);
	b = bridge(MB_SERVICE_IMAP);
	memset(line, 'a', len);
	line[len] = '\0';
	feed(&b, line, len, 65536, "", NULL);
	line[len - 1] = '\n';
	feed(&b, line, len, len, "", line);
	/* Answers wait when there are many: the rest is asked again later. */
	for (size_t i = 0; i + 14 <= len; i += 14)
		memcpy(line + i, "1 CAPABILITY\r\n", 14);
	struct mb_buf answer;
	bool pass = false;
	mb_buf_init(&answer, 65536);
	assert_in_range(mb_bridge_take(&b, line, len, &answer, &pass), 14, len / 2);
	assert_true(mb_buf_ok(&answer));
	assert_false(pass);
	mb_buf_fini(&answer);
	mb_caps_fini(&caps);
	free(line);
}

static void greets(enum mb_service service, const char *wanted)
{
	struct mb_bridge b = bridge(service);
	struct mb_buf out;

	mb_buf_init(&out, 16384);
	mb_bridge_greet(&b, &out);
	assert_string_equal(mb_buf_str(&out), wanted);
	mb_buf_fini(&out);
	mb_caps_fini(&caps);
}

static void test_greet(void **state)
{
	(void)state;
	greets(MB_SERVICE_IMAP, "* PREAUTH [CAPABILITY " SHOWN "] Logged in by mailbearer\r\n");
	greets(MB_SERVICE_POP3, "+OK Logged in by mailbearer\r\n");
	greets(MB_SERVICE_SMTP, "220 mail.test ESMTP Logged in by mailbearer\r\n");
}

static void refuses(enum mb_service service, enum mb_code code, const char *text,
		    const char *wanted)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf out;

	mb_buf_init(&out, 16384);
	mb_err_set(&err, code, "%s", text);
	mb_bridge_refuse(service, "work", &err, &out);
	if (wanted)
		assert_string_equal(mb_buf_str(&out), wanted);
	assert_in_range(out.len, 10, 511); /* RFC 2449 4, RFC 5321 4.5.3.1.5 */
	assert_int_equal(strcspn(mb_buf_str(&out), "\n"), out.len - 1);
	mb_buf_fini(&out);
	mb_err_clear(&err);
}

static void test_refuse(void **state)
{
	char text[2001];

	(void)state;
	refuses(MB_SERVICE_IMAP, MB_E_LOGIN, "sign in", "* BYE mailbearer: work: sign in\r\n");
	refuses(MB_SERVICE_IMAP, MB_E_RETRY, "later",
		"* BYE [UNAVAILABLE] mailbearer: work: later\r\n");
	refuses(MB_SERVICE_POP3, MB_E_LOGIN, "sign in",
		"-ERR [AUTH] mailbearer: work: sign in\r\n");
	refuses(MB_SERVICE_POP3, MB_E_RETRY, "later",
		"-ERR [SYS/TEMP] mailbearer: work: later: Service unavailable\r\n");
	refuses(MB_SERVICE_SMTP, MB_E_CONFIG, "no", "554 5.7.0 mailbearer: work: no\r\n");
	refuses(MB_SERVICE_SMTP, MB_E_IO, "later", "421 4.3.0 mailbearer: work: later\r\n");
	/* fetchmail's words for a mailbox in use, and its eye for case */
	refuses(MB_SERVICE_POP3, MB_E_DENIED, "blocked, Locked, LOCK; await",
		"-ERR [AUTH] mailbearer: work: blocKed, LocKed, LOCk; awaiT\r\n");
	refuses(MB_SERVICE_IMAP, MB_E_DENIED, "blocked", "* BYE mailbearer: work: blocked\r\n");
	refuses(MB_SERVICE_IMAP, MB_E_DENIED, "a\r\n* PREAUTH", NULL);
	memset(text, 'x', 2000);
	text[2000] = '\0';
	refuses(MB_SERVICE_POP3, MB_E_RETRY, text, NULL);
	refuses(MB_SERVICE_SMTP, MB_E_LOGIN, text, NULL);
	refuses(MB_SERVICE_IMAP, MB_E_LOGIN, text, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_imap),         cmocka_unit_test(test_imap_authenticate),
		cmocka_unit_test(test_pop3),         cmocka_unit_test(test_smtp),
		cmocka_unit_test(test_smtp_no_caps), cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_greet),        cmocka_unit_test(test_refuse),
	};

	return cmocka_run_group_tests_name("bridge", tests, NULL, NULL);
}
