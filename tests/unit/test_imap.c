/* SPDX-License-Identifier: MIT */
/* IMAP against a server that is a text: what stands in it comes whatever we say. */
#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "mail/conn.h"
#include "mail/imap.h"
#include "mail/mail.h"
#include "mail/message.h"

/* The server, and what it heard. These stand in for core/mail/conn.c. */
struct mb_conn {
	char *script, *at;
	struct mb_buf heard;
};

static struct mb_conn conn;
static struct mb_mail mail;
static struct mb_imap imap;
static struct mb_err err;
static char host[] = "server";

bool mb_conn_line(struct mb_conn *c, struct mb_deadline deadline, char **line_r, struct mb_err *e)
{
	char *end = strstr(c->at, "\r\n");

	(void)deadline;
	if (!end)
		return mb_err_set(e, MB_E_RETRY, "server ended the connection");
	*end = '\0';
	*line_r = c->at;
	c->at = end + 2;
	return true;
}

bool mb_conn_bytes(struct mb_conn *c, void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *e)
{
	(void)deadline;
	if (strlen(c->at) < len)
		return mb_err_set(e, MB_E_RETRY, "server ended the connection");
	memcpy(data, c->at, len);
	c->at += len;
	return true;
}

bool mb_conn_write(struct mb_conn *c, const void *data, size_t len, struct mb_deadline deadline,
		   struct mb_err *e)
{
	(void)deadline;
	(void)e;
	mb_buf_add(&c->heard, data, len);
	return true;
}

bool mb_conn_say(struct mb_conn *c, struct mb_deadline deadline, struct mb_err *e, const char *fmt,
		 ...)
{
	va_list ap;

	(void)deadline;
	(void)e;
	va_start(ap, fmt);
	mb_buf_addv(&c->heard, fmt, ap);
	va_end(ap);
	mb_buf_adds(&c->heard, "\r\n");
	return true;
}

static void part(void)
{
	mb_err_clear(&err);
	free(conn.script);
	conn.script = NULL;
	mb_buf_fini(&conn.heard);
	mb_caps_fini(&mail.caps);
	mb_imap_fini(&imap);
}

static void meet(const char *caps, const char *script)
{
	part();
	conn.script = conn.at = mb_xstrdup(script);
	mb_buf_init(&conn.heard, 1000000);
	mail = (struct mb_mail){ .conn = &conn, .host = host };
	mb_caps_init(&mail.caps);
	mb_caps_from_imap(&mail.caps, caps);
	mb_imap_init(&imap, &mail, 1);
}

static void status(void **state)
{
	struct mb_imap_mailbox is;

	(void)state;
	meet("* CAPABILITY IMAP4rev1", "* 3 EXISTS\r\n* STATUS \"INBOX\" (UIDNEXT 17 UIDVALIDITY "
				       "4294967295)\r\nA1 OK done\r\n");
	assert_int_equal(mb_imap_status(&imap, "\"INBOX\"", &is, &err), MB_IMAP_OK);
	assert_int_equal(is.uidvalidity, 4294967295U);
	assert_int_equal(is.uidnext, 17);
	assert_string_equal(mb_buf_str(&conn.heard),
			    "A1 STATUS \"INBOX\" (UIDVALIDITY UIDNEXT)\r\n");
	/* The name as a literal, and a limit. */
	meet("* CAPABILITY IMAP4rev1 APPENDLIMIT",
	     "* STATUS {5}\r\nIN (X (UIDNEXT 17 UIDVALIDITY 2 APPENDLIMIT 99)\r\nA1 OK\r\n");
	assert_int_equal(mb_imap_status(&imap, "\"INBOX\"", &is, &err), MB_IMAP_OK);
	assert_int_equal(is.uidvalidity, 2);
	assert_int_equal(is.uidnext, 17);
	assert_int_equal(is.appendlimit, 99);
	/* Several, and braces that are none. */
	meet("* CAPABILITY IMAP4rev1", "* STATUS {5}\r\nIN {X {3}\r\na{b} {y} {1}\r\n{ (UIDNEXT 17 "
				       "UIDVALIDITY 2)\r\nA1 OK\r\n");
	assert_int_equal(mb_imap_status(&imap, "\"INBOX\"", &is, &err), MB_IMAP_OK);
	assert_int_equal(is.uidnext, 17);
	/* What a literal has in it is no answer, and a text has no literals. */
	meet("* CAPABILITY IMAP4rev1",
	     "* STATUS {14}\r\n(UIDNEXT 99 X) (UIDNEXT 17 UIDVALIDITY 2)\r\n"
	     "* OK see paragraph {5}\r\n* NO {99}\r\nA1 OK\r\n");
	assert_int_equal(mb_imap_status(&imap, "\"INBOX\"", &is, &err), MB_IMAP_OK);
	assert_int_equal(is.uidnext, 17);
	meet("* CAPABILITY IMAP4rev1 APPENDLIMIT=35651584", "");
	assert_int_equal(mb_imap_appendlimit(&imap), 35651584);
	meet("* CAPABILITY IMAP4rev1", "A1 NO [NONEXISTENT] no\r\n");
	assert_int_equal(mb_imap_status(&imap, "\"x\"", &is, &err), MB_IMAP_NO);
	assert_string_equal(mb_buf_str(&imap.words), "NO [NONEXISTENT] no");
}

