/* SPDX-License-Identifier: MIT */
/* People are told once a day that a login ends, and once that a mail server refuses. */
#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account/forecast.h"
#include "account/mail_refusal.h"
#include "account/session.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/secret.h"
#include "config/account.h"
#include "config/config.h"

#define START INT64_C(1800000000)
#define DAY   INT64_C(86400)

int64_t __wrap_mb_clock_now(void);

static int64_t now;

int64_t __wrap_mb_clock_now(void)
{
	return now;
}

static struct mb_plugin plugin;
static struct mb_config config;
static char name[] = "work", stamp[] = "stamp", other[] = "other";
static const struct mb_account account = { .name = name, .plugin = &plugin, .config = &config };
static struct mb_paths paths;
static struct mb_record record;
static char *told;

/* A login a hundred days old. on_attention notes each time that it is run. */
static int setup(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_session s;
	char *script;
	char text[1024];
	bool waited;

	if (scratch_setup(state) < 0)
		return -1;
	now = START;
	plugin = scratch_plugin;
	told = scratch_path("told");
	script = scratch_path("script");
	snprintf(text, sizeof(text), "#!/bin/sh\nprintf x >> %s\ntest ! -e %s.not\n", told, told);
	scratch_write_str(script, text, 0700);
	config = (struct mb_config){ .stamp = stamp };
	mb_given_set(&config.given, "on_attention", script, 1);
	paths.state = scratch_path("state");
	record = (struct mb_record){
		.refresh_token = mb_secret_new("r", 1),
		.grant = strdup("device_code"),
		.provider = strdup("test"),
		.token_endpoint = strdup("https://sso.example/token"),
		.signed_in = START - 100 * DAY,
		.refreshed = START - DAY,
	};
	if (!mb_session_open(&s, &account, &paths, &err) || !mb_session_lock(&s, &waited, &err))
		return -1;
	mb_session_close(&s); /* has made the folders */
	return 0;
}

static int teardown(void **state)
{
	mb_record_fini(&record);
	mb_given_fini(&config.given);
	free(told);
	free(paths.state);
	return scratch_teardown(state);
}

/* How often somebody was told since the last time. */
static size_t tellings(void)
{
	char *text = scratch_read(told);
	size_t n = text ? strlen(text) : 0;

	free(text);
	scratch_write_str(told, "", 0600);
	return n;
}

static void save(void)
{
	char *path = mb_paths_state_file(&paths, MB_STATE_RECORD, name);
	struct mb_replace prepared = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;

	assert_true(mb_record_save(&record, path, &prepared, &err));
	free(path);
}

static enum mb_forecast forecast(bool used, bool news)
{
	struct mb_err err = MB_ERR_INIT;
	bool is_news;
	enum mb_forecast f = mb_forecast(&account, &paths, used, &is_news, &err);

	assert_int_equal(is_news, news);
	assert_int_equal(err.code, f == MB_FORECAST_SOON ? MB_E_LOGIN : MB_OK);
	if (f == MB_FORECAST_SOON)
		assert_non_null(strstr(err.text, "sign in before it ends in"));
	mb_err_clear(&err);
	return f;
}

static void all_is_well(void **state)
{
	(void)state;
	assert_int_equal(forecast(false, false), MB_FORECAST_FINE);
	save();
	assert_int_equal(forecast(false, false), MB_FORECAST_FINE);
	assert_int_equal(tellings(), 0);
}

/* An end that the provider has told may move with the use. */
static void use_may_help(void **state)
{
	(void)state;
	record.refresh_expires = START + DAY;
	save();
	assert_int_equal(forecast(false, false), MB_FORECAST_RENEW);
	assert_int_equal(tellings(), 0);
	assert_int_equal(forecast(true, true), MB_FORECAST_SOON);
	assert_int_equal(tellings(), 1);
	/* others do not */
	record.refresh_expires = 0;
	record.refreshed = START;
	plugin.refresh_idle_days = 5;
	save();
	assert_int_equal(forecast(false, false), MB_FORECAST_SOON);
}

static void once_a_day(void **state)
{
	(void)state;
	record.refresh_expires = START + 5 * DAY;
	save();
	assert_int_equal(forecast(true, true), MB_FORECAST_SOON);
	assert_int_equal(forecast(true, false), MB_FORECAST_SOON);
	now = START + DAY - 1;
	assert_int_equal(forecast(true, false), MB_FORECAST_SOON);
	assert_int_equal(tellings(), 1);
	now = START + DAY;
	assert_int_equal(forecast(true, true), MB_FORECAST_SOON);
	assert_int_equal(tellings(), 1);
	now = START + DAY - 1; /* the clock was set back */
	assert_int_equal(forecast(true, true), MB_FORECAST_SOON);
	assert_int_equal(tellings(), 1);
}

