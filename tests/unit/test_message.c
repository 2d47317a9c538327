/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mail/message.h"
#include "mail/mutf7.h"
#include "base/buf.h"
#include "mail/received.h"

/* `text`, in pieces of `step` bytes. */
static void take(struct mb_message *m, const char *text, size_t len, size_t step)
{
	struct mb_err err = MB_ERR_INIT;

	mb_message_init(m, scratch_dir(), SIZE_MAX);
	for (size_t at = 0; at < len; at += step)
		assert_true(mb_message_add(m, text + at, len - at < step ? len - at : step, &err));
	assert_true(mb_message_end(m, &err));
}

static void lines_end_with_crlf(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "a\nb\n", "a\r\nb\r\n" },
		{ "a\r\nb\r\n", "a\r\nb\r\n" },
		{ "a\rb", "a\rb" },
		{ "a\n\n", "a\r\n\r\n" },
		{ "a\r\r\n", "a\r\r\n" },
		{ "a", "a" },
		{ "\n", "\r\n" },
		{ "", "" },
		{ "From x\nFrom: y\n", "From: y\r\n" },
		{ "From: y\n", "From: y\r\n" },
		{ "From x", "From x" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		for (size_t step = 1; step < 5; step++) {
			struct mb_message m;

			take(&m, cases[i].in, strlen(cases[i].in), step);
			assert_int_equal(m.len, strlen(cases[i].out));
			assert_memory_equal(m.data, cases[i].out, m.len);
			assert_false(m.has_nul);
			mb_message_fini(&m);
		}
}

static void large_ones_are_whole(void **state)
{
	size_t len = 5 * 1024 * 1024 + 7;
	char *text = malloc(len);
	struct mb_message m;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < len; i++)
		text[i] = i % 77 == 76 ? '\n' : (char)('a' + i % 26);
	take(&m, text, len, 65536);
	assert_int_equal(m.len, len + len / 77);
	for (size_t i = 0, at = 0; i < len; i++, at++) {
		if (text[i] == '\n')
			assert_int_equal(m.data[at++], '\r');
		assert_int_equal(m.data[at], text[i]);
	}
	/* Its file has no name. */
	assert_int_equal(scratch_count(scratch_dir()), 0);
	mb_message_fini(&m);
	free(text);
}

/* The limit is for both together: what is in memory and what is in the file. */
static void a_message_has_a_limit(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	size_t piece = 16 * 1024 * 1024;
	char *text = calloc(1, piece);
	struct mb_message m;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', piece);
	mb_message_init(&m, scratch_dir(), MB_MESSAGE_MAX);
	for (size_t at = 0; at < MB_MESSAGE_MAX; at += piece)
		assert_true(mb_message_add(&m, text, piece, &err));
	assert_false(mb_message_add(&m, "x", 1, &err));
	assert_int_equal(err.code, MB_E_DATA);
	mb_err_clear(&err);
	mb_message_fini(&m);
	free(text);
}

static void sees_a_nul(void **state)
{
	struct mb_message m;

	(void)state;
	take(&m, "a\0b\n", 4, 4);
	assert_true(m.has_nul);
	assert_memory_equal(m.data, "a\0b\r\n", 5);
	mb_message_fini(&m);
}

static void a_disk_that_is_not_there_is_an_error(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_message m;
	char piece[65536] = "";
	bool ok = true;

	(void)state;
	mb_message_init(&m, "/nonexistent", SIZE_MAX);
	for (int i = 0; ok && i < 64; i++)
		ok = mb_message_add(&m, piece, sizeof(piece), &err);
	assert_false(ok);
	assert_int_equal(err.code, MB_E_IO);
	mb_err_clear(&err);
	mb_message_fini(&m);
}

/* In memory as well as in its file. */
static void one_that_is_too_long_is_not_kept(void **state)
{
	static const size_t most[] = { 10, 3 * 1024 * 1024 };
	struct mb_err err = MB_ERR_INIT;
	struct mb_message m;

	(void)state;
	for (size_t i = 0; i < N(most); i++) {
		mb_message_init(&m, scratch_dir(), most[i]);
		for (size_t n = 2; n < most[i]; n++)
			assert_true(mb_message_add(&m, "x", 1, &err));
		assert_true(mb_message_add(&m, "\n", 1, &err)); /* two, in the end */
		assert_false(mb_message_add(&m, "y", 1, &err));
		assert_int_equal(err.code, MB_E_DATA);
		mb_err_clear(&err);
		assert_true(mb_message_end(&m, &err));
		assert_int_equal(m.len, most[i]);
		mb_message_fini(&m);
	}
}

static bool same_digest(const char *a, const char *b)
{
	unsigned char da[MB_SHA256_LEN], db[MB_SHA256_LEN];
	struct mb_message ma, mb;
	size_t la, lb;

	take(&ma, a, strlen(a), 1000);
	take(&mb, b, strlen(b), 1000);
	mb_message_digest(&ma, da, &la);
	mb_message_digest(&mb, db, &lb);
	mb_message_fini(&ma);
	mb_message_fini(&mb);
	return la == lb && memcmp(da, db, sizeof(da)) == 0;
}

