/* SPDX-License-Identifier: MIT */
/* Answers of token endpoints. */
#include "unit/scratch.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/secret.h"
#include "meaning/reply.h"
#include "net/http.h"
#include "store/token_file.h"

static struct mb_reply parse(long status, const char *body)
{
	struct mb_http_answer answer = { .status = status, .retry_after = 7 };
	struct mb_reply reply;

	mb_buf_init(&answer.body, MB_HTTP_BODY_MAX);
	mb_buf_adds(&answer.body, body);
	mb_reply_parse(&reply, &answer);
	mb_http_answer_fini(&answer);
	return reply;
}

static void a_success(void **state)
{
	static const struct {
		long status;
		const char *body;
		bool success;
	} all[] = {
		{ 200, "{}", true },
		{ 299, "{}", true },
		{ 199, "{}", false },
		{ 300, "{}", false },
		{ 200, "[]", false },
		{ 200, "", false },
		{ 200, "{\"error\":\"x\"}", false },
		{ 200, "{\"error\":{\"code\":1}}", false },
		{ 200, "{\"error\":\"\"}", true },
		{ 200, "{\"error\":null}", true },
		{ 200, "\xef\xbb\xbf{}", true },
		/* Latin-1: tokens are not guessed, errors are */
		{ 200, "{\"a\":\"\xe4\"}", false },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_reply reply = parse(all[i].status, all[i].body);

		if (mb_reply_is_success(&reply) != all[i].success)
			fail_msg("%ld %s", all[i].status, all[i].body);
		assert_int_equal(reply.status, all[i].status);
		assert_int_equal(reply.retry_after, 7);
		assert_int_equal(reply.clock_ahead, 0);
		mb_reply_fini(&reply);
		assert_null(reply.json);
	}
}

static void an_error_that_is_not_utf8(void **state)
{
	struct mb_reply reply = parse(400, "{\"error\":\"x\",\"error_description\":\"\xe4\x80~\"}");

	(void)state;
	assert_string_equal(mb_reply_str(&reply, "error"), "x");
	assert_string_equal(mb_reply_str(&reply, "error_description"), "??~");
	mb_reply_fini(&reply);
}

static void the_providers_clock(void **state)
{
	struct mb_http_answer answer = { .status = 200, .date = mb_clock_now() - 100 };
	struct mb_reply reply;

	(void)state;
	mb_buf_init(&answer.body, 100);
	mb_reply_parse(&reply, &answer);
	assert_in_range(reply.clock_ahead, 100, 102);
	mb_reply_fini(&reply);
	mb_http_answer_fini(&answer);
}

/* Takes what is in the body; NULL: the tokens were taken, else the error. */
static char *take(struct mb_tokens *tokens, const char *body, enum mb_code code)
{
	struct mb_reply reply = parse(200, body);
	struct mb_err err = MB_ERR_INIT;
	char *text = NULL;

	if (mb_tokens_take(tokens, &reply, &err))
		assert_int_equal(err.code, MB_OK);
	else
		text = strdup(err.text);
	assert_int_equal(err.code, code);
	mb_err_clear(&err);
	mb_reply_fini(&reply);
	return text;
}

