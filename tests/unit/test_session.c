/* SPDX-License-Identifier: MIT */
/* One account and its files. */
#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "account/session.h"
#include "base/json.h"
#include "base/secret.h"
#include "config/account.h"
#include "config/config.h"
#include "store/client.h"

static struct mb_plugin plugin;
static struct mb_config config;
static char name[] = "work";
static struct mb_account account = { .name = name, .plugin = &plugin, .config = &config };
static struct mb_paths paths;
static struct mb_session s;

static int setup(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	if (scratch_setup(state) < 0)
		return -1;
	plugin = scratch_plugin;
	mb_given_fini(&account.given);
	paths.state = scratch_path("state");
	return mb_session_open(&s, &account, &paths, &err) ? 0 : -1;
}

static int teardown(void **state)
{
	mb_session_close(&s);
	free(paths.state);
	return scratch_teardown(state);
}

/* The digest with one setting. */
static char *binding(const char *setting, const char *to)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_session other;
	char *text;

	if (setting)
		mb_given_set(&account.given, setting, strdup(to), 1);
	assert_true(mb_session_open(&other, &account, &paths, &err));
	text = strdup(other.binding);
	mb_session_close(&other);
	mb_given_fini(&account.given);
	return text;
}

/* A token counts for the settings it was obtained with. */
static void what_a_token_depends_on(void **state)
{
	static const char *const all[] = {
		"client_id",
		"user",
		"scope",
		"token_endpoint",
		"authorize_params",
		"token_params",
		"client_certificate",
		"client_key",
		"client_assertion_file",
		"service_account_file",
		"subject",
	};
	char *none = binding(NULL, "");

	(void)state;
	assert_int_equal(strlen(none), 43);
	assert_string_equal(none, s.binding);
	for (size_t i = 0; i < N(all); i++) {
		char *one = binding(all[i], "https://a"), *again = binding(all[i], "https://a");
		char *two = binding(all[i], "https://b");

		if (strcmp(one, none) == 0 || strcmp(one, two) == 0 || strcmp(one, again) != 0)
			fail_msg("%s", all[i]);
		free(one);
		free(two);
		free(again);
	}
	for (size_t i = 0; i < 2; i++) {
		char *one = binding(i ? "timeout" : "login_hint", "9");

		assert_string_equal(one, none);
		free(one);
	}
	free(none);
}

static void the_login_was_for_other_settings(void **state)
{
	static const char *const keys[] = { "scope", "token_endpoint", "user", "client_id",
					    "provider" };
	char other[] = "other", own[] = "test", at[] = "https://sso.example/token";
	char **members[] = { &s.record.scope, &s.record.token_endpoint, &s.record.user,
			     &s.record.client_id, &s.record.provider };

	(void)state;
	s.record.provider = own;
	s.record.token_endpoint = at;
	assert_null(mb_session_differs(&s));
	for (size_t i = 0; i < N(keys); i++) {
		*members[i] = other;
		assert_string_equal(mb_session_differs(&s), keys[i]);
	}
	memset(&s.record, 0, sizeof(s.record));
	s.record.provider = own;
	assert_string_equal(mb_session_differs(&s), "token_endpoint");
	free(s.party.token_endpoint); /* the issuer tells it */
	s.party.token_endpoint = NULL;
	assert_string_equal(mb_session_differs(&s), "issuer");
	memset(&s.record, 0, sizeof(s.record));
}

