/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "global/build.h"
#include "base/text.h"
#include "store/paths.h"

static char *machine_config;

static int setup(void **state)
{
	if (scratch_setup(state) < 0)
		return -1;
	machine_config = scratch_path("mailbearer.conf");
	mb_build.config = machine_config;
	mb_build.state_dir = "/machine/state";
	return 0;
}

static int teardown(void **state)
{
	free(machine_config);
	return scratch_teardown(state);
}

static int clean_env(void **state)
{
	(void)state;
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	setenv("HOME", "/home/anna", 1);
	unlink(machine_config);
	return 0;
}

static void expect(const char *option, const char *config, const char *state_dir)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_paths paths;

	assert_true(mb_paths_find(&paths, option, &err));
	assert_string_equal(paths.config, config);
	assert_string_equal(paths.state, state_dir);
	mb_paths_fini(&paths);
	assert_null(paths.config);
}

static void below_home(void **state)
{
	(void)state;
	expect(NULL, "/home/anna/.config/mailbearer/config", "/home/anna/.local/state/mailbearer");
}

static void by_xdg(void **state)
{
	(void)state;
	setenv("XDG_CONFIG_HOME", "/xc", 1);
	setenv("XDG_STATE_HOME", "/xs", 1);
	expect(NULL, "/xc/mailbearer/config", "/xs/mailbearer");
	/* must be ignored by the specification */
	setenv("XDG_CONFIG_HOME", "relative", 1);
	setenv("XDG_STATE_HOME", "", 1);
	expect(NULL, "/home/anna/.config/mailbearer/config", "/home/anna/.local/state/mailbearer");
}

static void the_machines_config_when_there_is_no_other(void **state)
{
	char *xdg_dir = scratch_path("xdg"), *own_dir = scratch_path("xdg/mailbearer"),
	     *own = scratch_path("xdg/mailbearer/config"), *xdg_state;

	(void)state;
	setenv("XDG_CONFIG_HOME", xdg_dir, 1);
	xdg_state = scratch_path("state");
	setenv("XDG_STATE_HOME", xdg_state, 1);
	scratch_write_str(machine_config, "", 0644);
	expect(NULL, machine_config, "/machine/state");
	assert_int_equal(mkdir(xdg_dir, 0700), 0);
	assert_int_equal(mkdir(own_dir, 0700), 0);
	scratch_write_str(own, "", 0600);
	free(xdg_state);
	xdg_state = scratch_path("state/mailbearer");
	expect(NULL, own, xdg_state);
	expect(machine_config, machine_config, "/machine/state");
	free(xdg_dir);
	free(own_dir);
	free(own);
	free(xdg_state);
}

static void by_option(void **state)
{
	char cwd[PATH_MAX];
	char *full;

	(void)state;
	expect("/other/config", "/other/config", "/home/anna/.local/state/mailbearer");
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	full = mb_text_cat(cwd, "/my.conf", NULL);
	expect("my.conf", full, "/home/anna/.local/state/mailbearer");
	free(full);
}

static void files_of_an_account(void **state)
{
	char config[] = "/c", dir[] = "/s";
	const struct mb_paths paths = { config, dir };
	static const struct {
		enum mb_state_file file;
		const char *path;
	} rows[] = {
		{ MB_STATE_RECORD, "/s/work.json" },
		{ MB_STATE_STATUS, "/s/work.status" },
		{ MB_STATE_LOCK, "/s/work.lock" },
		{ MB_STATE_TOKEN, "/s/token/work" },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		char *path = mb_paths_state_file(&paths, rows[i].file, "work");

		assert_string_equal(path, rows[i].path);
		free(path);
	}
}

static void account_names(void **state)
{
	static const char *const good[] = { "work", "a", "anna@firma.example", "A_b-C.9", "_x" };
	static const char *const bad[] = { "",    ".",   "..",        ".hidden", "-option", "a/b",
					   "a b", "a\n", "u\303\274", "../x",    "a:b" };
	char longest[66];

	(void)state;
	for (size_t i = 0; i < N(good); i++)
		assert_true(mb_account_name_ok(good[i]));
	for (size_t i = 0; i < N(bad); i++)
		assert_false(mb_account_name_ok(bad[i]));
	memset(longest, 'x', sizeof(longest));
	longest[64] = '\0';
	assert_true(mb_account_name_ok(longest));
	longest[64] = 'x';
	longest[65] = '\0';
	assert_false(mb_account_name_ok(longest));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(below_home, clean_env),
		cmocka_unit_test_setup(by_xdg, clean_env),
		cmocka_unit_test_setup(the_machines_config_when_there_is_no_other, clean_env),
		cmocka_unit_test_setup(by_option, clean_env),
		cmocka_unit_test(files_of_an_account),
		cmocka_unit_test(account_names),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
