/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

static void equal_strings(void **state)
{
	(void)state;
	assert_true(mb_streq("a", "a"));
	assert_false(mb_streq("a", "b"));
	assert_false(mb_streq("a", NULL));
	assert_false(mb_streq(NULL, "a"));
	assert_true(mb_streq(NULL, NULL));
}

static void what_comes_after_a_prefix(void **state)
{
	(void)state;
	assert_string_equal(mb_text_after("--config=x", "--config="), "x");
	assert_string_equal(mb_text_after("x", "x"), "");
	assert_null(mb_text_after("xy", "xz"));
	assert_null(mb_text_after("x", "xy"));
}

static void numbers(void **state)
{
	static const struct {
		const char *text;
		int64_t min, max, value; /* -1: no number */
	} rows[] = {
		{ "0", 0, 10, 0 },
		{ "10", 0, 10, 10 },
		{ "007", 0, 10, 7 },
		{ "9223372036854775807", 0, INT64_MAX, INT64_MAX },
		{ "11", 0, 10, -1 },
		{ "4", 5, 10, -1 },
		{ "", 0, 10, -1 },
		{ "-1", -5, 10, -1 },
		{ "+1", 0, 10, -1 },
		{ " 1", 0, 10, -1 },
		{ "1 ", 0, 10, -1 },
		{ "1x", 0, 10, -1 },
		{ "0x1", 0, 10, -1 },
		{ "1.0", 0, 10, -1 },
		{ "9223372036854775808", 0, INT64_MAX, -1 },
		{ "9223372036854775808", INT64_MIN, INT64_MAX, -1 },
		{ "99999999999999999999999", 0, INT64_MAX, -1 },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		int64_t value = -1;
		bool ok = mb_text_number(rows[i].text, rows[i].min, rows[i].max, &value);

		if (ok != (rows[i].value >= 0) || value != rows[i].value)
			fail_msg("\"%s\"", rows[i].text);
	}
}

static void numbers_as_text(void **state)
{
	struct mb_number out;

	(void)state;
	assert_string_equal(mb_text_of_number(&out, 0), "0");
	assert_string_equal(mb_text_of_number(&out, 1790000000), "1790000000");
	assert_string_equal(mb_text_of_number(&out, -5), "-5");
	assert_string_equal(mb_text_of_number(&out, INT64_MAX), "9223372036854775807");
	assert_string_equal(mb_text_of_number(&out, INT64_MIN), "-9223372036854775808");
}

/* Of a text that goes on behind `len`, the rest belongs to something else. */
static void percent(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		int byte;
	} rows[] = {
		{ "%41", 3, 0x41 }, { "%aF", 3, 0xaf }, { "%00", 3, 0 },  { "%ff%41", 6, 0xff },
		{ "%41", 2, -1 },   { "%41", 1, -1 },   { "%41", 0, -1 }, { "%4", 2, -1 },
		{ "%4\0", 3, -1 },  { "%", 1, -1 },     { "%4g", 3, -1 }, { "%-1", 3, -1 },
		{ "% 1", 3, -1 },   { "%%41", 4, -1 },  { "41x", 3, -1 }, { "", 0, -1 },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++)
		if (mb_text_percent(rows[i].text, rows[i].len) != rows[i].byte)
			fail_msg("row %zu", i);
}

static void printable(void **state)
{
	static const struct {
		const char *in;
		size_t max;
		const char *out;
	} rows[] = {
		{ "plain", 99, "plain" },
		{ "", 99, "" },
		{ "a\r\nb", 99, "a b" },
		{ "  a \t b  ", 99, "a b" },
		{ "esc \033[31mred", 99, "esc [31mred" },
		{ "del\177x", 99, "del x" },
		{ "gr\303\274n \360\237\230\200", 99, "gr\303\274n \360\237\230\200" },
		{ "\377\376x", 99, "??x" },
		{ "\300\257", 99, "??" },           /* overlong */
		{ "\340\200\257", 99, "???" },      /* overlong */
		{ "\355\240\200", 99, "???" },      /* surrogate */
		{ "\364\220\200\200", 99, "????" }, /* over U+10FFFF */
		{ "\302\233x", 99, "?x" },          /* C1: CSI */
		{ "\302\237x\302\240", 99, "?x\302\240" },
		{ "\302\255x", 99, "?x" },                  /* soft hyphen */
		{ "\330\233\330\234x", 99, "\330\233?x" },  /* Arabic letter mark */
		{ "\342\200\213\342\200\217x", 99, "??x" }, /* zero width, right-to-left mark */
		{ "\342\200\250\342\200\251x", 99, "??x" }, /* separators of lines, paragraphs */
		{ "\342\200\256x", 99, "?x" },              /* right-to-left override */
		{ "\342\201\240\342\201\244x", 99, "??x" }, /* joiner, invisible plus */
		{ "\342\201\246\342\201\257x", 99, "??x" }, /* isolate, digit shapes */
		{ "\357\270\217\357\273\277x", 99,
		  "??x" }, /* variation selector, byte order mark */
		{ "\363\240\200\201\363\240\201\277x", 99, "??x" }, /* tags */
		{ "\363\240\202\200a", 3, "?a" },                   /* one '?' is one byte */
		{ "\342\201\237x", 99, "\342\201\237x" },           /* a space next to them */
		{ "\342\200\223x", 99, "\342\200\223x" },           /* a dash next to them */
		{ "cut\303", 99, "cut?" },
		{ "abcdef", 3, "abc" },
		{ "ab\303\274", 3, "ab" }, /* never half a character */
		{ "ab cd", 3, "ab" },      /* nor a blank at the end */
	};
	struct mb_buf buf;

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		mb_buf_init(&buf, 200);
		mb_text_printable(&buf, rows[i].in, rows[i].max);
		if (strcmp(mb_buf_str(&buf), rows[i].out) != 0)
			fail_msg("row %zu: \"%s\"", i, mb_buf_str(&buf));
		mb_buf_fini(&buf);
	}
}

