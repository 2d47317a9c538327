/* SPDX-License-Identifier: MIT */
/*
 * The loader loads what it should and refuses the rest, each time with a sentence that names the
 * file and the remedy. What was loaded once is remembered, so each test uses a name of its own or
 * is refused.
 */
#include "plugin/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "global/build.h"
#include "global/err.h"
#include "global/file.h"
#include "plugin_dir.h"

#define NOBODY 65534

static char *dir, *other;

static int setup(void **state)
{
	(void)state;
	dir = plugin_dir_new();
	other = plugin_dir_new();
	mb_build.plugin_dir = dir;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unsetenv("LTDL_LIBRARY_PATH");
	unsetenv("LD_LIBRARY_PATH");
	unsetenv("MB_TWIN_RAN");
	plugin_dir_remove(dir);
	plugin_dir_remove(other);
	return 0;
}

static const char *shipped(const char *name)
{
	return plugin_dir_module("plugins", name);
}

static const char *broken(const char *name)
{
	return plugin_dir_module("tests/plugin", name);
}

/* The sentence holds `what` and `remedy`. */
static void refused(const char *name, const char *what, const char *remedy)
{
	const struct mb_plugin *plugin = NULL;
	struct mb_err err = MB_ERR_INIT;

	assert_false(mb_plugin_load(name, &plugin, &err));
	assert_null(plugin);
	assert_int_equal(err.code, MB_E_CONFIG);
	if (!strstr(err.text, what) || !strstr(err.text, remedy))
		fail_msg("\"%s\" lacks \"%s\" or \"%s\"", err.text, what, remedy);
	mb_err_clear(&err);
}

static const struct mb_plugin *loaded(const char *name)
{
	const struct mb_plugin *plugin = NULL;
	struct mb_err err = MB_ERR_INIT;

	if (!mb_plugin_load(name, &plugin, &err))
		fail_msg("%s", err.text);
	assert_null(err.text);
	assert_string_equal(plugin->name, name);
	return plugin;
}

static void names_that_are_none(void **state)
{
	static const char *const names[] = {
		"",
		"a/b",
		"../generic",
		"..",
		".",
		"Generic",
		"gen.eric",
		"gen-eric",
		"g\xc3\xa9n",
		"a2345678901234567890123456789012",
		"/etc/passwd",
		"a\nb",
	};
	size_t i;

	(void)state;
	plugin_dir_put(dir, "Generic.so", shipped("generic"));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		refused(names[i], "is no plugin's name", "mailbearer providers");
}

static void absent(void **state)
{
	(void)state;
	refused("generic", plugin_dir_path(dir, "generic.so"), "mailbearer providers");
	/* exactly 31 characters is a name */
	refused("a234567890123456789012345678901", "there is no plugin", "mailbearer providers");
}

static void directory_wrong(void **state)
{
	char *inner = NULL;

	(void)state;
	mb_build.plugin_dir = "plugins/.libs";
	refused("generic", "plugins/.libs", "absolute path");
	mb_build.plugin_dir = "/nonexistent/plugins";
	refused("generic", "/nonexistent/plugins", "reinstalled");
	plugin_dir_write(dir, "file", "x", 1);
	inner = strdup(plugin_dir_path(dir, "file"));
	mb_build.plugin_dir = inner;
	refused("generic", inner, "not what it should be (a directory)");
	free(inner);
}

static void directory_writable(void **state)
{
	static const mode_t modes[] = { 0775, 0757, 0777, 01777 };
	size_t i;

	(void)state;
	plugin_dir_put(dir, "generic.so", shipped("generic"));
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		assert_int_equal(chmod(dir, modes[i]), 0);
		refused("generic", dir, "chmod go-w");
	}
}

static void file_writable(void **state)
{
	static const mode_t modes[] = { 0664, 0646, 0666 };
	const char *file;
	size_t i;

	(void)state;
	plugin_dir_put(dir, "generic.so", shipped("generic"));
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		file = plugin_dir_path(dir, "generic.so");
		assert_int_equal(chmod(file, modes[i]), 0);
		refused("generic", file, "chmod go-w");
	}
}

/* Only root can give a file away; anybody can see what the check says to a made-up owner. */
static void foreign_owner(void **state)
{
	struct stat st = { .st_uid = geteuid() + 1, .st_mode = S_IFREG | 0644 };
	char *why = mb_file_distrust("x.so", &st, MB_TRUST_WRITER);
	const char *file;

	(void)state;
	assert_non_null(why);
	free(why);
	if (geteuid() != 0) {
		print_message("# not root: no file with a foreign owner was tried\n");
		return;
	}
	plugin_dir_put(dir, "generic.so", shipped("generic"));
	file = plugin_dir_path(dir, "generic.so");
	assert_int_equal(chown(file, NOBODY, NOBODY), 0);
	refused("generic", file, "chown");
	assert_int_equal(chown(file, 0, 0), 0);
	assert_int_equal(chown(dir, NOBODY, NOBODY), 0);
	refused("generic", dir, "chown");
	assert_int_equal(chown(dir, 0, 0), 0);
}