static enum mb_imap_answer append(const char *caps, const char *script, size_t len,
				  struct mb_imap_place *place)
{
	static char data[70000];

	memset(data, 'x', sizeof(data));
	meet(caps, script);
	return mb_imap_append(&imap, "\"INBOX\"", "\\Seen", "01-Jan-2026 00:00:00 +0000", data, len,
			      place, &err);
}

/* How the literal was announced. */
static bool announced(const char *literal)
{
	return strstr(mb_buf_str(&conn.heard), literal) != NULL;
}

static void literals(void **state)
{
	static const char ok[] = "A1 OK [APPENDUID 38505 3955] done\r\n";
	static const char go[] = "+ go on\r\nA1 OK [APPENDUID 38505 3955] done\r\n";
	struct mb_imap_place place;

	(void)state;
	assert_int_equal(append("* CAPABILITY X LITERAL+", ok, 5000, &place), MB_IMAP_OK);
	assert_true(announced("{5000+}"));
	assert_int_equal(place.uidvalidity, 38505);
	assert_int_equal(place.uid, 3955);
	assert_int_equal(append("* CAPABILITY X LITERAL+", go, 70000, &place), MB_IMAP_OK);
	assert_true(announced("{70000}"));
	assert_int_equal(append("* CAPABILITY X LITERAL-", ok, 4096, &place), MB_IMAP_OK);
	assert_true(announced("{4096+}"));
	assert_int_equal(append("* CAPABILITY X LITERAL-", go, 4097, &place), MB_IMAP_OK);
	assert_true(announced("{4097}"));
	assert_int_equal(append("* CAPABILITY X", go, 3, &place), MB_IMAP_OK);
	assert_string_equal(mb_buf_str(&conn.heard),
			    "A1 APPEND \"INBOX\" (\\Seen) \"01-Jan-2026 00:00:00 +0000\" {3}\r\n"
			    "xxx\r\n");
}

static void append_is_done_only_with_its_tagged_ok(void **state)
{
	static const char *const broken[] = {
		"A1 OK done before it was sent\r\n",
		"+ go on\r\n",
		"+ go on\r\n* OK done\r\n",
		"+ go on\r\nA2 OK done\r\n",
		"+ go on\r\nA1 FINE done\r\n",
		"+ go on\r\n* BYE enough\r\n",
		"+ go on\r\nB1 OK done\r\nA1 OK done\r\n",
		"+ go on\r\nOK done\r\n",
		"+ go on\r\nA1 O",
		"",
	};
	static const char *const no[] = {
		"A1 NO [TRYCREATE] no\r\n",
		"+ go on\r\nA1 NO [OVERQUOTA] no\r\n",
		"+ go on\r\n* 1 EXISTS\r\nA1 BAD what\r\n",
	};
	struct mb_imap_place place;

	(void)state;
	for (size_t i = 0; i < N(broken); i++) {
		assert_int_equal(append("* CAPABILITY X", broken[i], 3, &place), MB_IMAP_BROKEN);
		assert_int_equal(err.code, MB_E_RETRY);
	}
	for (size_t i = 0; i < N(no); i++)
		assert_int_equal(append("* CAPABILITY X", no[i], 3, &place), MB_IMAP_NO);
	append("* CAPABILITY X", "* BYE too old\r\n", 3, &place);
	assert_non_null(strstr(err.text, "BYE too old"));
}