static void the_topmost_received_does_not_count(void **state)
{
	(void)state;
	assert_true(same_digest("Received: by a;\n\tThu\nReceived: x\nA: b\n\nc\n",
				"received: by longer b\n\t;\n Fri\nReceived: x\nA: b\n\nc\n"));
	assert_true(same_digest("X: y\nReceived: by a\nA: b\n\nc\n", "X: y\nA: b\n\nc\n"));
	assert_false(
	    same_digest("Received: a\nReceived: x\n\nc\n", "Received: a\nReceived: y\n\nc\n"));
	assert_false(same_digest("A: b\n\nReceived: x\n", "A: b\n\nReceived: y\n"));
	assert_false(same_digest("Message-ID: <1@x>\n\nc\n", "Message-ID: <1@x>\n\nd\n"));
}

static void dates(void **state)
{
	static const struct {
		const char *field, *date;
	} cases[] = {
		{ "by x; Thu, 1 Jan 2026 12:03:04 +0100", "01-Jan-2026 11:03:04 +0000" },
		{ "by x; 31 dec 2025 23:59:60 -0730\r\n", "01-Jan-2026 07:30:00 +0000" },
		{ "by x (a; b);\r\n\tThu, 29 Feb 2024 12:03 GMT (now)",
		  "29-Feb-2024 12:03:00 +0000" },
		{ "x; Fri, 02 Jan 98 1:02:03 EST", "02-Jan-1998 06:02:03 +0000" },
		{ "x; Thu, 1 (first) Jan 2026 12:03:04 +0000", "01-Jan-2026 12:03:04 +0000" },
		{ "x; Thu, 29 Feb 2026 12:03:04 +0000", "01-Mar-2026 12:03:04 +0000" },
		{ "x; Thu, 0 Jan 2026 12:03:04 +0000", NULL },
		{ "x; Thu, 1 Jan 1900 12:03:04 +0000", NULL },
		{ "x; Thu, 1 Jan 2026 24:03:04 +0000", NULL },
		{ "x; Thu, 1 Foo 2026 12:03:04 +0000", NULL },
		{ "x; Thu, 1 Jan 20260 12:03:04 +0000", NULL },
		{ "x; ", NULL },
		{ "Thu, 1 Jan 2026 12:03:04 +0000", NULL },
		{ "x; Thu, 1 Jan 2026 12:03:04 +9999", NULL },
		{ "x; Thu, 1 Jan ((a) b) 2026 (c) 12:03:04 +0000", "01-Jan-2026 12:03:04 +0000" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct mb_internal_date date = { "" };
		bool ok = mb_received_date(cases[i].field, strlen(cases[i].field), &date);

		assert_int_equal(ok, cases[i].date != NULL);
		if (cases[i].date)
			assert_string_equal(date.text, cases[i].date);
	}
}

static void the_newest_date_else_now(void **state)
{
	static const char two[] = "A: b\r\nReceived: x; 1 Jan 2026 00:00:00 +0000\r\n"
				  "Received: x; 2 Jan 2025 00:00:00 +0000\r\n\r\n";
	static const char in_body[] = "A: b\r\n\r\nReceived: x; 1 Jan 2026 00:00:00 +0000\r\n";
	struct mb_internal_date date;

	(void)state;
	mb_internal_date(&date, two, strlen(two), 0);
	assert_string_equal(date.text, "01-Jan-2026 00:00:00 +0000");
	mb_internal_date(&date, in_body, strlen(in_body), 1790000000);
	assert_string_equal(date.text, "21-Sep-2026 14:13:20 +0000");
}

static void names_of_mailboxes(void **state)
{
	static const struct {
		const char *name, *quoted;
	} cases[] = {
		{ "INBOX", "\"INBOX\"" },
		{ "Entw\303\274rfe", "\"Entw&APw-rfe\"" },
		{ "a&b", "\"a&-b\"" },
		{ "a\"b\\c", "\"a\\\"b\\\\c\"" },
		/* RFC 3501 5.1.3 */
		{ "~peter/mail/\345\217\260\345\214\227/\346\227\245\346\234\254\350\252\236",
		  "\"~peter/mail/&U,BTFw-/&ZeVnLIqe-\"" },
		{ "\360\237\230\200", "\"&2D3eAA-\"" },
		{ "", NULL },
		{ "a\nb", NULL },
		{ "a\177", NULL },
		{ "\374", NULL },
		{ "\300\200", NULL },
		{ "\355\240\200", NULL },
		{ "a\303", NULL },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++) {
		struct mb_err err = MB_ERR_INIT;
		struct mb_buf out;
		bool ok;

		mb_buf_init(&out, 1000);
		ok = mb_mutf7_quoted(&out, cases[i].name, &err);
		assert_int_equal(ok, cases[i].quoted != NULL);
		if (ok)
			assert_string_equal(mb_buf_str(&out), cases[i].quoted);
		else
			assert_int_equal(err.code, MB_E_USAGE);
		mb_err_clear(&err);
		mb_buf_fini(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_with_crlf),
		cmocka_unit_test(large_ones_are_whole),
		cmocka_unit_test(a_message_has_a_limit),
		cmocka_unit_test(sees_a_nul),
		cmocka_unit_test(one_that_is_too_long_is_not_kept),
		cmocka_unit_test(a_disk_that_is_not_there_is_an_error),
		cmocka_unit_test(the_topmost_received_does_not_count),
		cmocka_unit_test(dates),
		cmocka_unit_test(the_newest_date_else_now),
		cmocka_unit_test(names_of_mailboxes),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
