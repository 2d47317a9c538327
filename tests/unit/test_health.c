/* SPDX-License-Identifier: MIT */
/* How an account is doing, and for how long. */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "account/health.h"
#include "account/session.h"
#include "base/clock.h"
#include "base/secret.h"
#include "config/account.h"
#include "config/config.h"

#define NOW INT64_C(1800000000)
#define DAY INT64_C(86400)

int64_t __wrap_mb_clock_now(void);

/* The time stands still. */
int64_t __wrap_mb_clock_now(void)
{
	return NOW;
}

static struct mb_plugin plugin;
static struct mb_config config;
static char name[] = "work", stamp[] = "stamp";
static const struct mb_account account = { .name = name, .plugin = &plugin, .config = &config };
static struct mb_paths paths;
static struct mb_session s;

/* A session with a login a hundred days old, used yesterday. */
static int setup(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	if (scratch_setup(state) < 0)
		return -1;
	plugin = scratch_plugin;
	config = (struct mb_config){ .stamp = stamp };
	paths.state = scratch_path("state");
	if (!mb_session_open(&s, &account, &paths, &err))
		return -1;
	s.have_record = true;
	s.record.provider = strdup("test");
	s.record.token_endpoint = strdup("https://sso.example/token");
	s.record.refresh_token = mb_secret_new("r", 1);
	s.record.signed_in = NOW - 100 * DAY;
	s.record.refreshed = NOW - DAY;
	return 0;
}

static int teardown(void **state)
{
	mb_session_close(&s);
	free(paths.state);
	return scratch_teardown(state);
}

static struct mb_health health(void)
{
	struct mb_health h;

	mb_health(&h, &s);
	return h;
}

/* A token file for settings with this digest. */
static void keep_token(const char *binding, int64_t expires)
{
	struct mb_token_file t = { .token = "abc",
				   .token_len = 3,
				   .expires = expires,
				   .lifetime = 3600,
				   .timeout = 30,
				   .stamp = stamp,
				   .binding = binding };
	struct mb_buf text;
	struct mb_err err = MB_ERR_INIT;
	bool waited;

	assert_true(mb_session_lock(&s, &waited, &err)); /* makes the folders */
	mb_session_unlock(&s);
	mb_buf_init(&text, 10000);
	mb_token_file_format(&t, &text);
	scratch_write(s.token_path, mb_buf_str(&text), text.len, 0600);
	mb_buf_fini(&text);
}

static void nothing_is_known_of_its_end(void **state)
{
	struct mb_health h = health();

	(void)state;
	assert_int_equal(h.code, MB_OK);
	assert_true(h.signed_in);
	assert_false(h.no_token_yet || h.soon || h.differs);
	assert_int_equal(h.refresh_dies, 0);
	assert_int_equal(h.token_expires, 0);
}

static void it_ends_when_it_is_not_used(void **state)
{
	struct mb_health h;

	(void)state;
	plugin.refresh_idle_days = 8;
	h = health();
	assert_int_equal(h.refresh_dies, NOW + 7 * DAY);
	assert_string_equal(h.refresh_dies_why, "it ends when it is not used");
	assert_true(h.soon);
	plugin.refresh_idle_days = 9;
	assert_false(health().soon);
	plugin.refresh_idle_days = 1;
	h = health();
	assert_int_equal(h.refresh_dies, NOW);
	assert_false(h.soon);
	assert_int_equal(h.code, MB_E_LOGIN);
	s.record.refreshed = 0;
	assert_int_equal(health().refresh_dies, 0);
}

static void the_earliest_end_counts(void **state)
{
	struct mb_health h;

	(void)state;
	plugin.refresh_idle_days = 8;
	s.record.refresh_expires = NOW + 7 * DAY - 1;
	h = health();
	assert_int_equal(h.refresh_dies, NOW + 7 * DAY - 1);
	assert_string_equal(h.refresh_dies_why, "the provider said so");
	s.record.refresh_expires = NOW + 7 * DAY;
	assert_string_equal(health().refresh_dies_why, "it ends when it is not used");
	s.record.refresh_expires = NOW + 7 * DAY + 1;
	assert_int_equal(health().refresh_dies, NOW + 7 * DAY);
}