static void who_was_not_told_is_told_again(void **state)
{
	char *not = scratch_path("told.not");

	(void)state;
	record.refresh_expires = START + 5 * DAY;
	save();
	scratch_write_str(not, "", 0600);
	assert_int_equal(forecast(true, true), MB_FORECAST_SOON);
	assert_int_equal(forecast(true, true), MB_FORECAST_SOON);
	assert_int_equal(tellings(), 2);
	free(not );
}

/* Somebody else is at work on the account, and tells. */
static void not_without_the_lock(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_session s;
	bool waited;

	(void)state;
	record.refresh_expires = START + 5 * DAY;
	save();
	assert_true(mb_session_open(&s, &account, &paths, &err));
	assert_true(mb_session_lock(&s, &waited, &err));
	assert_int_equal(forecast(true, false), MB_FORECAST_SOON);
	mb_session_close(&s);
	assert_int_equal(tellings(), 0);
	assert_int_equal(forecast(true, true), MB_FORECAST_SOON);
	/* and the lock is free again */
	assert_true(mb_session_open(&s, &account, &paths, &err));
	assert_true(mb_session_try_lock(&s));
	mb_session_close(&s);
}

static bool stands(enum mb_service service)
{
	struct mb_err err = MB_ERR_INIT;
	bool yes = mb_mail_refusal_stands(&account, &paths, service, &err);

	assert_int_equal(err.code, yes ? MB_E_DENIED : MB_OK);
	if (yes)
		assert_string_equal(err.text, "no");
	mb_err_clear(&err);
	return yes;
}

static void refuse(const char *text)
{
	struct mb_err err = MB_ERR_INIT;

	mb_err_set(&err, MB_E_DENIED, "%s", text);
	mb_mail_refusal_keep(&account, &paths, MB_SERVICE_POP3, &err);
	mb_err_clear(&err);
}

static void a_mail_server_refuses(void **state)
{
	(void)state;
	assert_false(stands(MB_SERVICE_POP3));
	refuse("no");
	assert_int_equal(tellings(), 1);
	assert_true(stands(MB_SERVICE_POP3));
	assert_false(stands(MB_SERVICE_IMAP) || stands(MB_SERVICE_SMTP));
	now = START + 299;
	assert_true(stands(MB_SERVICE_POP3));
	now = START + 300;
	assert_false(stands(MB_SERVICE_POP3));
	now = START - 1; /* the clock was set back */
	assert_false(stands(MB_SERVICE_POP3));
	now = START;
	config.stamp = other;
	assert_false(stands(MB_SERVICE_POP3));
	config.stamp = stamp;
	now = START + 100;
	refuse("no"); /* people know; but it counts from now */
	assert_int_equal(tellings(), 0);
	now = START + 399;
	assert_true(stands(MB_SERVICE_POP3));
	refuse("never");
	assert_int_equal(tellings(), 1);
}

static void the_server_takes_a_token(void **state)
{
	char *path = mb_paths_state_file(&paths, MB_STATE_STATUS, name);

	(void)state;
	mb_mail_refusal_forget(&account, &paths, MB_SERVICE_POP3);
	assert_false(scratch_exists(path)); /* there was nothing to forget */
	refuse("no");
	mb_mail_refusal_forget(&account, &paths, MB_SERVICE_IMAP);
	assert_true(stands(MB_SERVICE_POP3));
	mb_mail_refusal_forget(&account, &paths, MB_SERVICE_POP3);
	assert_false(stands(MB_SERVICE_POP3));
	refuse("no");
	assert_int_equal(tellings(), 2);
	free(path);
}

static void a_status_that_cannot_be_read(void **state)
{
	char *path = mb_paths_state_file(&paths, MB_STATE_STATUS, name);
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	scratch_write_str(path, "{", 0600);
	assert_false(stands(MB_SERVICE_POP3)); /* damaged: nothing is known of it */
	scratch_write_str(path, "{}", 0666);
	assert_true(mb_mail_refusal_stands(&account, &paths, MB_SERVICE_POP3, &err));
	assert_int_not_equal(err.code, MB_OK);
	mb_err_clear(&err);
	free(path);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_is_well),
		TEST(use_may_help),
		TEST(once_a_day),
		TEST(who_was_not_told_is_told_again),
		TEST(not_without_the_lock),
		TEST(a_mail_server_refuses),
		TEST(the_server_takes_a_token),
		TEST(a_status_that_cannot_be_read),
	};

	mb_json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
