/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "base/process.h"
#include "base/secret.h"
#include "store/record.h"
#include "unit/wipe.h"

static char *path;

static int setup(void **state)
{
	if (scratch_setup(state) < 0)
		return -1;
	mb_json_init();
	path = scratch_path("work.json");
	return 0;
}

static int teardown(void **state)
{
	free(path);
	return scratch_teardown(state);
}

static struct mb_record sample(const char *refresh_token)
{
	struct mb_record rec = { .refresh_token = mb_secret_new_str(refresh_token) };

	rec.grant = strdup("authorization_code");
	rec.provider = strdup("microsoft");
	rec.client_id = strdup("00001111");
	rec.user = strdup("anna@firma.example");
	rec.scope = strdup("a b \"c\" \303\274");
	rec.token_endpoint = strdup("https://login.example/token");
	rec.signed_in_as = strdup("Anna@Firma.example");
	rec.issuer = strdup("https://login.example/");
	rec.subject = strdup("s-anna");
	rec.signed_in = 1790000000;
	rec.refreshed = 1790000001;
	return rec;
}

static bool save(const struct mb_record *rec, struct mb_err *err)
{
	struct mb_replace prepared = MB_REPLACE_INIT;

	return mb_replace_begin(&prepared, path, 4096, err) &&
	       mb_record_save(rec, path, &prepared, err);
}

static void reads_what_it_saved(void **state)
{
	struct mb_record rec = sample("0.AXoA-refresh"), back;
	struct mb_err err = MB_ERR_INIT;
	bool absent = true;
	struct stat st;

	(void)state;
	assert_true(save(&rec, &err));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(mb_record_load(&back, path, &absent, &err));
	assert_false(absent);
	assert_true(mb_secret_equal(back.refresh_token, rec.refresh_token));
	assert_string_equal(back.grant, rec.grant);
	assert_string_equal(back.provider, rec.provider);
	assert_string_equal(back.client_id, rec.client_id);
	assert_string_equal(back.user, rec.user);
	assert_string_equal(back.scope, rec.scope);
	assert_string_equal(back.token_endpoint, rec.token_endpoint);
	assert_string_equal(back.signed_in_as, rec.signed_in_as);
	assert_string_equal(back.issuer, rec.issuer);
	assert_string_equal(back.subject, rec.subject);
	assert_null(back.granted_scope);
	assert_int_equal(back.signed_in, rec.signed_in);
	assert_int_equal(back.refreshed, rec.refreshed);
	assert_int_equal(back.refresh_expires, 0);
	mb_record_fini(&back);
	mb_record_fini(&rec);
	assert_null(rec.user);
}

static void a_grant_may_give_no_refresh_token(void **state)
{
	struct mb_record rec = sample(NULL), back;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(save(&rec, &err));
	assert_true(mb_record_load(&back, path, NULL, &err));
	assert_null(back.refresh_token);
	mb_record_fini(&back);
	mb_record_fini(&rec);
}

static void none_is_absent(void **state)
{
	struct mb_record rec;
	struct mb_err err = MB_ERR_INIT;
	bool absent = false;

	(void)state;
	unlink(path);
	assert_false(mb_record_load(&rec, path, &absent, &err));
	assert_true(absent);
	mb_record_fini(&rec);
	mb_err_clear(&err);
}

static void a_damaged_one_asks_for_a_login(void **state)
{
	static const char *const bad[] = {
		"",
		"{",
		"[]",
		"null",
		"{}",
		"{\"version\": 2, \"refresh_token\": \"x\"}",
		"{\"version\": 1, \"refresh_token\": \"x\"",
		"{\"version\": 1, \"version\": 1}",
		"{\"version\": 1, \"refresh_token\": \"\377\"}",
		"{\"version\": 1} x",
	};
	struct mb_record rec;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	for (size_t i = 0; i < N(bad); i++) {
		bool absent = true;

		scratch_write_str(path, bad[i], 0600);
		if (mb_record_load(&rec, path, &absent, &err) || absent || err.code != MB_E_LOGIN)
			fail_msg("row %zu: %s", i, err.text);
		mb_record_fini(&rec);
	}
	mb_err_clear(&err);
}