static void what_is_taken(void **state)
{
	static const struct {
		const char *body;
		int64_t lifetime, refresh_lifetime;
		const char *refresh, *scope;
		bool unusable;
	} all[] = {
		{ "{\"access_token\":\"a\"}", 3600, 0, NULL, NULL, false },
		{ "{\"access_token\":\"a\",\"expires_in\":1,\"scope\":\"m n\"}", 1, 0, NULL, "m n",
		  false },
		{ "{\"access_token\":\"a\",\"expires_in\":\"60\"}", 60, 0, NULL, NULL, false },
		{ "{\"access_token\":\"a\",\"expires_in\":\"soon\"}", 3600, 0, NULL, NULL, false },
		{ "{\"access_token\":\"a\",\"expires_in\":315360000}", 315360000, 0, NULL, NULL,
		  false },
		{ "{\"access_token\":\"a\",\"expires_in\":315360001}", 3600, 0, NULL, NULL, false },
		{ "{\"access_token\":\"a\",\"refresh_token\":\"r "
		  "s\",\"refresh_token_expires_in\":9,"
		  "\"refresh_expires_in\":8}",
		  3600, 9, "r s", NULL, false },
		{ "{\"access_token\":\"a\",\"refresh_token\":\" ~\",\"refresh_expires_in\":8}",
		  3600, 8, " ~", NULL, false },
		{ "{\"access_token\":\"a\",\"refresh_token_expires_in\":-1}", 3600, 0, NULL, NULL,
		  false },
		{ "{\"access_token\":\"a\",\"refresh_token\":\"\"}", 3600, 0, NULL, NULL, false },
		{ "{\"access_token\":\"a\",\"refresh_token\":null}", 3600, 0, NULL, NULL, false },
		{ "{\"access_token\":\"a\",\"refresh_token\":7}", 3600, 0, NULL, NULL, true },
		{ "{\"access_token\":\"a\",\"refresh_token\":\"\\u001f\"}", 3600, 0, NULL, NULL,
		  true },
		{ "{\"access_token\":\"a\",\"refresh_token\":\"r\\u001f\"}", 3600, 0, NULL, NULL,
		  true },
		{ "{\"access_token\":\"a\",\"refresh_token\":\"r\\u007f\"}", 3600, 0, NULL, NULL,
		  true },
		{ "{\"access_token\":\"a\",\"token_type\":\"bEARER\"}", 3600, 0, NULL, NULL,
		  false },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_tokens tokens;

		assert_null(take(&tokens, all[i].body, MB_OK));
		assert_string_equal(mb_secret_expose(tokens.access_token), "a");
		if (tokens.lifetime != all[i].lifetime ||
		    tokens.refresh_lifetime != all[i].refresh_lifetime ||
		    tokens.refresh_token_unusable != all[i].unusable)
			fail_msg("%s", all[i].body);
		if (all[i].refresh)
			assert_string_equal(mb_secret_expose(tokens.refresh_token), all[i].refresh);
		else
			assert_null(tokens.refresh_token);
		if (all[i].scope)
			assert_string_equal(tokens.scope, all[i].scope);
		else
			assert_null(tokens.scope);
		mb_tokens_fini(&tokens);
		assert_null(tokens.access_token);
	}
}

/* The refresh token is taken all the same: it may be the only good one. */
static void what_is_refused(void **state)
{
	static const struct {
		const char *body;
		enum mb_code code;
		const char *text;
	} all[] = {
		{ "\"x\":1", MB_E_RETRY, "*holds no access token*" },
		{ "\"access_token\":\"\"", MB_E_RETRY, "*cannot be used*" },
		{ "\"access_token\":7", MB_E_RETRY, "*cannot be used*" },
		{ "\"access_token\":\"a b\"", MB_E_RETRY, "*cannot be used*" },
		{ "\"access_token\":\"a\",\"expires_in\":0", MB_E_RETRY, "*has expired already*" },
		{ "\"access_token\":\"a\",\"expires_in\":-5", MB_E_RETRY, "*has expired already*" },
		{ "\"access_token\":\"zz\",\"token_type\":\"mac\"", MB_E_CONFIG, "*of type mac,*" },
		{ "\"access_token\":\"mac1\",\"token_type\":\"xmac1\"", MB_E_CONFIG,
		  "*an unknown type*" },
		{ "\"access_token\":\"a\",\"id_token\":\"m.c\",\"token_type\":\"xm.cx\"",
		  MB_E_CONFIG, "*an unknown type*" },
		{ "\"access_token\":\"zz\",\"token_type\":\"m\"", MB_E_CONFIG, "*of type m,*" },
		{ "\"access_token\":\"zz\",\"token_type\":\" m\"", MB_E_CONFIG,
		  "*an unknown type*" },
		{ "\"access_token\":\"zz\",\"token_type\":\"m ac\"", MB_E_CONFIG,
		  "*an unknown type*" },
		{ "\"access_token\":\"zz\",\"token_type\":\"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef\"",
		  MB_E_CONFIG, "*of type ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef,*" },
		{ "\"access_token\":\"zz\",\"token_type\":\"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg\"",
		  MB_E_CONFIG, "*an unknown type*" },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_tokens tokens;
		struct mb_buf body;
		char *text;

		mb_buf_init(&body, 1000);
		mb_buf_addf(&body, "{\"refresh_token\":\"r\",%s}", all[i].body);
		text = take(&tokens, mb_buf_str(&body), all[i].code);
		assert_non_null(text);
		if (fnmatch(all[i].text, text, 0) != 0)
			fail_msg("%s: %s", all[i].body, text);
		assert_string_equal(mb_secret_expose(tokens.refresh_token), "r");
		free(text);
		mb_tokens_fini(&tokens);
		mb_buf_fini(&body);
	}
}

