/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "plugin/service.h"
#include "store/status.h"

static char *path;

static int setup(void **state)
{
	if (scratch_setup(state) < 0)
		return -1;
	mb_json_init();
	path = scratch_path("work.status");
	return 0;
}

static int teardown(void **state)
{
	free(path);
	return scratch_teardown(state);
}

static void reads_what_it_saved(void **state)
{
	struct mb_status s = { 0 }, back;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	s.error_time = 1790000000;
	s.error_text = strdup("sign in again (AADSTS700082)");
	s.refused_until = 1790000300;
	s.refusal_stamp = strdup("1:2:3:4.5 /config");
	s.password_refused = true;
	s.last_use = 1789999999;
	for (int code = MB_E_USAGE; code <= MB_E_CONFIG; code++) {
		s.error_code = (enum mb_code)code;
		assert_true(mb_status_save(&s, path, NULL, &err));
		assert_true(mb_status_load(&back, path, &err));
		assert_int_equal(back.error_code, code);
		assert_int_equal(back.error_time, s.error_time);
		assert_string_equal(back.error_text, s.error_text);
		assert_int_equal(back.refused_until, s.refused_until);
		assert_string_equal(back.refusal_stamp, s.refusal_stamp);
		assert_true(back.password_refused);
		assert_int_equal(back.last_use, s.last_use);
		mb_status_fini(&back);
	}
	mb_status_fini(&s);
}

static void keeps_mail_refusals_apart(void **state)
{
	struct mb_status s = { 0 }, back;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	s.mail[mb_service_index(MB_SERVICE_POP3)] = (struct mb_mail_refusal){
		1790000300, strdup("stamp"), MB_E_DENIED, strdup("the server said no")
	};
	mb_status_clear(&s); /* a good answer of the provider is none of the mail server */
	assert_true(mb_status_save(&s, path, NULL, &err));
	assert_true(mb_status_load(&back, path, &err));
	assert_null(back.mail[mb_service_index(MB_SERVICE_IMAP)].text);
	assert_null(back.mail[mb_service_index(MB_SERVICE_SMTP)].text);
	assert_int_equal(back.mail[mb_service_index(MB_SERVICE_POP3)].until, 1790000300);
	assert_int_equal(back.mail[mb_service_index(MB_SERVICE_POP3)].code, MB_E_DENIED);
	assert_string_equal(back.mail[mb_service_index(MB_SERVICE_POP3)].stamp, "stamp");
	assert_string_equal(back.mail[mb_service_index(MB_SERVICE_POP3)].text,
			    "the server said no");
	assert_string_equal(mb_mail_slot_name(mb_service_index(MB_SERVICE_POP3)), "pop3");
	mb_mail_refusal_clear(&back.mail[mb_service_index(MB_SERVICE_POP3)]);
	assert_true(mb_status_save(&back, path, NULL, &err));
	mb_status_fini(&back);
	assert_true(mb_status_load(&back, path, &err));
	assert_null(back.mail[mb_service_index(MB_SERVICE_POP3)].text);
	mb_status_fini(&back);
	mb_status_fini(&s);
}

static void success_forgets_the_error_only(void **state)
{
	struct mb_status s = { 0 }, back;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	s.error_time = 1;
	s.error_code = MB_E_LOGIN;
	s.error_text = strdup("no");
	s.refused_until = 2;
	s.refusal_stamp = strdup("stamp");
	s.password_refused = true;
	s.last_use = 3;
	mb_status_clear(&s);
	assert_true(mb_status_save(&s, path, NULL, &err));
	assert_true(mb_status_load(&back, path, &err));
	assert_int_equal(back.error_time, 0);
	assert_int_equal(back.error_code, MB_OK);
	assert_null(back.error_text);
	assert_int_equal(back.refused_until, 0);
	assert_null(back.refusal_stamp);
	assert_true(back.password_refused);
	assert_int_equal(back.last_use, 3);
	mb_status_fini(&back);
	mb_status_fini(&s);
	assert_false(s.password_refused);
}

static void what_cannot_be_read_is_empty_and_told(void **state)
{
	static const struct {
		const char *text;
		mode_t mode;
		enum mb_code code;
	} bad[] = {
		{ "", 0600, MB_E_LOGIN },
		{ "garbage", 0600, MB_E_LOGIN },
		{ "[1]", 0600, MB_E_LOGIN },
		{ "{\"version\": 1, \"error_time\": 5", 0600, MB_E_LOGIN },
		{ "{\"error_time\": 5}", 0600, MB_E_LOGIN },
		{ "{\"version\": 2, \"error_time\": 5}", 0600, MB_E_LOGIN },
		{ "{\"version\": 1, \"error_time\": 5, \"password_refused\": \"true\"}", 0600,
		  MB_E_LOGIN },
		{ "{\"version\": 1, \"error_time\": {}, \"refused_until\": \"x\"}", 0600, MB_OK },
		{ "{\"version\": 1, \"password_refused\": true}", 0640, MB_E_CONFIG },
		{ NULL, 0, MB_OK },
	};
	struct mb_err err = MB_ERR_INIT;
	struct mb_status s;
	bool ok;

	(void)state;
	for (size_t i = 0; i < N(bad); i++) {
		if (bad[i].text)
			scratch_write_str(path, bad[i].text, bad[i].mode);
		else
			unlink(path);
		memset(&s, 0x55, sizeof(s));
		ok = mb_status_load(&s, path, &err);
		if (ok != (bad[i].code == MB_OK) || err.code != bad[i].code ||
		    (!ok && !strstr(err.text, path)) || s.error_time || s.error_code ||
		    s.error_text || s.refused_until || s.refusal_stamp || s.password_refused ||
		    s.last_use)
			fail_msg("row %zu", i);
		mb_status_fini(&s);
		mb_err_clear(&err);
	}
}

static void an_unknown_code_is_some_error(void **state)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_status s;

	(void)state;
	scratch_write_str(path, "{\"version\": 1, \"error_time\": 5, \"error_code\": \"quantum\"}",
			  0600);
	assert_true(mb_status_load(&s, path, &err));
	assert_int_equal(s.error_time, 5);
	assert_int_not_equal(s.error_code, MB_OK);
	mb_status_fini(&s);
}

static void what_was_prepared_is_used_up(void **state)
{
	struct mb_replace room = MB_REPLACE_INIT;
	struct mb_status s = { .password_refused = true }, back;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_replace_begin(&room, path, 100, &err));
	assert_true(mb_status_save(&s, path, &room, &err));
	assert_int_equal(room.fd, -1);
	assert_true(mb_status_load(&back, path, &err));
	assert_true(back.password_refused);
	mb_status_fini(&back);
}

static void a_failed_save_is_told(void **state)
{
	char *below = scratch_path("nowhere/work.status");
	struct mb_status s = { .last_use = 1 };
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_false(mb_status_save(&s, below, NULL, &err));
	assert_int_equal(err.code, MB_E_IO);
	mb_err_clear(&err);
	free(below);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_it_saved),
		cmocka_unit_test(keeps_mail_refusals_apart),
		cmocka_unit_test(success_forgets_the_error_only),
		cmocka_unit_test(what_cannot_be_read_is_empty_and_told),
		cmocka_unit_test(an_unknown_code_is_some_error),
		cmocka_unit_test(what_was_prepared_is_used_up),
		cmocka_unit_test(a_failed_save_is_told),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
