/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "global/err.h"
#include "base/text.h"

static void holds_code_and_sentence(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_false(mb_err_set(&err, MB_E_LOGIN, "sign in %s", "again"));
	assert_int_equal(err.code, MB_E_LOGIN);
	assert_string_equal(err.text, "sign in again");
	assert_false(mb_err_set(&err, MB_E_IO, "%s!", err.text));
	assert_int_equal(err.code, MB_E_IO);
	assert_string_equal(err.text, "sign in again!");
	mb_err_clear(&err);
	assert_int_equal(err.code, MB_OK);
	assert_null(err.text);
	mb_err_clear(&err);
}

static void english_goes_along(void **state)
{
	struct mb_err err = MB_ERR_INIT, other = MB_ERR_INIT;

	(void)state;
	mb_err_set(&err, MB_E_LOGIN, "neu anmelden");
	assert_string_equal(mb_err_english(&err), "neu anmelden");
	err.english = mb_text_cat("sign in again", NULL);
	mb_err_wrap(&err, "work");
	assert_string_equal(err.text, "work: neu anmelden");
	assert_string_equal(mb_err_english(&err), "work: sign in again");
	mb_err_move(&other, &err);
	assert_string_equal(mb_err_english(&other), "work: sign in again");
	assert_null(err.english);
	mb_err_set(&other, MB_E_IO, "Platte voll");
	assert_string_equal(mb_err_english(&other), "Platte voll");
	mb_err_clear(&other);
	assert_null(other.english);
}

static void wrap_puts_context_before(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	mb_err_set(&err, MB_E_CONFIG, "no such key");
	assert_false(mb_err_wrap(&err, "%s:%d", "config", 7));
	assert_string_equal(err.text, "config:7: no such key");
	assert_int_equal(err.code, MB_E_CONFIG);
	mb_err_clear(&err);
}

static void errno_is_told_and_kept(void **state)
{
	static const struct {
		int e;
		enum mb_code code;
	} rows[] = {
		{ ENOSPC, MB_E_IO },    { EACCES, MB_E_IO },    { EIO, MB_E_IO },
		{ EMFILE, MB_E_RETRY }, { ENOMEM, MB_E_RETRY }, { EINTR, MB_E_RETRY },
	};
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		errno = rows[i].e;
		assert_false(mb_err_errno(&err, "cannot write %s", "x"));
		assert_int_equal(errno, rows[i].e);
		assert_int_equal(err.code, rows[i].code);
		assert_string_equal(mb_text_after(err.text, "cannot write x: "),
				    strerror(rows[i].e));
	}
	mb_err_clear(&err);
}

static void move_leaves_nothing(void **state)
{
	struct mb_err from = MB_ERR_INIT, to = MB_ERR_INIT;

	(void)state;
	mb_err_set(&to, MB_E_IO, "old");
	mb_err_set(&from, MB_E_RETRY, "new");
	assert_false(mb_err_move(&to, &from));
	assert_int_equal(from.code, MB_OK);
	assert_null(from.text);
	assert_int_equal(to.code, MB_E_RETRY);
	assert_string_equal(to.text, "new");
	mb_err_clear(&to);
}

static void untrusted_text_becomes_one_printable_line(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	mb_err_set(&err, MB_E_RETRY, "said: %s", "a\r\nb\033[2J\377");
	assert_string_equal(err.text, "said: a b [2J?");
	mb_err_clear(&err);
}

static void long_text_is_cut_between_characters(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *text = malloc(5001);
	struct mb_buf printable;

	(void)state;
	for (size_t i = 0; i < 5000; i += 2)
		memcpy(text + i, "\303\274", 2);
	text[5000] = '\0';
	for (int shift = 0; shift < 2; shift++) {
		mb_err_set(&err, MB_E_RETRY, "%s%s", shift ? "x" : "", text);
		for (int i = 0; i < 5; i++)
			mb_err_wrap(&err, "%s%s", i % 2 ? "yy" : "y", i == 4 ? text : "");
		assert_true(strlen(err.text) > 1000 && strlen(err.text) < 2100);
		mb_buf_init(&printable, 4096);
		mb_text_printable(&printable, err.text, 4096);
		assert_string_equal(mb_buf_str(&printable), err.text);
		mb_buf_fini(&printable);
	}
	mb_err_clear(&err);
	free(text);
}

static void codes_become_exit_statuses(void **state)
{
	(void)state;
	assert_int_equal(mb_err_exit(MB_OK), 0);
	assert_int_equal(mb_err_exit(MB_E_USAGE), EX_USAGE);
	assert_int_equal(mb_err_exit(MB_E_DATA), EX_DATAERR);
	assert_int_equal(mb_err_exit(MB_E_BUG), EX_SOFTWARE);
	assert_int_equal(mb_err_exit(MB_E_IO), EX_IOERR);
	assert_int_equal(mb_err_exit(MB_E_RETRY), EX_TEMPFAIL);
	assert_int_equal(mb_err_exit(MB_E_LOGIN), EX_NOPERM);
	assert_int_equal(mb_err_exit(MB_E_DENIED), EX_NOPERM);
	assert_int_equal(mb_err_exit(MB_E_CONFIG), EX_CONFIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_code_and_sentence),
		cmocka_unit_test(english_goes_along),
		cmocka_unit_test(wrap_puts_context_before),
		cmocka_unit_test(errno_is_told_and_kept),
		cmocka_unit_test(move_leaves_nothing),
		cmocka_unit_test(untrusted_text_becomes_one_printable_line),
		cmocka_unit_test(long_text_is_cut_between_characters),
		cmocka_unit_test(codes_become_exit_statuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
