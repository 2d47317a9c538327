/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "mail/caps.h"

static void from(struct mb_caps *caps, enum mb_service service, const char *lines)
{
	mb_caps_init(caps);
	mb_caps_from_prologue(caps, service, lines);
}

static void join(void *arg, const char *entry)
{
	mb_buf_addf(arg, "<%s>", entry);
}

static void has_entries(const struct mb_caps *caps, const char *wanted)
{
	struct mb_buf all;

	mb_buf_init(&all, 65536);
	mb_caps_each(caps, join, &all);
	assert_string_equal(mb_buf_str(&all), wanted);
	mb_buf_fini(&all);
}

static void test_imap(void **state)
{
	struct mb_caps caps;

	(void)state;
	/* Nothing that would move a cursor reaches a mail program as our words. */
	from(&caps, MB_SERVICE_IMAP, "* CAPABILITY A X\033[31m Y\177 Z\302\233 B\n");
	has_entries(&caps, "<A><B>");
	mb_caps_fini(&caps);
	from(&caps, MB_SERVICE_IMAP,
	     "* OK [CAPABILITY IMAP4rev1 SASL-IR STARTTLS LOGINDISABLED] hello\n"
	     "A001 OK Begin TLS\n"
	     "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 auth=OAuthBearer ID\n"
	     "A002 OK done\n");
	has_entries(&caps, "<IMAP4rev1><AUTH=XOAUTH2><auth=OAuthBearer><ID>");
	assert_null(mb_caps_get(&caps, "STARTTLS"));
	assert_null(mb_caps_get(&caps, "IMAP4"));
	assert_non_null(mb_caps_get(&caps, "imap4REV1"));
	assert_true(mb_caps_sasl(&caps, MB_SERVICE_IMAP, "OAUTHBEARER"));
	assert_true(mb_caps_sasl(&caps, MB_SERVICE_IMAP, "XOAUTH2"));
	assert_false(mb_caps_sasl(&caps, MB_SERVICE_IMAP, "XOAUTH"));
	assert_false(mb_caps_sasl(&caps, MB_SERVICE_IMAP, "PLAIN"));
	assert_true(mb_caps_from_imap(&caps, "M1 OK [CAPABILITY IMAP4rev1 IDLE] Logged in"));
	has_entries(&caps, "<IMAP4rev1><IDLE>");
	assert_false(mb_caps_from_imap(&caps, "M1 OK Logged in"));
	has_entries(&caps, "<IMAP4rev1><IDLE>");
	assert_true(mb_caps_from_imap(&caps, "* CAPABILITY "));
	has_entries(&caps, "");
	mb_caps_fini(&caps);
}

static void test_pop3(void **state)
{
	struct mb_caps caps;

	(void)state;
	from(&caps, MB_SERVICE_POP3,
	     "+OK hello\n+OK\nSTLS\nSASL PLAIN\n.\n+OK Begin TLS\n+OK\nTOP\n"
	     "SASL XOAUTH2 OAUTHBEARER\n.\n");
	has_entries(&caps, "<TOP><SASL XOAUTH2 OAUTHBEARER>");
	assert_true(mb_caps_sasl(&caps, MB_SERVICE_POP3, "oauthbearer"));
	assert_false(mb_caps_sasl(&caps, MB_SERVICE_POP3, "PLAIN"));
	mb_caps_fini(&caps);
	from(&caps, MB_SERVICE_POP3, "+OK hello\n-ERR no CAPA here\n");
	has_entries(&caps, "");
	assert_false(mb_caps_sasl(&caps, MB_SERVICE_POP3, "XOAUTH2"));
	mb_caps_fini(&caps);
}

static void test_smtp(void **state)
{
	struct mb_caps caps;

	(void)state;
	from(&caps, MB_SERVICE_SMTP,
	     "220 hello\n250-mx\n250-AUTH PLAIN\n250 STARTTLS\n220 go\n"
	     "250-mx\n250-SIZE 35882577\n250-AUTH LOGIN XOAUTH2\n250 8BITMIME\n");
	has_entries(&caps, "<SIZE 35882577><AUTH LOGIN XOAUTH2><8BITMIME>");
	assert_memory_equal(mb_caps_get(&caps, "size"), "35882577\n", 9);
	assert_true(mb_caps_sasl(&caps, MB_SERVICE_SMTP, "XOAUTH2"));
	assert_false(mb_caps_sasl(&caps, MB_SERVICE_SMTP, "OAUTHBEARER"));
	mb_caps_fini(&caps);
	from(&caps, MB_SERVICE_SMTP, "220 hello\n500 no EHLO\n250 mx\n");
	has_entries(&caps, "");
	mb_caps_fini(&caps);
	from(&caps, MB_SERVICE_SMTP, "250-mx\n250-\n250 \n250\n");
	has_entries(&caps, "");
	mb_caps_fini(&caps);
}

/* What a hostile server can make us keep is bounded, and is never half an entry. */
static void test_limit(void **state)
{
	struct mb_caps caps;
	char entry[101];

	(void)state;
	memset(entry, 'x', 100);
	entry[100] = '\0';
	mb_caps_init(&caps);
	mb_caps_add(&caps, "\1"); /* not taken, but not for its length */
	assert_false(caps.cut);
	for (int i = 0; i < 1000; i++)
		mb_caps_add(&caps, entry);
	assert_true(mb_buf_ok(&caps.entries));
	assert_int_equal(caps.entries.len % 101, 0);
	assert_in_range(caps.entries.len, 4000, 8192);
	assert_true(caps.cut);
	mb_caps_add(&caps, "A");
	assert_non_null(mb_caps_get(&caps, "A"));
	mb_caps_fini(&caps);
}

static void test_farewell(void **state)
{
	(void)state;
	assert_null(mb_caps_farewell(""));
	assert_null(mb_caps_farewell("220 421 hello\n250-mx\n250 AUTH XOAUTH2\n"));
	assert_string_equal(mb_caps_farewell("220 hello\n421 4.3.2 busy\n"), "421 4.3.2 busy\n");
	assert_string_equal(mb_caps_farewell("220 mx\n421 busy\n250 mx\n"), "421 busy\n250 mx\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_imap),     cmocka_unit_test(test_pop3),
		cmocka_unit_test(test_smtp),     cmocka_unit_test(test_limit),
		cmocka_unit_test(test_farewell),
	};

	return cmocka_run_group_tests_name("caps", tests, NULL, NULL);
}
