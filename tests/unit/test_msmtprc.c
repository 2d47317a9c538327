/* SPDX-License-Identifier: MIT */
/* msmtprc: the accounts of msmtp's config. */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/setup/msmtprc.h"
#include "unit/wipe.h"

static bool parse(struct mb_msmtprc *rc, const char *text, struct mb_err *err)
{
	struct mb_buf buf;
	bool ok;

	mb_buf_init(&buf, MB_MSMTPRC_MAX);
	mb_buf_adds(&buf, text);
	ok = mb_msmtprc_parse(rc, "msmtprc", &buf, err);
	mb_buf_fini(&buf);
	return ok;
}

/* name host user from other_name, "-" for none, one line each. */
static void gives(const char *text, const char *wanted)
{
	struct mb_msmtprc rc = MB_MSMTPRC_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf got;

	if (!parse(&rc, text, &err))
		fail_msg("%s", err.text);
	mb_buf_init(&got, 65536);
	for (size_t i = 0; i < rc.n; i++) {
		const struct mb_msmtprc_account *a = &rc.accounts[i];

		mb_buf_addf(&got, "%s %s %s %s%s\n", a->name, a->host ? a->host : "-",
			    a->user ? a->user : "-", a->from ? a->from : "-",
			    a->other_name ? " again" : "");
	}
	assert_string_equal(mb_buf_str(&got), wanted);
	mb_buf_fini(&got);
	mb_msmtprc_fini(&rc);
}

static void accounts(void **state)
{
	(void)state;
	gives("", "");
	gives("# nothing\n\n   \n\t# more\n", "");
	gives("account a\nhost h\nuser u\nfrom f\n", "a h u f\n");
	gives("account a\nhost h", "a h - -\n");
	gives("  account\ta  \r\n\thost   h  \r\nuser\t\"u v\"\r\n", "a h u v -\n");
	gives("account a\nhost \"h\nuser \"\nfrom \"\"\n", "a \"h \" -\n");
	gives("account a\nhostname x\nHOST y\n", "a - - -\n");
}

static void defaults(void **state)
{
	(void)state;
	gives("defaults\nhost d\nuser x\naccount a\naccount b\nhost h\nuser\n",
	      "a d x -\nb h - -\n");
	gives("account a\nhost h\ndefaults\nuser u\naccount b\n", "a h - -\nb - u -\n");
	gives("defaults\nuser u\ndefaults\naccount a\n", "a - - -\n");
	gives("host d\naccount a\n", "a d - -\n");
}

static void parents(void **state)
{
	struct mb_msmtprc rc = MB_MSMTPRC_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	gives("account a\nhost h\nuser u\naccount b : a\nuser v\naccount default : b\n",
	      "a h u -\nb h v -\ndefault h v - again\n");
	gives("account a\nhost h\naccount b\nuser u\nhost i\naccount c: b , a\nfrom f\n",
	      "a h - -\nb i u -\nc h u f\n");
	gives("account a\nhost h\naccount c:a", "a h - -\nc h - - again\n");
	assert_false(parse(&rc, "account a : b\n", &err));
	assert_int_equal(err.code, MB_E_DATA);
	assert_non_null(strstr(err.text, "account a names b, which is not above it"));
	assert_int_equal(rc.n, 0);
	mb_err_clear(&err);
}

static void too_many(void **state)
{
	struct mb_msmtprc rc = MB_MSMTPRC_INIT;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf text;

	(void)state;
	mb_buf_init(&text, MB_MSMTPRC_MAX);
	for (int i = 0; i < MB_MSMTPRC_ACCOUNTS; i++)
		mb_buf_addf(&text, "account a%d\n", i);
	assert_true(parse(&rc, mb_buf_str(&text), &err));
	assert_int_equal(rc.n, MB_MSMTPRC_ACCOUNTS);
	mb_msmtprc_fini(&rc);
	mb_buf_adds(&text, "account more\n");
	assert_false(parse(&rc, mb_buf_str(&text), &err));
	assert_int_equal(err.code, MB_E_DATA);
	mb_err_clear(&err);
	mb_buf_fini(&text);
}

static void passwords(void **state)
{
	(void)state;
	wipe_watch("geheim-1234");
	gives("account a\npassword geheim-1234\npasswordeval echo geheim-1234\nhost h\n",
	      "a h - -\n");
	assert_int_equal(wipe_count(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accounts), cmocka_unit_test(defaults),  cmocka_unit_test(parents),
		cmocka_unit_test(too_many), cmocka_unit_test(passwords),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