static void members_of_wrong_type_are_missing(void **state)
{
	struct mb_record rec;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	scratch_write_str(path,
			  "{\"version\": 1, \"refresh_token\": 5, \"user\": [], \"scope\": null,"
			  " \"signed_in\": \"soon\", \"more\": {}}",
			  0600);
	assert_true(mb_record_load(&rec, path, NULL, &err));
	assert_null(rec.refresh_token);
	assert_null(rec.user);
	assert_null(rec.scope);
	assert_int_equal(rec.signed_in, 0);
	mb_record_fini(&rec);
}

static void one_that_others_can_read_is_refused(void **state)
{
	struct mb_record rec;
	struct mb_err err = MB_ERR_INIT;
	bool absent = true;

	(void)state;
	scratch_write_str(path, "{\"version\": 1}", 0644);
	assert_false(mb_record_load(&rec, path, &absent, &err));
	assert_false(absent);
	assert_int_equal(err.code, MB_E_CONFIG);
	mb_record_fini(&rec);
	mb_err_clear(&err);
}

static bool stored_is(const char *refresh_token)
{
	struct mb_secret *want = mb_secret_new_str(refresh_token);
	struct mb_err err = MB_ERR_INIT;
	struct mb_record rec;
	bool ok = mb_record_load(&rec, path, NULL, &err) &&
		  mb_secret_equal(rec.refresh_token, want);

	mb_secret_free(&want);
	mb_record_fini(&rec);
	mb_err_clear(&err);
	return ok;
}

/* The temporary file that was prepared goes bad: the save starts anew. */
static void is_saved_though_the_prepared_file_is_useless(void **state)
{
	struct mb_replace prepared = MB_REPLACE_INIT;
	struct mb_record rec = sample("rotated");
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(mb_replace_begin(&prepared, path, 4096, &err));
	assert_int_equal(unlink(prepared.tmp), 0);
	assert_true(mb_record_save(&rec, path, &prepared, &err));
	assert_true(stored_is("rotated"));
	assert_int_equal(prepared.fd, -1);
	mb_record_fini(&rec);
	mb_err_clear(&err);
}

static int save_without_space(void *arg)
{
	const struct rlimit limit = { 1024, 1024 };
	struct mb_replace prepared = MB_REPLACE_INIT;
	struct mb_record rec;
	struct mb_err err = MB_ERR_INIT;
	char token[3000];
	bool saved;

	(void)arg;
	memset(token, 't', sizeof(token) - 1);
	token[sizeof(token) - 1] = '\0';
	rec = sample(token);
	mb_process_harden();
	if (setrlimit(RLIMIT_FSIZE, &limit) < 0)
		return 1;
	if (!mb_replace_begin(&prepared, path, 10, &err))
		return 2;
	saved = mb_record_save(&rec, path, &prepared, &err);
	if (saved || err.code != MB_E_IO)
		return 3;
	mb_record_fini(&rec);
	mb_err_clear(&err);
	return stored_is("old") ? 0 : 4;
}

static void a_failed_save_keeps_the_old_one(void **state)
{
	struct mb_record rec = sample("old");
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	assert_true(save(&rec, &err));
	assert_int_equal(scratch_in_child(save_without_space, NULL, false), 0);
	assert_int_equal(scratch_count(scratch_dir()), 1);
	mb_record_fini(&rec);
}

static void leaves_no_token_in_memory(void **state)
{
	struct mb_record rec = sample("0.AXoA-hunter2"), back;
	struct mb_err err = MB_ERR_INIT;

	(void)state;
	wipe_watch("hunter2");
	assert_true(save(&rec, &err));
	assert_true(mb_record_load(&back, path, NULL, &err));
	mb_record_fini(&back);
	mb_record_fini(&rec);
	assert_int_equal(wipe_count(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_it_saved),
		cmocka_unit_test(a_grant_may_give_no_refresh_token),
		cmocka_unit_test(none_is_absent),
		cmocka_unit_test(a_damaged_one_asks_for_a_login),
		cmocka_unit_test(members_of_wrong_type_are_missing),
		cmocka_unit_test(one_that_others_can_read_is_refused),
		cmocka_unit_test(is_saved_though_the_prepared_file_is_useless),
		cmocka_unit_test(a_failed_save_keeps_the_old_one),
		cmocka_unit_test(leaves_no_token_in_memory),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
