/* SPDX-License-Identifier: MIT */
/* ACCOUNT.client, a client that was registered, and ACCOUNT.metadata, what its issuer has published. */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/secret.h"
#include "store/client.h"
#include "store/metadata.h"

static char *path;

static int setup(void **state)
{
	if (scratch_setup(state) < 0)
		return -1;
	mb_json_init();
	path = scratch_path("work.client");
	return 0;
}

static int teardown(void **state)
{
	free(path);
	return scratch_teardown(state);
}

static bool save(void)
{
	struct mb_client client = { .authority = strdup("https://x"),
				    .redirect_uri = strdup("http://127.0.0.1"),
				    .id = strdup("id"),
				    .secret = mb_secret_new("s", 1),
				    .secret_expires = 5,
				    .auth_method = strdup("client_secret_post"),
				    .registered = 4 };
	struct mb_replace prepared = MB_REPLACE_INIT;
	struct mb_err err = MB_ERR_INIT;
	bool ok = mb_client_prepare(&prepared, path, &err) &&
		  mb_client_save(&client, path, &prepared, &err);

	assert_int_equal(ok, err.code == MB_OK);
	mb_err_clear(&err);
	mb_client_fini(&client);
	return ok;
}

static bool load(struct mb_client *client, const char *authority, const char *redirect_uri,
		 enum mb_code code)
{
	struct mb_err err = MB_ERR_INIT;
	bool ok = mb_client_load(client, path, authority, redirect_uri, &err);

	assert_int_equal(err.code, code);
	assert_int_equal(ok, client->id != NULL);
	mb_err_clear(&err);
	return ok;
}

static void a_client_comes_back(void **state)
{
	struct mb_client client;

	(void)state;
	assert_true(save());
	assert_true(load(&client, "https://x", "http://127.0.0.1", MB_OK));
	assert_string_equal(client.id, "id");
	assert_string_equal(mb_secret_expose(client.secret), "s");
	assert_int_equal(client.secret_expires, 5);
	assert_string_equal(client.auth_method, "client_secret_post");
	assert_int_equal(client.registered, 4);
	mb_client_fini(&client);
	assert_false(load(&client, "https://y", "http://127.0.0.1", MB_OK));
	assert_false(load(&client, "https://x", "http://127.0.0.2", MB_OK));
	assert_null(client.secret);
}

static void what_is_no_client(void **state)
{
	char *elsewhere = scratch_path("elsewhere");
	struct mb_client client;

	(void)state;
	unlink(path);
	assert_false(load(&client, "https://x", "http://127.0.0.1", MB_OK));
	scratch_write_str(
	    path, "{\"authority\":\"https://x\",\"redirect_uri\":\"http://127.0.0.1\"}", 0600);
	assert_false(load(&client, "https://x", "http://127.0.0.1", MB_OK));
	scratch_write_str(path, "{", 0600);
	assert_false(load(&client, "https://x", "http://127.0.0.1", MB_OK));
	scratch_write_str(path, "{}", 0666); /* of whomever */
	assert_false(load(&client, "https://x", "http://127.0.0.1", MB_E_CONFIG));
	/* a link would be replaced, and what it leads to be left with an old secret */
	unlink(path);
	scratch_write_str(
	    elsewhere, "{\"authority\":\"https://x\",\"redirect_uri\":\"u\",\"client_id\":\"i\"}",
	    0600);
	assert_int_equal(symlink("elsewhere", path), 0);
	assert_false(load(&client, "https://x", "u", MB_E_CONFIG));
	assert_false(save());
	unlink(path);
	free(elsewhere);
}

static void metadata_of_an_issuer(void **state)
{
	json_t *document = json_pack("{s:s}", "issuer", "https://x"), *back;
	char *file = scratch_path("work.metadata");
	int64_t fetched = 9;

	(void)state;
	assert_null(mb_metadata_load(file, "https://x", &fetched));
	assert_int_equal(fetched, 0);
	mb_metadata_save(file, "https://x", document, 7);
	back = mb_metadata_load(file, "https://x", &fetched);
	assert_true(json_equal(back, document));
	assert_int_equal(fetched, 7);
	json_decref(back);
	assert_null(mb_metadata_load(file, "https://y", &fetched));
	assert_int_equal(fetched, 0);
	scratch_write_str(file, "{\"issuer\":\"https://x\",\"fetched\":7,\"document\":[]}", 0600);
	assert_null(mb_metadata_load(file, "https://x", &fetched));
	json_decref(document);
	free(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_client_comes_back),
		cmocka_unit_test(what_is_no_client),
		cmocka_unit_test(metadata_of_an_issuer),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