static void of_short_lives_the_last_part(void **state)
{
	(void)state;
	s.record.signed_in = NOW - 600;
	s.record.refresh_expires = NOW + 100;
	assert_true(health().soon);
	s.record.refresh_expires = NOW + 101;
	assert_false(health().soon);
	s.record.refresh_expires = NOW + 1;
	assert_true(health().soon);
	s.record.signed_in = 0;
	s.record.refreshed = NOW - 600;
	s.record.refresh_expires = NOW + 100;
	assert_true(health().soon);
	s.record.refresh_expires = NOW + 101;
	assert_false(health().soon);
}

static void as_the_last_logins_ended(void **state)
{
	static const struct {
		int64_t life, before;
		unsigned short days;
		int64_t expected; /* 0: none */
	} all[] = {
		{ 10 * DAY, 10 * DAY, 0, 10 * DAY },
		{ 10 * DAY, 9 * DAY, 0, 9 * DAY },
		{ 9 * DAY, 10 * DAY, 0, 9 * DAY },
		{ 10 * DAY, 9 * DAY - 1, 0, 0 },
		{ 9 * DAY - 1, 10 * DAY, 0, 0 },
		{ 3600, 7200, 0, 3600 },
		{ 3600, 7201, 0, 0 },
		{ 36000, 32400, 0, 32400 },
		{ 10 * DAY, 0, 0, 0 },
		{ 0, 10 * DAY, 0, 0 },
		/* the plugin knows how long they last */
		{ 10 * DAY + DAY / 2, 0, 10, 10 * DAY },
		{ 20 * DAY, 0, 10, 0 },
		{ 20 * DAY, 20 * DAY, 10, 20 * DAY },
		{ 0, 0, 10, 0 },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_health h;

		s.status.life = all[i].life;
		s.status.life_before = all[i].before;
		plugin.refresh_life_days = all[i].days;
		h = health();
		if (h.refresh_dies != (all[i].expected ? s.record.signed_in + all[i].expected : 0))
			fail_msg("row %zu: %lld", i, (long long)h.refresh_dies);
	}
	s.status.life = s.status.life_before = 100 * DAY + 1;
	assert_string_equal(health().refresh_dies_why,
			    "logins of this account end after that time, used or not");
	assert_true(health().soon);
	s.record.signed_in = 0;
	assert_int_equal(health().refresh_dies, 0);
}

static void a_login_that_is_over(void **state)
{
	struct mb_health h;

	(void)state;
	plugin.refresh_idle_days = 8;
	s.status.person.code = MB_E_LOGIN;
	h = health();
	assert_int_equal(h.code, MB_E_LOGIN);
	assert_int_equal(h.refresh_dies, 0);
	s.status.person.code = MB_E_DENIED;
	h = health();
	assert_int_equal(h.code, MB_E_DENIED);
	assert_int_equal(h.refresh_dies, NOW + 7 * DAY);
	assert_false(h.soon); /* something else comes first */
}

static void no_login(void **state)
{
	struct mb_health h;

	(void)state;
	mb_secret_free(&s.record.refresh_token);
	plugin.refresh_idle_days = 8;
	h = health();
	assert_int_equal(h.code, MB_E_LOGIN);
	assert_false(h.signed_in);
	assert_int_equal(h.refresh_dies, 0);
	/* an access token alone is something */
	keep_token(s.binding, NOW + 1);
	h = health();
	assert_int_equal(h.code, MB_OK);
	assert_true(h.signed_in);
	s.have_record = false;
	assert_true(health().signed_in);
	keep_token(s.binding, NOW);
	assert_int_equal(health().code, MB_E_LOGIN);
}

static void the_token(void **state)
{
	struct mb_health h;

	(void)state;
	keep_token(s.binding, NOW + 1);
	h = health();
	assert_int_equal(h.token_expires, NOW + 1);
	assert_int_equal(h.token_len, 3);
	keep_token(s.binding, NOW);
	h = health();
	assert_int_equal(h.token_expires, 0);
	assert_int_equal(h.token_len, 0);
	keep_token("of other settings", NOW + 1);
	assert_int_equal(health().token_expires, 0);
}

