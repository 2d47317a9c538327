/* SPDX-License-Identifier: MIT */
/* What is remembered of a failure, for how long, and who is told. */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "account/refusal.h"
#include "account/session.h"
#include "base/clock.h"
#include "base/json.h"
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

static struct mb_config config;
static char name[] = "work", stamp[] = "stamp";
static const struct mb_account account = { .name = name,
					   .plugin = &scratch_plugin,
					   .config = &config };
static struct mb_paths paths;
static struct mb_session s;

static int setup(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	bool waited;

	if (scratch_setup(state) < 0)
		return -1;
	config = (struct mb_config){ .stamp = stamp };
	paths.state = scratch_path("state");
	if (!mb_session_open(&s, &account, &paths, &err) || !mb_session_lock(&s, &waited, &err))
		return -1;
	return 0;
}

static int teardown(void **state)
{
	mb_session_close(&s);
	mb_given_fini(&config.given);
	free(paths.state);
	return scratch_teardown(state);
}

/* A refusal that stands for a second more. */
static void refused(void)
{
	mb_status_fini(&s.status);
	s.status.error_time = NOW;
	s.status.error_code = MB_E_LOGIN;
	s.status.error_text = strdup("sign in again");
	s.status.refused_until = NOW + 1;
	s.status.refusal_stamp = strdup(stamp);
}

static bool stands(const char *text)
{
	struct mb_err err = MB_ERR_INIT;
	bool yes = mb_refusal_stands(&s, &err);

	assert_int_equal(err.code, yes ? s.status.error_code : MB_OK);
	if (yes)
		assert_string_equal(err.text, text);
	mb_err_clear(&err);
	return yes;
}

static void a_refusal_stands(void **state)
{
	(void)state;
	assert_false(stands(NULL));
	refused();
	assert_true(stands("sign in again"));
	s.status.error_code = MB_E_RETRY;
	assert_true(stands("sign in again; the provider is asked again in 1 s"));
	s.status.refused_until = NOW;
	assert_false(stands(NULL));
	refused();
	s.status.error_time = NOW + 1; /* the clock was set back */
	assert_false(stands(NULL));
	refused();
	s.status.refusal_stamp[0] = 'S'; /* another config */
	assert_false(stands(NULL));
}

static void news_for_those_who_waited(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_false(mb_refusal_is_news(&s, NOW, &err));
	refused();
	assert_false(mb_refusal_is_news(&s, 0, &err));
	assert_false(mb_refusal_is_news(&s, NOW + 1, &err));
	assert_int_equal(err.code, MB_OK);
	assert_true(mb_refusal_is_news(&s, NOW, &err));
	assert_int_equal(err.code, MB_E_LOGIN);
	assert_string_equal(err.text, "sign in again");
	mb_err_clear(&err);
	s.status.error_time = NOW + 1;
	assert_false(mb_refusal_is_news(&s, NOW, &err));
}

/* Keeps an error of this code; true if it is news. */
static bool keep(enum mb_code code, const char *text, const struct mb_verdict *verdict)
{
	struct mb_err err = MB_ERR_INIT;
	bool news;

	mb_err_set(&err, code, "%s", text);
	news = mb_refusal_keep(&s, verdict, &err);
	assert_string_equal(err.text, text);
	mb_err_clear(&err);
	mb_session_load(&s); /* what the next process sees */
	assert_int_equal(s.status.error_code, code);
	assert_int_equal(s.status.error_time, NOW);
	assert_string_equal(s.status.error_text, text);
	return news;
}