static void finds_candidates(void **state)
{
	struct mb_imap_uids uids;

	(void)state;
	meet("* CAPABILITY X",
	     "* 1 FETCH (UID 4 RFC822.SIZE 100)\r\n* 2 FETCH (UID 5 RFC822.SIZE 99)\r\n"
	     "* 3 FETCH (RFC822.SIZE 100 UID 6)\r\n* 4 FETCH (UID 7 RFC822.SIZE 201)\r\n"
	     "* 5 FETCH (FLAGS (\\Seen))\r\n* 6 FETCH (UID 8 RFC822.SIZE 200)\r\n"
	     "A1 OK\r\n");
	assert_int_equal(mb_imap_find(&imap, 5, 100, 200, &uids, &err), MB_IMAP_OK);
	assert_int_equal(uids.n, 2);
	assert_int_equal(uids.uids[0], 6);
	assert_int_equal(uids.uids[1], 8);
	free(uids.uids);
	assert_string_equal(mb_buf_str(&conn.heard), "A1 UID FETCH 5:* (UID RFC822.SIZE)\r\n");
}

static enum mb_imap_answer fetch(const char *script, struct mb_message *m)
{
	enum mb_imap_answer answer;

	meet("* CAPABILITY X", script);
	mb_message_init(m, scratch_dir(), SIZE_MAX);
	answer = mb_imap_fetch(&imap, 7, 1000, m, &err);
	if (answer == MB_IMAP_OK)
		assert_true(mb_message_end(m, &err));
	return answer;
}

static void fetches_the_message(void **state)
{
	static const char *const broken[] = {
		"* 1 FETCH (UID 7 BODY[] {99999999999999999999}\r\n",
		"* 1 FETCH (UID 7 BODY[] {10}\r\nabc",
	};
	/* A server that would fill the disk: refused before a byte is taken. */
	static const char *const far_more[] = {
		"* 1 FETCH (UID 7 BODY[] {1001}\r\n",
		"* 1 FETCH (UID 7 BODY[] {4294967295}\r\n",
		"* 1 FETCH (X {1048577}\r\n",
		"* 1 FETCH (UID 7 BODY[] {1}\r\na BODY[] {1048577}\r\n",
	};
	struct mb_message m;

	(void)state;
	assert_int_equal(fetch("* 1 FETCH (UID 7 X {4}\r\nA1 O BODY[] {5}\r\nA: b\n)\r\n"
			       "A1 OK\r\n",
			       &m),
			 MB_IMAP_OK);
	assert_int_equal(m.len, 6);
	assert_memory_equal(m.data, "A: b\r\n", 6);
	mb_message_fini(&m);
	assert_int_equal(fetch("A1 OK nothing there\r\n", &m), MB_IMAP_OK);
	assert_int_equal(m.len, 0);
	mb_message_fini(&m);
	for (size_t i = 0; i < N(broken); i++) {
		assert_int_equal(fetch(broken[i], &m), MB_IMAP_BROKEN);
		mb_message_fini(&m);
	}
	for (size_t i = 0; i < N(far_more); i++) {
		assert_int_equal(fetch(far_more[i], &m), MB_IMAP_BROKEN);
		assert_non_null(strstr(err.text, "announces far more than it was asked for"));
		mb_message_fini(&m);
	}
}

static int teardown(void **state)
{
	part();
	return scratch_teardown(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(status),
		cmocka_unit_test(literals),
		cmocka_unit_test(append_is_done_only_with_its_tagged_ok),
		cmocka_unit_test(finds_candidates),
		cmocka_unit_test(fetches_the_message),
	};

	return cmocka_run_group_tests(tests, scratch_setup, teardown);
}