static void what_is_loaded(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct stat st;
	bool waited;

	(void)state;
	assert_true(mb_session_trusted(&s, &err)); /* not there yet */
	assert_true(mb_session_lock(&s, &waited, &err));
	assert_false(waited);
	assert_true(mb_session_trusted(&s, &err));
	assert_int_equal(stat(s.token_dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	mb_session_load(&s);
	assert_false(s.have_record);
	assert_int_equal(s.record_err.code, MB_OK);
	assert_int_equal(s.status_err.code, MB_OK);
	assert_true(mb_session_readable(&s, &err) && mb_session_status_known(&s, &err));
	scratch_write_str(s.record_path, "{\"version\":1,\"refresh_token\":\"r\"}", 0600);
	mb_session_load(&s);
	assert_true(s.have_record);
	assert_string_equal(mb_secret_expose(s.record.refresh_token), "r");
	scratch_write_str(s.record_path, "{", 0600);
	mb_session_load(&s);
	assert_false(s.have_record);
	assert_int_equal(s.record_err.code, MB_E_LOGIN);
	assert_true(mb_session_readable(&s, &err)); /* a login may replace it */
	mb_err_set(&s.record_err, MB_E_IO, "not now");
	assert_false(mb_session_readable(&s, &err));
	assert_int_equal(err.code, MB_E_IO);
	assert_string_equal(err.text, "not now");
	mb_err_set(&s.record_err, MB_E_RETRY, "later");
	assert_false(mb_session_readable(&s, &err));
	assert_int_equal(err.code, MB_E_RETRY);
	mb_err_clear(&err);
	chmod(s.token_dir, 0777);
	assert_false(mb_session_trusted(&s, &err));
	mb_err_clear(&err);
	chmod(s.token_dir, 0700);
	chmod(s.state_dir, 0777);
	assert_false(mb_session_trusted(&s, &err));
	mb_err_clear(&err);
	chmod(s.state_dir, 0700);
}

/* A damaged status may have held that the password was refused. */
static void a_status_in_doubt(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	bool waited;

	(void)state;
	assert_true(mb_session_lock(&s, &waited, &err));
	scratch_write_str(s.status_path, "{", 0600);
	mb_session_load(&s);
	assert_int_equal(s.status_err.code, MB_E_LOGIN);
	s.party.grant = MB_GRANT_PASSWORD;
	assert_false(mb_session_status_known(&s, &err));
	assert_int_equal(err.code, MB_E_DENIED);
	mb_err_clear(&err);
	assert_false(mb_session_save_status(&s, &err));
	mb_err_clear(&err);
	s.party.grant = MB_GRANT_DEVICE_CODE;
	assert_true(mb_session_status_known(&s, &err));
	assert_true(mb_session_save_status(&s, &err));
	mb_session_load(&s);
	assert_int_equal(s.status_err.code, MB_OK);
	scratch_write_str(s.status_path, "{}", 0666);
	mb_session_load(&s);
	assert_false(mb_session_status_known(&s, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	mb_err_clear(&err);
}

static void a_lock_that_is_taken(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_session other;
	bool waited;

	(void)state;
	assert_false(mb_session_try_lock(&s)); /* makes no folders */
	assert_true(mb_session_lock(&s, &waited, &err));
	assert_true(mb_session_open(&other, &account, &paths, &err));
	assert_false(mb_session_try_lock(&other));
	mb_session_unlock(&s);
	assert_true(mb_session_try_lock(&other));
	mb_session_close(&other);
	assert_true(mb_session_try_lock(&s));
}

static void a_registered_client(void **state)
{
	struct mb_client client = { .authority = strdup("https://sso.example/token"),
				    .id = strdup("registered"),
				    .secret = mb_secret_new("s", 1),
				    .auth_method = strdup("client_secret_basic") };
	struct mb_err err = MB_ERR_INIT;
	char *before = strdup(s.binding);
	bool waited;

	(void)state;
	assert_null(s.party.client_id);
	assert_true(mb_session_lock(&s, &waited, &err));
	for (int64_t expires = 0; expires <= 2; expires++) {
		struct mb_replace prepared = MB_REPLACE_INIT;

		client.secret_expires = expires == 2 ? mb_clock_now() + 100 : expires;
		assert_true(mb_client_save(&client, s.client_path, &prepared, &err));
		assert_true(mb_session_client(&s, &err));
		assert_string_equal(s.party.registered.id, "registered");
		assert_string_equal(mb_secret_expose(s.party.registered.secret), "s");
		assert_string_equal(s.party.registered.auth_method, "client_secret_basic");
		assert_int_equal(s.party.registered.secret_expires, client.secret_expires);
		if (expires == 1)
			assert_null(s.party.client_id);
		else
			assert_string_equal(s.party.client_id, "registered");
		assert_int_equal(strcmp(before, s.binding) == 0, expires == 1);
	}
	chmod(s.client_path, 0666);
	assert_false(mb_session_client(&s, &err));
	mb_err_clear(&err);
	mb_given_set(&account.given, "client_id", strdup("own"), 1);
	assert_true(mb_session_client(&s, &err));
	assert_string_equal(s.party.client_id, "own");
	mb_client_fini(&client);
	free(before);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_a_token_depends_on), TEST(the_login_was_for_other_settings),
		TEST(what_is_loaded),          TEST(a_status_in_doubt),
		TEST(a_lock_that_is_taken),    TEST(a_registered_client),
	};

	mb_json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
