/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "shim/send/send_address.h"

/* The addresses, divided by blanks; "!": refused. Borrowed until the next call. */
static const char *read_list(const char *text)
{
	static char out[4096];
	struct mb_addresses list = MB_ADDRESSES_INIT;
	struct mb_err err = MB_ERR_INIT;
	char *end = out;

	*out = '\0';
	if (!mb_addresses_add(&list, text, &err)) {
		assert_int_equal(err.code, MB_E_DATA);
		strcpy(out, "!");
	}
	mb_addresses_unique(&list);
	for (size_t i = 0; *out != '!' && i < list.n; i++)
		end = stpcpy(stpcpy(end, i > 0 ? " " : ""), list.items[i]);
	mb_err_clear(&err);
	mb_addresses_fini(&list);
	return out;
}

static void lists(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ " \t\r\n ", "" },
		{ ",, ,", "" },
		{ "a@b", "a@b" },
		{ " a@b ,\n c@d", "a@b c@d" },
		{ "Bob <bob@x.example>, carol@y", "bob@x.example carol@y" },
		{ "\"Smith, Bob\" <bob@x>, \"a \\\" <q@q>\" <c@d>", "bob@x c@d" },
		{ "bob@x (Bob, the (nested \\) one)), c@d", "bob@x c@d" },
		{ "(who) bob (at) @ (the) x . example", "bob@x.example" },
		{ "=?utf-8?B?w7w=?= <u@x>", "u@x" },
		{ "\303\274ml <\303\274@x>", "\303\274@x" },
		{ "friends: a@b, C <c@d>; e@f", "a@b c@d e@f" },
		{ "friends: a@b, C <c@d>;, e@f", "a@b c@d e@f" },
		{ "undisclosed-recipients:;", "" },
		{ "<@relay.example,@other:a@b>", "a@b" },
		{ "a@[127.0.0.1], <b@[IPv6:::1]>", "a@[127.0.0.1] b@[IPv6:::1]" },
		{ "\"quoted.local\"@x", "\"quoted.local\"@x" },
		{ "postmaster", "postmaster" },
		{ "a@b, a@b, A@b", "a@b A@b" },
		{ "-oi@x, -x", "-oi@x -x" },
		{ "Bob\n <bob@x>\n (folded)", "bob@x" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		assert_string_equal(read_list(cases[i][0]), cases[i][1]);
}

static void no_addresses(void **state)
{
	static const char *const cases[] = {
		"Bob Smith",      "Bob Smith bob@x",     "<>",          "Bob <>",      "<a b@x>",
		"\"john doe\"@x", "\"a\rRCPT TO:<b\"@x", "\"a\n\"@x",   "a@[1 2]",     "a@b\x01",
		"<a@b",           "<a@b> c@d",           "<a@b> <c@d>", "a@b (no end", "\"no end",
		"a@[1.2",         "g: h: a@b;",          "a@b>",        "<\"a>b\"@x>", "\"a,b\"@x",
		"a\302\233@b",    "a@b\342\200\256",     "a\233@b",     "a@b\x7f",
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		if (strcmp(read_list(cases[i]), "!") != 0)
			fail_msg("%s: %s", cases[i], read_list(cases[i]));
}

static void lengths_have_a_limit(void **state)
{
	char text[9000];

	(void)state;
	memset(text, 'a', 255);
	text[255] = '\0';
	assert_string_equal(read_list(text), "!");
	assert_string_equal(read_list(text + 1), text + 1);
	memset(text, 'a', 8999);
	text[8999] = '\0';
	assert_string_equal(read_list(text), "!");
	memcpy(text + 8500, " <a@b>", 7);
	assert_string_equal(read_list(text), "!");
	memcpy(text + 8000, " <a@b>", 7);
	assert_string_equal(read_list(text), "a@b");
}

/* The earlier one stays, in its place. */
static void none_is_there_twice(void **state)
{
	struct mb_addresses list = MB_ADDRESSES_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	mb_addresses_unique(&list);
	assert_true(mb_addresses_add(&list, "c@d, b@c, c@d, a@b", &err));
	assert_true(mb_addresses_add(&list, "b@c, e@f", &err));
	mb_addresses_unique(&list);
	mb_addresses_unique(&list);
	assert_int_equal(list.n, 4);
	assert_string_equal(list.items[0], "c@d");
	assert_string_equal(list.items[1], "b@c");
	assert_string_equal(list.items[2], "a@b");
	assert_string_equal(list.items[3], "e@f");
	mb_addresses_fini(&list);
}

/* A header's worth, each twice: a search among all for each takes minutes. */
static void many_take_no_time(void **state)
{
	struct mb_addresses list = MB_ADDRESSES_INIT;
	struct mb_err err = MB_ERR_INIT;
	char one[32];

	(void)state;
	alarm(60);
	for (size_t i = 0; i < 200000; i++) {
		snprintf(one, sizeof(one), "%zx@a", (i * 7919) % 100000);
		assert_true(mb_addresses_add(&list, one, &err));
	}
	mb_addresses_unique(&list);
	alarm(0);
	assert_int_equal(list.n, 100000);
	mb_addresses_fini(&list);
}

static void eight_bit_is_seen(void **state)
{
	struct mb_addresses list = MB_ADDRESSES_INIT;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_addresses_add(&list, "\303\274 <a@b>", &err));
	assert_false(list.eight_bit);
	assert_true(mb_addresses_add(&list, "<a@b\303\274>", &err));
	assert_true(list.eight_bit);
	assert_int_equal(list.n, 2);
	mb_addresses_fini(&list);
	assert_string_equal(mb_address_domain("a@b@c"), "c");
	assert_null(mb_address_domain("a"));
	assert_null(mb_address_domain("a@"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists),
		cmocka_unit_test(no_addresses),
		cmocka_unit_test(lengths_have_a_limit),
		cmocka_unit_test(none_is_there_twice),
		cmocka_unit_test(many_take_no_time),
		cmocka_unit_test(eight_bit_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