static void json_is_harmless(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "{\"a\": \"b\\u0001\"}\n", "{\"a\": \"b\\u0001\"}\n" },
		{ "\"gr\303\274n \360\237\230\200\"", "\"gr\303\274n \360\237\230\200\"" },
		{ "\"\177\302\200\302\237\302\240\"", "\"\\u007f\\u0080\\u009f\302\240\"" },
		{ "\"a\342\200\256b\357\273\277c\"", "\"a\\u202eb\\ufeffc\"" },
		{ "\"\363\240\201\201\"", "\"\\udb40\\udc41\"" }, /* U+E0041 */
		{ "\"\377\303\"", "\"\377\303\"" },
		{ "", "" },
	};
	struct mb_buf buf;

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		mb_buf_init(&buf, 200);
		mb_text_json(&buf, rows[i].in, strlen(rows[i].in));
		assert_string_equal(mb_buf_str(&buf), rows[i].out);
		mb_buf_fini(&buf);
	}
}

static void visible(void **state)
{
	static const char *const no[] = { "\n",        "a\tb",         "\x7f",
					  "a\302\233", "\302\200",     "\200",
					  "\303",      "\342\200\256", "\342\201\246",
					  "\330\234",  "\357\273\277", "\342\200\213" };

	(void)state;
	assert_true(mb_text_is_visible(""));
	assert_true(mb_text_is_visible("a b\303\274\360\237\230\200"));
	/* Persian writes with the one, names in Sinhala with the other. */
	assert_true(mb_text_is_visible("a\342\200\214b\342\200\215c"));
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (mb_text_is_visible(no[i]))
			fail_msg("%zu", i);
}

static void printable_appends(void **state)
{
	struct mb_buf buf;

	(void)state;
	mb_buf_init(&buf, 200);
	mb_buf_adds(&buf, "before ");
	mb_text_printable(&buf, "  after  ", 5);
	assert_string_equal(mb_buf_str(&buf), "before after");
	mb_text_printable(&buf, " \n ", 5);
	assert_string_equal(mb_buf_str(&buf), "before after");
	mb_buf_fini(&buf);
}

static void graphic(void **state)
{
	(void)state;
	assert_true(mb_text_is_graphic("!az~", 4));
	assert_true(mb_text_is_graphic("", 0));
	assert_false(mb_text_is_graphic("a b", 3));
	assert_false(mb_text_is_graphic("a\n", 2));
	assert_false(mb_text_is_graphic("a\177", 2));
	assert_false(mb_text_is_graphic("\303\274", 2));
	assert_false(mb_text_is_graphic("a\0b", 3));
}

static void cat_joins(void **state)
{
	char *s = mb_text_cat("a", "", "bc", "d", NULL);

	(void)state;
	assert_string_equal(s, "abcd");
	free(s);
	s = mb_text_cat("", NULL);
	assert_string_equal(s, "");
	free(s);
}

static void columns_are_characters(void **state)
{
	(void)state;
	assert_int_equal(mb_text_columns(""), 0);
	assert_int_equal(mb_text_columns("PROVIDER"), 8);
	assert_int_equal(mb_text_columns("g\xc3\xbcltig"), 6);
	assert_int_equal(mb_text_columns("u\xcc\x88"), 1); /* u and a combining diaeresis */
	assert_int_equal(mb_text_columns("\xcd\xb0"), 1);  /* the first behind those */
	assert_int_equal(mb_text_pad("g\xc3\xbcltig", 8), 2);
	assert_int_equal(mb_text_pad("PROVIDER", 8), 0);
	assert_int_equal(mb_text_pad("PROVIDER", 3), 0);
}

static const char *shout(const char *one, const char *many, unsigned long n)
{
	return !many ? "LOUD" : n == 1 ? one : "MANY";
}

static void translated_once_there_is_a_translator(void **state)
{
	(void)state;
	assert_string_equal(_("quiet"), "quiet");
	assert_string_equal(P_("one", "many", 1), "one");
	assert_string_equal(P_("one", "many", 0), "many");
	mb_translator = shout;
	assert_string_equal(_("quiet"), "LOUD");
	assert_string_equal(_(""), "");
	assert_null(mb_tr(NULL));
	assert_string_equal(P_("one", "many", 1), "one");
	assert_string_equal(P_("one", "many", 2), "MANY");
	mb_translator = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_strings),
		cmocka_unit_test(what_comes_after_a_prefix),
		cmocka_unit_test(numbers),
		cmocka_unit_test(numbers_as_text),
		cmocka_unit_test(percent),
		cmocka_unit_test(printable),
		cmocka_unit_test(json_is_harmless),
		cmocka_unit_test(visible),
		cmocka_unit_test(printable_appends),
		cmocka_unit_test(columns_are_characters),
		cmocka_unit_test(translated_once_there_is_a_translator),
		cmocka_unit_test(graphic),
		cmocka_unit_test(cat_joins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
