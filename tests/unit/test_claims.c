/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "crypto/base64.h"
#include "meaning/claims.h"

/* "h.PAYLOAD.s"; the caller frees it. */
static char *jwt(const char *payload, const char *rest)
{
	struct mb_buf out;

	mb_buf_init(&out, 100000);
	mb_buf_adds(&out, "h.");
	mb_base64url(&out, payload, strlen(payload));
	mb_buf_adds(&out, rest);
	return mb_buf_take(&out);
}

static void payload_of_a_jwt(void **state)
{
	char *token = jwt("{\"aud\":\"https://x\",\"n\":\"\xc3\xa4?>\"}", ".s");
	json_t *claims = mb_claims(token, strlen(token));

	(void)state;
	assert_non_null(claims);
	assert_string_equal(mb_json_str(claims, "aud"), "https://x");
	assert_string_equal(mb_json_str(claims, "n"), "\xc3\xa4?>");
	json_decref(claims);
	free(token);
}

/* A token in a file is followed by more. */
static void no_further_than_its_length(void **state)
{
	char *token = jwt("{\"aud\":\"x\"}", "");
	size_t len = strlen(token);
	char *more = malloc(len + 10);
	json_t *claims;

	(void)state;
	assert_non_null(more);
	memcpy(more, token, len);
	memcpy(more + len, "\nexpires.", 10);
	claims = mb_claims(more, len);
	assert_non_null(claims);
	json_decref(claims);
	assert_null(mb_claims(more, 1));
	assert_null(mb_claims(more, len - 3));
	free(more);
	free(token);
}

static void what_is_none(void **state)
{
	static const char *const none[] = {
		"", "ya29.a0Af", "EwBopaque", "..", "h.!!.s", "h.W10.s"
	};

	(void)state;
	assert_null(mb_claims(NULL, 0));
	for (size_t i = 0; i < N(none); i++)
		assert_null(mb_claims(none[i], strlen(none[i])));
	assert_null(mb_claims_user(NULL));
}

static void user_is_the_most_telling_and_printable(void **state)
{
	static const struct {
		const char *payload, *user;
	} all[] = {
		{ "{\"upn\":\"b@x\",\"preferred_username\":\"a@x\"}", "a@x" },
		{ "{\"unique_name\":\"c@x\",\"email\":\"b@x\"}", "b@x" },
		{ "{\"upn\":\"\\u001b[31mb@x\"}", "[31mb@x" },
		{ "{\"sub\":\"x\",\"upn\":7}", NULL },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		char *token = jwt(all[i].payload, ".s");
		json_t *claims = mb_claims(token, strlen(token));
		char *user = mb_claims_user(claims);

		assert_non_null(claims);
		if (all[i].user)
			assert_string_equal(user, all[i].user);
		else
			assert_null(user);
		free(user);
		json_decref(claims);
		free(token);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(payload_of_a_jwt),
		cmocka_unit_test(no_further_than_its_length),
		cmocka_unit_test(what_is_none),
		cmocka_unit_test(user_is_the_most_telling_and_printable),
	};

	mb_json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
