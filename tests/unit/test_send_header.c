/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/text.h"
#include "shim/send/send_address.h"
#include "shim/send/send_header.h"
#include "shim/send/send_message.h"

#define HAS_ALL "From: a@b\nDate: d\nMessage-ID: <m@b>\n"

static char *recipients(const char *header)
{
	struct mb_addresses list = MB_ADDRESSES_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf out;

	mb_buf_init(&out, 4096);
	if (!mb_send_header_recipients(header, &list, &err))
		mb_buf_addf(&out, "!%d", err.code);
	else
		for (size_t i = 0; i < list.n; i++)
			mb_buf_addf(&out, "%s%s", i > 0 ? " " : "", list.items[i]);
	mb_buf_addc(&out, ' ');
	mb_buf_cut(&out, out.len - 1);
	mb_err_clear(&err);
	mb_addresses_fini(&list);
	return mb_buf_take(&out);
}

static void who_gets_it(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "Subject: To: x@y\n", "" },
		{ "To: a@b\n", "a@b" },
		{ "tO : a@b\nCC:c@d,\n\te@f\nbcc: g@h (x)\n", "a@b c@d e@f g@h" },
		{ "To: a@b\nX-To: no@x\nReply-To: no@x\nTo: c@d\n", "a@b c@d" },
		{ "Subject: x\n To: no@x\nTo: a@b\n", "a@b" },
		{ "To:\nCc: undisclosed:;\nBcc: a@b\n", "a@b" },
		/* sent anew: the newest block alone */
		{ "Resent-From: r@x\nResent-To: a@b\nResent-Bcc: c@d\nTo: no@x\nCc: no@x\n",
		  "a@b c@d" },
		{ "Resent-To: a@b\nReceived: x\nResent-To: no@x\n", "a@b" },
		{ "Resent-To: a@b\nResent-Cc: c@d\nResent-Date: x\nResent-To: no@x\n", "a@b c@d" },
		{ "Resent-From: r@x\nTo: a@b\n", "a@b" },
		{ "To: Bob Smith\n", "!2" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char *got = recipients(cases[i][0]);

		assert_string_equal(got, cases[i][1]);
		free(got);
	}
}

static void whose_it_is(void **state)
{
	static const char *const cases[][2] = {
		{ "", NULL },
		{ "Sender: s@x\nFrom: Alice\n <a@b>\nFrom: c@d\n", "a@b" },
		{ "from:a@b, c@d\n", "a@b" },
		{ "From: nobody at all\n", NULL },
		{ "From:\n", NULL },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char *got = mb_send_header_from(cases[i][0]);

		if (cases[i][1])
			assert_string_equal(got, cases[i][1]);
		else
			assert_null(got);
		free(got);
	}
}

/* The completed header; the caller frees it. */
static char *complete(const char *header, const char *from, const char *name)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf buf;

	mb_buf_init(&buf, MB_SEND_HEADER_MAX);
	mb_buf_adds(&buf, header);
	assert_true(mb_send_header_complete(&buf, from, name, &err));
	return mb_buf_take(&buf);
}

static void bcc_goes(void **state)
{
	char *got = complete("bcc: x@y\nTo: a@b\nBCC : c@d,\n e@f\n" HAS_ALL
			     "Resent-Bcc:\n\tg@h\nBccx: stays\nX: y\n bcc: stays\n",
			     "u@x", "U");

	(void)state;
	assert_string_equal(got, "To: a@b\n" HAS_ALL "Bccx: stays\nX: y\n bcc: stays\n");
	free(got);
}

static void what_is_missing_is_added(void **state)
{
	char *got = complete("Subject: x\n", "u@x.example", NULL);
	const char *date = strstr(got, "\nDate: "), *id = strstr(got, "\nMessage-ID: <");
	struct tm tm = { 0 };
	char *other;

	(void)state;
	assert_ptr_equal(strstr(got, "Subject: x\nFrom: u@x.example\nDate: "), got);
	assert_non_null(date);
	assert_non_null(strptime(date, "\nDate: %a, %d %b %Y %H:%M:%S %z", &tm));
	assert_int_equal(*strptime(date, "\nDate: %a, %d %b %Y %H:%M:%S %z", &tm), '\n');
	assert_non_null(id);
	assert_string_equal(strchr(id, '@'), "@x.example>\n");
	other = complete("Subject: x\n", "u@x.example", NULL);
	assert_string_not_equal(id, strstr(other, "\nMessage-ID: <"));
	free(other);
	free(got);
}

static void names_are_made_fit(void **state)
{
	static const char *const cases[][2] = {
		{ "Anna Muster", "From: \"Anna Muster\" <u@x>\n" },
		{ "a \"b\" \\c", "From: \"a \\\"b\\\" \\\\c\" <u@x>\n" },
		{ "", "From: u@x\n" },
		{ "a\nBcc: evil@x\r\n", "From: \"a Bcc: evil@x\" <u@x>\n" },
		{ "J\303\266rg", "From: =?utf-8?B?SsO2cmc=?= <u@x>\n" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		char *got = complete("Date: d\nMessage-ID: <m@b>\n", "u@x", cases[i][0]);

		assert_string_equal(got + strlen("Date: d\nMessage-ID: <m@b>\n"), cases[i][1]);
		free(got);
	}
}

static void long_names_become_several_words(void **state)
{
	char name[201] = "", *got, *line;

	(void)state;
	for (int i = 0; i < 100; i++)
		strcat(name, "\303\266");
	got = complete("Date: d\nMessage-ID: <m@b>\n", "u@x", name);
	assert_non_null(strstr(got, "?=\n =?utf-8?B?"));
	for (line = got; line; line = strchr(line + 1, '\n'))
		assert_true(strcspn(line + 1, "\n") <= 80);
	free(got);
}

static void eight_bit_is_seen(void **state)
{
	(void)state;
	assert_false(mb_send_header_8bit("Subject: x\n"));
	assert_true(mb_send_header_8bit("Subject: \303\274\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_gets_it),
		cmocka_unit_test(whose_it_is),
		cmocka_unit_test(bcc_goes),
		cmocka_unit_test(what_is_missing_is_added),
		cmocka_unit_test(names_are_made_fit),
		cmocka_unit_test(long_names_become_several_words),
		cmocka_unit_test(eight_bit_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