/* The longest token is taken, one byte more is not; the same with the scope. */
static void how_long_they_may_be(void **state)
{
	char *most = malloc(MB_TOKEN_MAX + 2), scope[4096 + 2];

	(void)state;
	assert_non_null(most);
	for (size_t more = 0; more < 2; more++) {
		struct mb_tokens tokens;
		struct mb_buf body;
		char *text;

		memset(most, 'x', MB_TOKEN_MAX + more);
		most[MB_TOKEN_MAX + more] = '\0';
		memset(scope, 's', 4096 + more);
		scope[4096 + more] = '\0';
		mb_buf_init(&body, MB_HTTP_BODY_MAX);
		mb_buf_addf(&body,
			    "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"scope\":\"%s\"}",
			    most, most, scope);
		assert_true(mb_buf_ok(&body));
		text = take(&tokens, mb_buf_str(&body), more ? MB_E_RETRY : MB_OK);
		assert_int_equal(mb_secret_len(tokens.access_token), more ? 0 : MB_TOKEN_MAX);
		assert_int_equal(mb_secret_len(tokens.refresh_token), more ? 0 : MB_TOKEN_MAX);
		assert_int_equal(tokens.refresh_token_unusable, more);
		assert_int_equal(tokens.scope == NULL, more);
		free(text);
		mb_tokens_fini(&tokens);
		mb_buf_fini(&body);
	}
	free(most);
}

/* The claims are {"iss":"https://x","sub":"1","email":"anna@x"}. */
static void who_signed_in(void **state)
{
	struct mb_tokens tokens;

	(void)state;
	assert_null(take(&tokens,
			 "{\"access_token\":\"a\",\"id_token\":\"h."
			 "eyJpc3MiOiJodHRwczovL3giLCJzdWIiOiIxIiwiZW1haWwiOiJhbm5hQHgifQ.s\"}",
			 MB_OK));
	assert_string_equal(tokens.signed_in_as, "anna@x");
	assert_string_equal(tokens.issuer, "https://x");
	assert_string_equal(tokens.subject, "1");
	mb_tokens_fini(&tokens);
}

/* Hooks of plugins see no secret. */
static void what_plugins_may_see(void **state)
{
	static const char *const hidden[] = { "access_token",
					      "refresh_token",
					      "id_token",
					      "device_code",
					      "user_code",
					      "client_secret",
					      "registration_access_token" };
	int64_t number = 0;

	(void)state;
	for (size_t i = 0; i < N(hidden); i++) {
		struct mb_reply reply;
		struct mb_buf body;

		mb_buf_init(&body, 100);
		mb_buf_addf(&body, "{\"%s\":\"1\",\"n\":\"5\"}", hidden[i]);
		reply = parse(200, mb_buf_str(&body));
		assert_null(mb_reply_str(&reply, hidden[i]));
		assert_false(mb_reply_int(&reply, hidden[i], &number));
		assert_string_equal(mb_reply_str(&reply, "n"), "5");
		assert_true(mb_reply_int(&reply, "n", &number));
		assert_int_equal(number, 5);
		mb_reply_fini(&reply);
		mb_buf_fini(&body);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_success),           cmocka_unit_test(an_error_that_is_not_utf8),
		cmocka_unit_test(the_providers_clock), cmocka_unit_test(what_is_taken),
		cmocka_unit_test(what_is_refused),     cmocka_unit_test(how_long_they_may_be),
		cmocka_unit_test(who_signed_in),       cmocka_unit_test(what_plugins_may_see),
	};

	mb_json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