static void symbolic_link(void **state)
{
	const char *link = plugin_dir_path(dir, "generic.so");
	const char *target = plugin_dir_path(other, "generic.so");

	(void)state;
	assert_int_equal(symlink(target, link), 0);
	refused("generic", "there is no plugin", "mailbearer providers");
	plugin_dir_put(other, "generic.so", shipped("generic"));
	assert_int_equal(chmod(other, 0777), 0);
	refused("generic", other, "chmod go-w");
	assert_int_equal(chmod(other, 0755), 0);
	assert_int_equal(chmod(target, 0666), 0);
	refused("generic", plugin_dir_path(dir, "generic.so"), "chmod go-w");
	assert_int_equal(chmod(target, 0644), 0);
	if (geteuid() == 0) {
		assert_int_equal(chown(target, NOBODY, NOBODY), 0);
		refused("generic", plugin_dir_path(dir, "generic.so"), "chown");
	}
}

static void not_a_file(void **state)
{
	const char *path = plugin_dir_path(dir, "generic.so");

	(void)state;
	assert_int_equal(mkdir(path, 0755), 0);
	refused("generic", path, "not what it should be (a file)");
	assert_int_equal(rmdir(path), 0);
}

static void corrupt(void **state)
{
	static const char text[] =
	    "#!/bin/sh\necho this is no module, but long enough for a header "
	    "of an ELF file, which has 64 bytes\n";

	(void)state;
	plugin_dir_write(dir, "corrupt.so", text, sizeof(text));
	refused("corrupt", plugin_dir_path(dir, "corrupt.so"), "reinstall");
	refused("corrupt", "invalid ELF header", "reinstall");
	plugin_dir_write(dir, "empty.so", "", 0);
	refused("empty", plugin_dir_path(dir, "empty.so"), "file too short");
}

static void broken_modules(void **state)
{
	static const struct {
		const char *name, *remedy;
	} cases[] = {
		{ "bad_abi", "rebuild" },
		{ "bad_short", sizeof(void *) == 8 ? "impossible size (56): rebuild"
						   : "impossible size (48): rebuild" },
		{ "bad_symbol", "has no bad_symbol_LTX_mailbearer_plugin" },
		{ "bad_name", "its name is microsoft" },
		{ "bad_table", "must be corrected: errors, row 2: value or cause is missing" },
	};
	char file[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(file, sizeof(file), "%s.so", cases[i].name);
		plugin_dir_put(dir, file, broken(cases[i].name));
		refused(cases[i].name, plugin_dir_path(dir, file), cases[i].remedy);
	}
}

static void evil_twin_in_the_environment(void **state)
{
	(void)state;
	plugin_dir_put(other, "bad_twin.so", broken("bad_twin"));
	plugin_dir_put(other, "bad_twin", broken("bad_twin"));
	setenv("LTDL_LIBRARY_PATH", other, 1);
	setenv("LD_LIBRARY_PATH", other, 1);
	refused("bad_twin", "there is no plugin", "mailbearer providers");
	assert_null(getenv("MB_TWIN_RAN"));

	/* the twin of a plugin that there is */
	plugin_dir_put(other, "google.so", broken("bad_twin"));
	plugin_dir_put(dir, "google.so", shipped("google"));
	assert_string_equal(loaded("google")->title, "Gmail, Google Workspace");
	assert_null(getenv("MB_TWIN_RAN"));
}

static void list_runs_nothing(void **state)
{
	static const char *const files[] = {
		"bad_twin.so", "Upper.so", "x.la", "y.so.1", "z", ".so"
	};
	char **names;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		plugin_dir_put(dir, files[i], broken("bad_twin"));
	plugin_dir_put(dir, "another.so", broken("bad_twin"));
	names = mb_plugin_list();
	assert_string_equal(names[0], "another");
	assert_string_equal(names[1], "bad_twin");
	assert_null(names[2]);
	mb_plugin_list_free(names);
	assert_null(getenv("MB_TWIN_RAN"));
	unlink(plugin_dir_path(dir, ".so"));

	mb_build.plugin_dir = "/nonexistent";
	names = mb_plugin_list();
	assert_null(names[0]);
	mb_plugin_list_free(names);
	mb_plugin_list_free(NULL);
}

