/* SPDX-License-Identifier: MIT */
/* blocks: which accounts are left out of a text, and when none is. tests/fuzz/fuzz_config.c compares what is read. */
#include "unit/scratch.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "config/blocks.h"

static void keeps(const char *text, const char *left)
{
	struct mb_buf buf;

	mb_buf_init(&buf, 4096);
	mb_buf_adds(&buf, text);
	if (!mb_blocks_keep(&buf, "a"))
		fail_msg("not plain: %s", text);
	assert_string_equal(mb_buf_str(&buf), left);
	mb_buf_fini(&buf);
}

/* The text stays as it is. */
static void leaves_bytes(const char *text, size_t len)
{
	struct mb_buf buf;

	mb_buf_init(&buf, 4096);
	mb_buf_add(&buf, text, len);
	if (mb_blocks_keep(&buf, "a"))
		fail_msg("plain: %s", text);
	assert_int_equal(buf.len, len);
	assert_memory_equal(mb_buf_str(&buf), text, len);
	mb_buf_fini(&buf);
}

static void leaves(const char *text)
{
	leaves_bytes(text, strlen(text));
}

static void others_are_left_out(void **state)
{
	(void)state;
	keeps("account a {\n x = y\n}\n", "account a {\n x = y\n}\n");
	keeps("account b {\n x = y\n}\naccount a {}\naccount c{x=y}", "\naccount a {}\n");
	keeps("t = 1\naccount b { }\nu = 2\n", "t = 1\n\nu = 2\n");
	keeps("account \"b c\" { x = \"} account a {\" y = '\"' }t = 1", "t = 1");
	keeps("account 'a' { x = 1 }", "account 'a' { x = 1 }");
	keeps("# account a {\n// }\naccount b { # }\n x = https://h:1/p // {\n}",
	      "# account a {\n// }\n");
	keeps("account b { services = { imap ,\"smtp\"} services={pop3} }", "");
	keeps("account ab {}account A {}", "");
	keeps("\xef\xbb\xbf"
	      "account b {} t = \"J\xc3\xbcrgen\"",
	      " t = \"J\xc3\xbcrgen\"");
}

static void what_is_not_plain_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"", /* the rows below stand in an account b */
		"x",
		"x y",
		"x = ",
		"x = y z",
		"x = y = z",
		"= y",
		"x += y",
		"x = y,",
		"x = (y)",
		"x = \"y",
		"x = 'y",
		"x = \"y\\\"\"",
		"x = \"${HOME}\"",
		"x = \"y\nz\"",
		"x = \"y\tz\"",
		"x = 'y\\'",
		"x = y\"z\"",
		"x = ${HOME}",
		"x = y+z",
		"x = y*z",
		"x = y#z",
		"x = //y",
		"x = /y",
		"x = y /* z */",
		"x = y;",
		"\"x\" = y",
		"x = y\r\n",
		"x { y = z }",
		"x y { }",
		"x y { account = z }",
		"x { account b { } }",
		"user = {y}",
		"services = {}",
		"services = {imap,}",
		"services = {imap smtp}",
		"services = {imap",
		"services = {{imap}}",
		"end_of_config = x",
		"begin_of_config = x",
		"}",
		"x = y }",
		"include(\"y\")",
		"x-y = z",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa = y",
	};
	char text[256];

	(void)state;
	for (size_t i = 1; i < N(texts); i++) {
		snprintf(text, sizeof(text), "account b {\n %s\n}\naccount a {}\n", texts[i]);
		leaves(text);
		/* Faults of the one account are not ours, but where it ends must be sure. */
		snprintf(text, sizeof(text), "account a {\n %s\n}\naccount b {}\n", texts[i]);
		leaves(text);
	}
	leaves("account b { x = y");
	leaves("account b x = y }");
	leaves("account { }");
	leaves("account b");
	leaves("b a { }");
	leaves("} account b {}");
	leaves_bytes("account b {}\0account a {", 24);
}

/* Also when the table of names grows. */
static void no_name_stands_twice(void **state)
{
	struct mb_buf text;
	size_t len;

	(void)state;
	leaves("account b {} account a {} account b {}");
	leaves("account a {} account \"a\" {}");
	mb_buf_init(&text, 1024 * 1024);
	for (unsigned i = 0; i < 1000; i++)
		mb_buf_addf(&text, "account b%u {}", i);
	len = text.len;
	assert_true(mb_blocks_keep(&text, "b999"));
	assert_string_equal(mb_buf_str(&text), "account b999 {}");
	mb_buf_cut(&text, 0);
	for (unsigned i = 0; i < 1000; i++)
		mb_buf_addf(&text, "account b%u {}", i);
	assert_int_equal(text.len, len);
	mb_buf_adds(&text, "account b3 {}");
	assert_false(mb_blocks_keep(&text, "b999"));
	mb_buf_fini(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(others_are_left_out),
		cmocka_unit_test(what_is_not_plain_is_left_alone),
		cmocka_unit_test(no_name_stands_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