static void for_how_long(void **state)
{
	static const struct {
		enum mb_code code;
		bool by_provider, pause;
		int64_t retry_after, seconds;
	} all[] = {
		{ MB_E_LOGIN, true, false, -1, 300 },
		{ MB_E_DENIED, true, false, 299, 300 },
		{ MB_E_CONFIG, true, false, 301, 301 },
		{ MB_E_IO, true, false, -1, 300 },
		{ MB_E_RETRY, true, false, -1, 0 },
		{ MB_E_RETRY, true, false, 0, 0 },
		{ MB_E_RETRY, true, false, 1, 1 },
		{ MB_E_RETRY, true, true, 1, 300 },
		/* what failed on this side is looked at anew each time */
		{ MB_E_LOGIN, false, false, 0, 0 },
		{ MB_E_IO, false, false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_verdict v = { .retry_after = all[i].retry_after, .pause = all[i].pause };

		keep(all[i].code, "no", all[i].by_provider ? &v : NULL);
		if (s.status.refused_until != (all[i].seconds ? NOW + all[i].seconds : 0))
			fail_msg("row %zu: %lld", i, (long long)(s.status.refused_until - NOW));
		if (all[i].seconds)
			assert_string_equal(s.status.refusal_stamp, stamp);
		else
			assert_null(s.status.refusal_stamp);
	}
}

static void people_hear_it_once(void **state)
{
	struct mb_verdict v = { .retry_after = -1 };

	(void)state;
	assert_true(keep(MB_E_LOGIN, "no", &v));
	assert_false(keep(MB_E_LOGIN, "no", &v));
	assert_false(keep(MB_E_RETRY, "later", &v)); /* needs nobody, and takes nothing away */
	assert_false(keep(MB_E_LOGIN, "no", &v));
	assert_true(keep(MB_E_LOGIN, "No", &v));
	assert_true(keep(MB_E_CONFIG, "No", &v));
}

static void a_wrong_password_is_noted(void **state)
{
	struct mb_verdict v = { .retry_after = -1, .meaning = MB_MEANS_DENIED };

	(void)state;
	keep(MB_E_DENIED, "no", &v);
	assert_false(s.status.password_refused);
	v.meaning = MB_MEANS_BAD_PASSWORD;
	keep(MB_E_DENIED, "no", &v);
	assert_true(s.status.password_refused);
	mb_refusal_forget(&s, false);
	mb_session_load(&s);
	assert_true(s.status.password_refused);
	assert_null(s.status.error_text);
	mb_refusal_forget(&s, true);
	mb_session_load(&s);
	assert_false(s.status.password_refused);
}

static void that_it_cannot_be_noted_is_said(void **state)
{
	struct mb_verdict v = { .retry_after = -1, .meaning = MB_MEANS_BAD_PASSWORD };
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	mb_err_set(&s.status_err, MB_E_IO, "cannot be read");
	mb_err_set(&err, MB_E_DENIED, "no");
	mb_refusal_keep(&s, &v, &err);
	assert_non_null(strstr(err.text, "cannot be read"));
	assert_int_equal(err.code, MB_E_DENIED);
	mb_err_clear(&err);
}

/* An invalid_grant that means that the login is over tells how long it lasted. */
static void how_long_the_login_lasted(void **state)
{
	static const struct {
		enum mb_code code;
		bool invalid_grant;
		int64_t life;
	} all[] = {
		{ MB_E_LOGIN, true, 10 * DAY - 60 },
		{ MB_E_LOGIN, false, 0 },
		{ MB_E_DENIED, true, 0 },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_verdict v = { .retry_after = -1, .invalid_grant = all[i].invalid_grant };

		mb_status_fini(&s.status);
		s.record.refresh_token = mb_secret_new("r", 1);
		s.record.signed_in = NOW - 10 * DAY;
		s.record.refreshed = NOW - 60;
		keep(all[i].code, "no", &v);
		assert_int_equal(s.status.life, all[i].life);
	}
}

static void success_forgets(void **state)
{
	(void)state;
	refused();
	s.status.mail[2].text = strdup("no");
	s.status.mail[2].code = MB_E_DENIED;
	s.status.mail[2].until = NOW + 5;
	s.status.mail[2].stamp = strdup(stamp);
	mb_refusal_forget(&s, false);
	mb_session_load(&s);
	assert_null(s.status.error_text);
	assert_int_equal(s.status.refused_until, 0);
	assert_int_equal(s.status.last_use, NOW);
	assert_string_equal(s.status.mail[2].text,
			    "no"); /* the server's word, not the provider's */
	mb_err_set(&s.note, MB_E_RETRY, "all went well, but");
	mb_refusal_forget(&s, true);
	mb_session_load(&s);
	assert_null(s.status.mail[2].text);
	assert_string_equal(s.status.error_text, "all went well, but");
	assert_int_equal(s.status.error_code, MB_E_RETRY);
}

/* on_attention is a script that says what it got; it ends with `status`. */
static bool attention(const char *status, const char *text, const char *got)
{
	char *script = scratch_path("script"), *out = scratch_path("out"), *have;
	struct mb_err err = MB_ERR_INIT;
	struct mb_buf body;
	bool ok;

	mb_buf_init(&body, 4096);
	mb_buf_addf(&body,
		    "#!/bin/sh\nprintf '%%s|' \"$@\" $MAILBEARER_IN_ATTENTION > %s\nexit %s\n", out,
		    status);
	scratch_write_str(script, mb_buf_str(&body), 0700);
	mb_buf_fini(&body);
	mb_given_set(&config.given, "on_attention", script, 1);
	mb_err_set(&err, MB_E_LOGIN, "%s", text);
	ok = mb_attention(&s, &err);
	assert_string_equal(err.text, text);
	mb_err_clear(&err);
	have = scratch_read(out);
	if (got)
		assert_string_equal(have, got);
	else
		assert_null(have);
	free(have);
	free(out);
	return ok;
}

static void somebody_is_told(void **state)
{
	(void)state;
	assert_true(attention("0", "a <b>c</b>", "work|a (b)c(/b)|1|"));
	assert_null(getenv("MAILBEARER_IN_ATTENTION"));
	assert_false(attention("1", "x", "work|x|1|"));
	s.party.deadline = mb_deadline_in(1); /* `token` has promised that */
	assert_false(attention("0$(sleep 5)", "x", "work|x|1|"));
}

static void nobody_is_told(void **state)
{
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	mb_err_set(&err, MB_E_LOGIN, "x");
	assert_true(mb_attention(&s, &err)); /* nobody wants to be */
	mb_err_clear(&err);
	setenv("MAILBEARER_IN_ATTENTION", "1", 1);
	assert_true(attention("1", "x", NULL));
	unsetenv("MAILBEARER_IN_ATTENTION");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_refusal_stands),
		TEST(news_for_those_who_waited),
		TEST(for_how_long),
		TEST(people_hear_it_once),
		TEST(a_wrong_password_is_noted),
		TEST(that_it_cannot_be_noted_is_said),
		TEST(how_long_the_login_lasted),
		TEST(success_forgets),
		TEST(somebody_is_told),
		TEST(nobody_is_told),
	};

	mb_json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