/* The twin's mark works, and what a later version adds to the struct does no harm. */
static void longer_struct(void **state)
{
	const struct mb_plugin *plugin;

	(void)state;
	plugin_dir_put(dir, "bad_twin.so", broken("bad_twin"));
	plugin = loaded("bad_twin");
	assert_string_equal(plugin->title, "Evil twin");
	assert_null(plugin->judge);
	assert_non_null(getenv("MB_TWIN_RAN"));
}

static void loaded_once(void **state)
{
	const struct mb_plugin *plugin;

	(void)state;
	plugin_dir_put(dir, "generic.so", shipped("generic"));
	plugin = loaded("generic");
	assert_string_equal(plugin->title, "Any OAuth 2.0 server");
	unlink(plugin_dir_path(dir, "generic.so"));
	assert_ptr_equal(loaded("generic"), plugin);
}

static void link_into_a_safe_place(void **state)
{
	(void)state;
	plugin_dir_put(other, "microsoft.so", shipped("microsoft"));
	assert_int_equal(
	    symlink(plugin_dir_path(other, "microsoft.so"), plugin_dir_path(dir, "microsoft.so")),
	    0);
	assert_int_equal(loaded("microsoft")->refresh_idle_days, 90);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* What a plugin has that was compiled with a header of another version: a member and columns more, or less. */
static void sound_but_for_its_header(const char *name)
{
	const struct mb_plugin *p;

	plugin_dir_put(dir, strcmp(name, "newer") == 0 ? "newer.so" : "older.so", broken(name));
	p = loaded(name);
	assert_string_equal(p->errors[0].value, "invalid_grant");
	assert_int_equal(p->errors[0].who, MB_WHO_YOU);
	assert_string_equal(p->errors[1].value, "access_denied");
	assert_string_equal(p->errors[1].cause, "somebody said no");
	assert_int_equal(p->errors[2].where, 0);
	assert_string_equal(p->settings[0].key, "site");
	assert_string_equal(p->settings[1].key, "client_id");
	assert_null(p->settings[2].key);
	assert_string_equal(p->endpoints[1].url, "https://sso.example/{site}/token");
}

static void another_header(void **state)
{
	const struct mb_plugin *p;

	(void)state;
	sound_but_for_its_header("newer");
	sound_but_for_its_header("older");
	assert_true(mb_plugin_load("newer", &p, NULL));
	assert_int_equal(p->row_size[MB_ROW_ERROR], sizeof(struct mb_error_rule) + sizeof(void *));
	assert_true(mb_plugin_load("older", &p, NULL));
	assert_int_equal(p->row_size[MB_ROW_SETTING], sizeof(struct mb_setting) - sizeof(void *));
	assert_null(p->settings[0].choices);
	assert_null(p->judge);
}

static void one_file(void **state)
{
	const struct mb_plugin *p = NULL;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	mb_build.plugin_dir = "/nonexistent";
	plugin_dir_put(other, "lone.so", broken("lone"));
	if (!mb_plugin_load_file(plugin_dir_path(other, "lone.so"), &p, &err))
		fail_msg("%s", err.text);
	assert_string_equal(p->title, "Lone");
	plugin_dir_put(other, "lone.txt", broken("lone"));
	assert_false(mb_plugin_load_file(plugin_dir_path(other, "lone.txt"), &p, &err));
	assert_non_null(strstr(err.text, "does not end in .so"));
	mb_err_clear(&err);
	assert_false(mb_plugin_load_file(plugin_dir_path(other, "nosuch.so"), &p, &err));
	assert_int_equal(err.code, MB_E_IO);
	mb_err_clear(&err);
	plugin_dir_put(other, "bad_abi.so", broken("bad_abi"));
	assert_false(mb_plugin_load_file(plugin_dir_path(other, "bad_abi.so"), &p, &err));
	assert_non_null(strstr(err.text, "rebuild"));
	mb_err_clear(&err);
	assert_int_equal(chmod(plugin_dir_path(other, "lone.so"), 0666), 0);
	assert_false(mb_plugin_load_file(plugin_dir_path(other, "lone.so"), &p, &err));
	assert_non_null(strstr(err.text, "chmod go-w"));
	mb_err_clear(&err);
	mb_build.plugin_dir = dir;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(names_that_are_none),
		T(absent),
		T(directory_wrong),
		T(directory_writable),
		T(file_writable),
		T(foreign_owner),
		T(symbolic_link),
		T(not_a_file),
		T(corrupt),
		T(broken_modules),
		T(evil_twin_in_the_environment),
		T(list_runs_nothing),
		T(longer_struct),
		T(another_header),
		T(one_file),
		T(loaded_once),
		T(link_into_a_safe_place),
	};

	if (!plugin_dir_shared()) {
		printf("1..0 # SKIP no shared modules (--disable-shared)\n");
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