static void other_settings(void **state)
{
	struct mb_health h;

	(void)state;
	s.record.scope = strdup("of old");
	keep_token(s.binding, NOW + 1);
	h = health();
	assert_string_equal(h.differs, "scope");
	assert_int_equal(h.code, MB_E_LOGIN);
	/* that grant signs in by itself */
	s.party.grant = MB_GRANT_CLIENT_CREDENTIALS;
	h = health();
	assert_null(h.differs);
	assert_int_equal(h.code, MB_OK);
}

static void a_grant_without_a_person(void **state)
{
	struct mb_health h;

	(void)state;
	s.party.grant = MB_GRANT_CLIENT_CREDENTIALS;
	plugin.refresh_idle_days = 8;
	h = health();
	assert_int_equal(h.refresh_dies, 0); /* none is needed */
	assert_false(h.no_token_yet);
	s.have_record = false;
	h = health();
	assert_true(h.no_token_yet && h.signed_in);
	keep_token(s.binding, NOW + 1);
	assert_false(health().no_token_yet);
}

static void what_matters_most(void **state)
{
	(void)state;
	s.status.mail[1].text = strdup("no");
	s.status.mail[1].code = MB_E_CONFIG;
	assert_int_equal(health().code, MB_E_CONFIG);
	s.status.mail[0].text = strdup("no");
	s.status.mail[0].code = MB_E_DENIED;
	assert_int_equal(health().code, MB_E_DENIED);
	s.status.error_code = MB_E_RETRY;
	assert_int_equal(health().code, MB_E_RETRY);
	keep_token(s.binding, NOW + 1); /* there is something to go on with until it has passed */
	assert_int_equal(health().code, MB_E_DENIED);
	s.status.error_code = MB_E_IO;
	assert_int_equal(health().code, MB_E_IO);
	s.status.person.code = MB_E_CONFIG;
	assert_int_equal(health().code, MB_E_CONFIG);
	mb_err_set(&s.status_err, MB_E_LOGIN, "damaged");
	assert_int_equal(health().code, MB_E_IO);
	s.party.grant = MB_GRANT_PASSWORD; /* it may have held that the password was refused */
	assert_int_equal(health().code, MB_E_DENIED);
	mb_err_set(&s.record_err, MB_E_RETRY, "later");
	assert_int_equal(health().code, MB_E_RETRY);
	s.status.password_refused = true;
	assert_int_equal(health().code, MB_E_DENIED);
}

static void the_end_is_noted(void **state)
{
	(void)state;
	s.record.signed_in = NOW - 10 * DAY;
	s.status.life = 5;
	mb_health_note_end(&s);
	assert_int_equal(s.status.life, 9 * DAY);
	assert_int_equal(s.status.life_before, 5);
	assert_int_equal(s.status.life_of, NOW - 10 * DAY);
	mb_health_note_end(&s); /* once for each login */
	assert_int_equal(s.status.life_before, 5);
}

static void the_end_is_not_known(void **state)
{
	static const int64_t all[][2] = {
		{ 0, NOW - DAY },                  /* nobody knows when it began */
		{ NOW - 10 * DAY, NOW - 9 * DAY }, /* it was not used for long */
		{ NOW - 10 * DAY, NOW - 2 * DAY },
		{ NOW - 60, NOW - 60 }, /* never */
		{ NOW - 60, NOW - 61 },
	};

	(void)state;
	s.status.life_of = 1;
	for (size_t i = 0; i < N(all); i++) {
		s.record.signed_in = all[i][0];
		s.record.refreshed = all[i][1];
		mb_health_note_end(&s);
		if (s.status.life)
			fail_msg("row %zu", i);
	}
	s.record.signed_in = NOW - 10 * DAY;
	s.record.refreshed = NOW - DAY;
	mb_secret_free(&s.record.refresh_token);
	mb_health_note_end(&s);
	assert_int_equal(s.status.life, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_is_known_of_its_end),
		TEST(it_ends_when_it_is_not_used),
		TEST(the_earliest_end_counts),
		TEST(of_short_lives_the_last_part),
		TEST(as_the_last_logins_ended),
		TEST(a_login_that_is_over),
		TEST(no_login),
		TEST(the_token),
		TEST(other_settings),
		TEST(a_grant_without_a_person),
		TEST(what_matters_most),
		TEST(the_end_is_noted),
		TEST(the_end_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
