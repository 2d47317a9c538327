/* SPDX-License-Identifier: MIT */
/* append: an account more, and the rest of the file as it was. */
#include "unit/scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/append.h"
#include "config/config.h"
#include "config/draft.h"

static struct mb_account draft;
static char *path;

static int setup(void **state)
{
	(void)state;
	draft = (struct mb_account){ .name = strdup("new") };
	mb_draft_set(&draft, "provider", "nosuch");
	path = scratch_path("config");
	unlink(path);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mb_draft_empty(&draft);
	free(path);
	return 0;
}

/* There are no plugins here, so no account is sound: what must be refused is. */
static void refused(const char *before, mode_t mode, const char *why)
{
	struct mb_err err = MB_ERR_INIT;
	char *after;

	scratch_write_str(path, before, mode);
	assert_false(mb_append_account(path, &draft, &err));
	if (!strstr(err.text, why))
		fail_msg("%s", err.text);
	after = scratch_read(path);
	assert_string_equal(after, before);
	assert_int_equal(scratch_count(scratch_dir()), 1);
	free(after);
	mb_err_clear(&err);
}

static void what_is_not_right_stays_as_it_was(void **state)
{
	(void)state;
	refused("account a {\n  provider = nosuch\n}\n", 0600, "plugin");
	refused("account a {\n", 0600, "unknown setting account");
	refused("account new {\n provider = nosuch\n}\n", 0600, "there twice");
	/* A section is its account's fault: what is refused is the new account, for want of its plugin. */
	refused("account a {\n resource b {\n timeout = x\n }\n}\n", 0600, "config:8: ");
	refused("account a {\n resource b {\n", 0600, "unknown setting account");
	refused("account a {\n resource new { }\n}\naccount b { x { account = new }\n}\n", 0600,
		"config:8: ");
	refused("/* a comment\n", 0600, "comment is not closed");
	refused("timeout = nonsense\n", 0600, "timeout");
	mb_draft_set(&draft, "client_secret", "geheim");
	refused("# nothing\n", 0644, "others can read it: chmod 600");
	refused("# nothing\n", 0622, "others can write");
}

/* Only a file that is there has a path with a folder. */
static void a_name_alone_is_in_this_folder(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	char *folder = scratch_path("f");
	int before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	assert_true(before >= 0 && chdir(scratch_dir()) == 0);
	assert_false(mb_append_account("fresh", &draft, &err));
	assert_int_equal(fchdir(before), 0);
	close(before);
	assert_false(scratch_exists(folder));
	mb_err_clear(&err);
	free(folder);
}

static void open_says_what_is_there(void **state)
{
	struct mb_config *config = NULL;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_append_open(path, &config, &err));
	assert_int_equal(config->n_accounts, 0);
	assert_false(config->readable);
	assert_string_equal(config->path, path);
	mb_config_free(&config);
	scratch_write_str(path, "account a {\n}\n", 0644);
	assert_true(mb_append_open(path, &config, &err));
	assert_int_equal(config->n_accounts, 1);
	assert_true(config->readable);
	mb_config_free(&config);
	scratch_write_str(path, "timeout = nonsense\n", 0600);
	assert_false(mb_append_open(path, &config, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	unlink(path);
	assert_int_equal(symlink("nowhere", path), 0);
	assert_false(mb_append_open(path, &config, &err));
	assert_non_null(strstr(err.text, "a link to a file that is not there"));
	unlink(path);
	mb_err_clear(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_not_right_stays_as_it_was, setup, teardown),
		cmocka_unit_test_setup_teardown(open_says_what_is_there, setup, teardown),
		cmocka_unit_test_setup_teardown(a_name_alone_is_in_this_folder, setup, teardown),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
