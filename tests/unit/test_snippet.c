/* SPDX-License-Identifier: MIT */
/* snippet_file, snippet_text: what a file for a mail program may hold, and what is said of one that is wrong. */
#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/snippet/snippet_file.h"
#include "cmd/snippet/snippet_text.h"
#include "config/account.h"
#include "config/config.h"
#include "global/build.h"
#include "plugin/service.h"

static int setup(void **state)
{
	if (scratch_setup(state) < 0)
		return -1;
	mb_build.snippet_dir = scratch_dir();
	return 0;
}

static void write_file(const char *name, const char *text)
{
	char *path = scratch_path(name);

	scratch_write_str(path, text, 0644);
	free(path);
}

static void remove_file(const char *name)
{
	char *path = scratch_path(name);

	assert_int_equal(unlink(path), 0);
	free(path);
}

/* The file with this text is refused with a sentence that has `why` in it. */
static void refuses(const char *text, const char *why)
{
	struct mb_snippet snippet;
	struct mb_err err = MB_ERR_INIT;

	write_file("bad", text);
	assert_false(mb_snippet_load(&snippet, "bad", &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	assert_non_null(strstr(err.text, why));
	assert_non_null(strstr(err.text, "/bad"));
	mb_snippet_fini(&snippet);
	mb_err_clear(&err);
	remove_file("bad");
}

static void a_file_is_read(void **state)
{
	struct mb_snippet snippet;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	write_file("good", "# SPDX\ntitle: sends: well\nneeds: imap smtp\nneeds-one-of: pop3\n"
			   "no-starttls: imap\n\n# ~/.goodrc\n\nuser @user@\n");
	assert_true(mb_snippet_load(&snippet, "good", &err));
	assert_string_equal(snippet.client, "good");
	assert_string_equal(snippet.title, "sends: well");
	assert_int_equal(snippet.needs, MB_SERVICE_IMAP | MB_SERVICE_SMTP);
	assert_int_equal(snippet.needs_one_of, MB_SERVICE_POP3);
	assert_int_equal(snippet.no_starttls, MB_SERVICE_IMAP);
	assert_string_equal(snippet.text, "# ~/.goodrc\n\nuser @user@\n");
	mb_snippet_fini(&snippet);
}

static void a_head_that_is_wrong_is_named(void **state)
{
	(void)state;
	refuses("", "there is no text");
	refuses("title: x\n", "there is no text");
	refuses("\ntext\n", "there is no title");
	refuses("title: x\ntitle: y\n\ntext\n", "line 2");
	refuses("title: x\nneeds: imap nntp\n\ntext\n", "line 2");
	refuses("title: x\nmood: good\n\ntext\n", "line 2");
	refuses("title: x\nneeds\n\ntext\n", "line 2");
}

static void only_names_are_looked_for(void **state)
{
	static const char *const odd[] = { "../good", "", ".", "Good", "good.orig", "none" };

	(void)state;
	for (size_t i = 0; i < N(odd); i++) {
		struct mb_snippet snippet;
		struct mb_err err = MB_ERR_INIT;

		assert_false(mb_snippet_load(&snippet, odd[i], &err));
		assert_int_equal(err.code, MB_E_USAGE);
		assert_non_null(strstr(err.text, "there is no snippet for"));
		mb_snippet_fini(&snippet);
		mb_err_clear(&err);
	}
}

static void the_list_is_sorted_and_has_names_alone(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char **names;

	(void)state;
	write_file("zz", "title: x\n\n");
	write_file("a-1", "title: x\n\n");
	write_file("README.md", "");
	write_file("good~", "");
	assert_true(mb_snippet_list(&names, &err));
	assert_string_equal(names[0], "a-1");
	assert_string_equal(names[1], "good");
	assert_string_equal(names[2], "zz");
	assert_null(names[3]);
	mb_snippet_list_free(names);
}

static void a_missing_folder_is_named(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_snippet snippet;
	char **names;

	(void)state;
	mb_build.snippet_dir = "/nowhere/snippets";
	assert_false(mb_snippet_load(&snippet, "msmtp", &err));
	assert_int_equal(err.code, MB_E_IO);
	mb_snippet_fini(&snippet);
	mb_err_clear(&err);
	assert_false(mb_snippet_list(&names, &err));
	assert_int_equal(err.code, MB_E_IO);
	assert_non_null(strstr(err.text, "/nowhere/snippets"));
	mb_snippet_list_free(names);
	mb_err_clear(&err);
	mb_build.snippet_dir = scratch_dir();
}

/* Fill in a text for an account without settings. Returns what was written, or NULL and the error. */
static char *fill(const char *text, struct mb_err *err)
{
	char name[] = "work";
	struct mb_config config = { .path = NULL };
	struct mb_account account = { .name = name, .config = &config };
	struct mb_snippet_values v = { .client = "mine", .account = &account, .mb = name };
	struct mb_buf out;
	char *written = NULL;

	for (size_t i = 0; i < MB_SERVICES; i++)
		v.servers[i].service = mb_service_rows[i].service;
	mb_buf_init(&out, 4096);
	if (mb_snippet_write(&out, &v, text, err))
		written = mb_buf_take(&out);
	mb_buf_fini(&out);
	return written;
}

static void a_text_is_filled_in(void **state)
{
	static const struct {
		const char *text, *wanted;
	} rows[] = {
		{ "a @account@ b\n", "a work b\n" },
		{ "a@@b @account:c@", "a@b work\n" },
		{ "?!ca?no ca\n?ca?ca\n", "no ca\n" },
		{ "?!ca !config?neither\n?!ca config?one\n", "neither\n" },
		{ "# one\n# two @account@\nx\n", "# one\n# two work\nx\n" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct mb_err err = MB_ERR_INIT;
		char *written = fill(rows[i].text, &err);

		assert_non_null(written);
		assert_string_equal(written, rows[i].wanted);
		free(written);
	}
}

static void a_text_that_is_wrong_is_refused_with_the_word(void **state)
{
	static const struct {
		const char *text, *word;
	} rows[] = {
		{ "x @nothing@\n", "\"nothing\"" },
		{ "x @imap_hosts@\n", "\"imap_hosts\"" },
		{ "x @account\n", "\"account\"" },
		{ "x @account:html@\n", "\"html\"" },
		{ "?cat?x\n", "\"cat\"" },
		{ "?!imap_x?x\n", "\"!imap_x\"" },
		{ "?ca\nx\n", "\"\"" },
		{ "x @config@\n", "\"config\"" },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct mb_err err = MB_ERR_INIT;

		assert_null(fill(rows[i].text, &err));
		assert_int_equal(err.code, MB_E_CONFIG);
		assert_non_null(strstr(err.text, rows[i].word));
		assert_non_null(strstr(err.text, "mine"));
		mb_err_clear(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_read),
		cmocka_unit_test(a_head_that_is_wrong_is_named),
		cmocka_unit_test(only_names_are_looked_for),
		cmocka_unit_test(the_list_is_sorted_and_has_names_alone),
		cmocka_unit_test(a_missing_folder_is_named),
		cmocka_unit_test(a_text_is_filled_in),
		cmocka_unit_test(a_text_that_is_wrong_is_refused_with_the_word),
	};

	return cmocka_run_group_tests_name("snippet", tests, setup, scratch_teardown);
}
