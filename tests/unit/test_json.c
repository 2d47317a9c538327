/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/secret.h"
#include "unit/wipe.h"

static int setup(void **state)
{
	(void)state;
	mb_json_init();
	return 0;
}

static json_t *parse(const char *text)
{
	return mb_json_parse(text, strlen(text));
}

static void only_one_object(void **state)
{
	static const char *const bad[] = {
		"",
		"null",
		"[]",
		"\"x\"",
		"5",
		"{",
		"{}{}",
		"{\"a\":1,}",
		"{'a':1}",
		"{\"a\":1,\"a\":2}",
		"{\"a\":NaN}",
		"{\"a\":\"\\u0000\"}",
		"{\"a\":\"\377\"}",
		"<html>",
		"{\"a\":1e999}",
	};
	json_t *json;

	(void)state;
	for (size_t i = 0; i < N(bad); i++)
		if (parse(bad[i]))
			fail_msg("%s", bad[i]);
	assert_null(mb_json_parse("{}\0", 3));
	json = mb_json_parse("{} rubbish", 2);
	assert_non_null(json);
	json_decref(json);
	json = parse(" {\"a\": {\"b\": [1, null]}}\n");
	assert_non_null(json);
	json_decref(json);
}

static void deep_nesting_is_refused(void **state)
{
	static char text[200000];

	(void)state;
	memset(text, '[', sizeof(text) - 1);
	memcpy(text, "{\"a\":", 5);
	assert_null(parse(text));
}

static void strings(void **state)
{
	json_t *json = parse("{\"s\": \"text\", \"empty\": \"\", \"n\": 5, \"null\": null}");
	struct mb_secret *s = mb_json_secret(json, "s");

	(void)state;
	assert_string_equal(mb_json_str(json, "s"), "text");
	assert_null(mb_json_str(json, "empty"));
	assert_null(mb_json_str(json, "n"));
	assert_null(mb_json_str(json, "null"));
	assert_null(mb_json_str(json, "none"));
	assert_string_equal(mb_secret_expose(s), "text");
	assert_null(mb_json_secret(json, "empty"));
	mb_secret_free(&s);
	json_decref(json);
}

static void integers_in_all_the_ways_of_providers(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t value;
	} rows[] = {
		{ "3600", true, 3600 },     { "-1", true, -1 },
		{ "\"3600\"", true, 3600 }, { "3600.0", true, 3600 },
		{ "3599.9", true, 3599 },   { "9223372036854775807", true, INT64_MAX },
		{ "1e300", false, 0 },      { "-1e300", false, 0 },
		{ "\"-5\"", false, 0 },     { "\"1h\"", false, 0 },
		{ "\"\"", false, 0 },       { "true", false, 0 },
		{ "null", false, 0 },       { "[3600]", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		char text[100] = "{\"n\": ";
		int64_t value = 0;
		json_t *json;

		strcat(strcat(text, rows[i].text), "}");
		json = parse(text);
		assert_non_null(json);
		if (mb_json_int(json, "n", &value) != rows[i].ok || value != rows[i].value)
			fail_msg("%s", rows[i].text);
		json_decref(json);
	}
}

static void dumps_what_was_set(void **state)
{
	json_t *json = json_object(), *back;
	struct mb_buf buf;
	int64_t n = 0;

	(void)state;
	mb_json_set_str(json, "s", "a \"quoted\" \303\274");
	mb_json_set_str(json, "left_out", NULL);
	mb_json_set_str(json, "not_utf8", "\377");
	mb_json_set_int(json, "n", -7);
	mb_buf_init(&buf, 1000);
	mb_json_dump(json, &buf);
	assert_true(mb_buf_ok(&buf));
	assert_int_equal(buf.data[buf.len - 1], '\n');
	back = mb_json_parse(buf.data, buf.len);
	assert_non_null(back);
	assert_int_equal(json_object_size(back), 2);
	assert_string_equal(mb_json_str(back, "s"), "a \"quoted\" \303\274");
	assert_true(mb_json_int(back, "n", &n));
	assert_int_equal(n, -7);
	json_decref(back);
	mb_buf_fini(&buf);
	mb_buf_init(&buf, 10);
	mb_json_dump(json, &buf);
	assert_false(mb_buf_ok(&buf));
	mb_buf_fini(&buf);
	json_decref(json);
}

static void memory_is_wiped(void **state)
{
	json_t *json;

	(void)state;
	wipe_watch("hunter2");
	json = parse("{\"access_token\": \"a very long token with hunter2 in it, over and over\","
		     " \"more\": [\"hunter2\", \"\\u0068unter2\"]}");
	assert_non_null(json);
	json_decref(json);
	assert_null(parse("{\"access_token\": \"hunter2\", \"x\": }"));
	assert_int_equal(wipe_count(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_one_object),
		cmocka_unit_test(deep_nesting_is_refused),
		cmocka_unit_test(strings),
		cmocka_unit_test(integers_in_all_the_ways_of_providers),
		cmocka_unit_test(dumps_what_was_set),
		cmocka_unit_test(memory_is_wiped),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
