/* SPDX-License-Identifier: MIT */
/* What refusals mean, with a plugin whose rows are made for this. */
#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "config/account.h"
#include "meaning/judge.h"
#include "meaning/reply.h"
#include "net/redirect.h"

static enum mb_meaning judge(const struct mb_host *host, struct mb_call *call, enum mb_where where)
{
	const char *error = host->reply_str(call, "error");

	(void)where;
	assert_null(host->reply_str(call, "access_token"));
	return error && strcmp(error, "hooked") == 0 ? MB_MEANS_DENIED : MB_MEANS_UNKNOWN;
}

static const struct mb_error_rule rules[] = {
	MB_RULE(MB_WHERE_TOKEN, "error_codes", EQUAL, "70", BAD_PASSWORD, YOU, "seventy", NULL),
	MB_RULE_FLAG(MB_WHERE_TOKEN, "error_codes", EQUAL, "71", QUOTE, DENIED, OWNER,
		     "seventy-one", "r"),
	MB_RULE_FLAG(MB_WHERE_TOKEN, "error", EQUAL, "busy", PAUSE, RETRY, NOBODY, "busy", NULL),
	MB_RULE(MB_WHERE_AUTHORIZE, "error_subcode", EQUAL, "cancel", LOGIN_AGAIN, YOU, "cancelled",
		NULL),
	MB_RULE(MB_WHERE_DEVICE, "error", EQUAL, "invalid_client", DENIED, OWNER, "device", NULL),
	MB_RULE(MB_WHERE_TOKEN, "sub", CONTAINS, "mfa", LOGIN_AGAIN, YOU, "mfa", NULL),
	MB_RULE(MB_WHERE_SMTP, NULL, CONTAINS, "535 5.7.1", DENIED, OWNER, "no SMTP", NULL),
	MB_RULE(MB_WHERE_SMTP, NULL, CONTAINS, "5.7.3", FIX_CONFIG, OWNER, "enhanced", NULL),
	MB_RULE(MB_WHERE_IMAP, NULL, CONTAINS, "is disabled", FIX_CONFIG, ADMINISTRATOR, "off",
		NULL),
	{ 0 },
};
static const struct mb_plugin plugin = {
	MB_PLUGIN_HEAD, .name = "test", .errors = rules, .code_prefix = "AADSTS", .judge = judge,
};
static char name[] = "work";
static const struct mb_account account = { .name = name, .plugin = &plugin };

/* A verdict on an answer with this status and body; NULL: no JSON. */
static struct mb_verdict on(enum mb_where where, long status, const char *body)
{
	struct mb_reply reply = { .status = status, .retry_after = -1 };
	struct mb_verdict v;

	reply.json = body ? mb_json_parse(body, strlen(body)) : NULL;
	assert_true(!body || reply.json);
	mb_judge_reply(&v, &account, where, &reply);
	mb_reply_fini(&reply);
	return v;
}

static void the_status_alone(void **state)
{
	static const struct {
		long status;
		enum mb_meaning meaning;
		enum mb_who who;
		int64_t retry_after;
		const char *cause;
	} all[] = {
		{ 200, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the answer is no OAuth answer" },
		{ 299, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the answer is no OAuth answer" },
		{ 300, MB_MEANS_RETRY, MB_WHO_YOU, -1,
		  "the provider redirects to another address, which it must not do" },
		{ 304, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the answer is no OAuth answer" },
		{ 399, MB_MEANS_RETRY, MB_WHO_YOU, -1,
		  "the provider redirects to another address, which it must not do" },
		{ 400, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the answer is no OAuth answer" },
		{ 404, MB_MEANS_FIX_CONFIG, MB_WHO_YOU, -1, "there is no such endpoint" },
		{ 405, MB_MEANS_FIX_CONFIG, MB_WHO_YOU, -1, "there is no such endpoint" },
		{ 406, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the answer is no OAuth answer" },
		{ 408, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the request took too long" },
		{ 410, MB_MEANS_FIX_CONFIG, MB_WHO_YOU, -1, "there is no such endpoint" },
		{ 429, MB_MEANS_RETRY, MB_WHO_NOBODY, 60, "asked too often" },
		{ 499, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the answer is no OAuth answer" },
		{ 500, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the provider has a fault" },
		{ 503, MB_MEANS_RETRY, MB_WHO_NOBODY, -1, "the provider has a fault" },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_verdict v = on(MB_WHERE_DEVICE, all[i].status, NULL);
		char code[16];

		snprintf(code, sizeof(code), "HTTP %ld", all[i].status);
		assert_string_equal(v.code, code);
		assert_int_equal(v.meaning, all[i].meaning);
		assert_int_equal(v.who, all[i].who);
		assert_int_equal(v.retry_after, all[i].retry_after);
		assert_string_equal(v.cause, all[i].cause);
		assert_false(v.bare || v.invalid_grant);
		mb_verdict_fini(&v);
	}
}

/* What passes by itself passes whatever the body says. */
static void the_status_before_the_body(void **state)
{
	static const long passing[] = { 408, 429, 500, 503 };

	(void)state;
	for (size_t i = 0; i < N(passing); i++) {
		struct mb_verdict v = on(MB_WHERE_TOKEN, passing[i],
					 "{\"error\":\"invalid_grant\"}");

		assert_int_equal(v.meaning, MB_MEANS_RETRY);
		assert_false(v.invalid_grant);
		mb_verdict_fini(&v);
	}
}

static void how_long_is_the_providers_word(void **state)
{
	struct mb_reply reply = { .status = 429, .retry_after = 0 };
	struct mb_verdict v;

	(void)state;
	mb_judge_reply(&v, &account, MB_WHERE_TOKEN, &reply);
	assert_int_equal(v.retry_after, 0);
	mb_verdict_fini(&v);
	assert_int_equal(v.retry_after, -1);
}

static void a_bare_refusal(void **state)
{
	static const struct {
		enum mb_where where;
		long status;
		const char *body;
		bool bare, invalid_grant;
		enum mb_meaning meaning;
	} all[] = {
		{ MB_WHERE_TOKEN, 400, NULL, true, false, MB_MEANS_RETRY },
		{ MB_WHERE_TOKEN, 401, NULL, true, true, MB_MEANS_DENIED },
		{ MB_WHERE_TOKEN, 403, NULL, true, false, MB_MEANS_DENIED },
		{ MB_WHERE_TOKEN, 401, "{}", true, false, MB_MEANS_RETRY },
		{ MB_WHERE_TOKEN, 402, NULL, false, false, MB_MEANS_RETRY },
		{ MB_WHERE_TOKEN, 404, NULL, false, false, MB_MEANS_FIX_CONFIG },
		{ MB_WHERE_DEVICE, 401, NULL, false, false, MB_MEANS_RETRY },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_verdict v = on(all[i].where, all[i].status, all[i].body);

		assert_int_equal(v.bare, all[i].bare);
		assert_int_equal(v.invalid_grant, all[i].invalid_grant);
		assert_int_equal(v.meaning, all[i].meaning);
		assert_int_equal(v.plain, all[i].bare);
		mb_verdict_fini(&v);
	}
}

static void the_body(void **state)
{
	static const struct {
		const char *body;
		enum mb_meaning meaning;
		enum mb_who who;
		const char *code, *detail;
		bool plain, pause;
	} all[] = {
		{ "{\"error\":\"invalid_grant\",\"error_description\":\"gone\"}",
		  MB_MEANS_LOGIN_AGAIN, MB_WHO_YOU, "invalid_grant", "gone", true, false },
		{ "{\"error\":\"unheard_of\"}", MB_MEANS_UNKNOWN, MB_WHO_UNKNOWN, "unheard_of",
		  NULL, true, false },
		{ "{\"error\":\"hooked\"}", MB_MEANS_DENIED, MB_WHO_UNKNOWN, "hooked", NULL, true,
		  false },
		{ "{\"error\":\"busy\"}", MB_MEANS_RETRY, MB_WHO_NOBODY, "busy", NULL, false,
		  true },
		/* rows of another place are not asked */
		{ "{\"error\":\"invalid_client\"}", MB_MEANS_FIX_CONFIG, MB_WHO_YOU,
		  "invalid_client", NULL, true, false },
		{ "{\"error\":\"x\",\"sub\":\"no mfa yet\"}", MB_MEANS_LOGIN_AGAIN, MB_WHO_YOU, "x",
		  NULL, false, false },
		/* numbers, in an array or not, and as texts; the first row decides */
		{ "{\"error\":\"x\",\"error_codes\":[1,70,71]}", MB_MEANS_BAD_PASSWORD, MB_WHO_YOU,
		  "AADSTS70", NULL, false, false },
		{ "{\"error\":\"x\",\"error_codes\":70}", MB_MEANS_BAD_PASSWORD, MB_WHO_YOU,
		  "AADSTS70", NULL, false, false },
		{ "{\"error\":\"x\",\"error_codes\":[\"70\"]}", MB_MEANS_BAD_PASSWORD, MB_WHO_YOU,
		  "AADSTS70", NULL, false, false },
		{ "{\"error\":\"x\",\"error_codes\":[700,[70],7.0,true]}", MB_MEANS_UNKNOWN,
		  MB_WHO_UNKNOWN, "x", NULL, true, false },
		/* ... or at the start of the text, if there are none; it is not said twice */
		{ "{\"error\":\"x\",\"error_description\":\"AADSTS71: no. Trace ID: 5 Timestamp: "
		  "6\"}",
		  MB_MEANS_DENIED, MB_WHO_OWNER, "AADSTS71", "no.", false, false },
		{ "{\"error\":\"x\",\"error_codes\":[1],\"error_description\":\"AADSTS71: no\"}",
		  MB_MEANS_UNKNOWN, MB_WHO_UNKNOWN, "x", "AADSTS71: no", true, false },
		{ "{\"error\":\"x\",\"error_description\":\"AADSTS70: no\"}", MB_MEANS_BAD_PASSWORD,
		  MB_WHO_YOU, "AADSTS70", NULL, false, false },
		{ "{\"error\":\"x\",\"error_description\":\"AADSTS000000000070\"}",
		  MB_MEANS_BAD_PASSWORD, MB_WHO_YOU, "AADSTS70", NULL, false, false },
		{ "{\"error\":\"x\",\"error_description\":\"AADSTS0000000000070\"}",
		  MB_MEANS_UNKNOWN, MB_WHO_UNKNOWN, "x", "AADSTS0000000000070", true, false },
		{ "{\"error\":\"x\",\"error_description\":\"x: not there\"}", MB_MEANS_UNKNOWN,
		  MB_WHO_UNKNOWN, "x", "not there", true, false },
		{ "{\"error\":\"x\",\"error_description\":\"xy\"}", MB_MEANS_UNKNOWN,
		  MB_WHO_UNKNOWN, "x", "xy", true, false },
		{ "{\"error\":\"x\",\"error_description\":\"Trace ID: 5\"}", MB_MEANS_UNKNOWN,
		  MB_WHO_UNKNOWN, "x", NULL, true, false },
		{ "{\"error\":\"x\",\"error_description\":\"a Timestamp: 1 Correlation ID: 2 Trace "
		  "ID: 3\"}",
		  MB_MEANS_UNKNOWN, MB_WHO_UNKNOWN, "x", "a", true, false },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_verdict v = on(MB_WHERE_TOKEN, 400, all[i].body);

		if (v.meaning != all[i].meaning || v.who != all[i].who || v.plain != all[i].plain ||
		    v.pause != all[i].pause || v.bare)
			fail_msg("%s: meaning %d, who %d, plain %d", all[i].body, v.meaning, v.who,
				 v.plain);
		assert_string_equal(v.code, all[i].code);
		if (all[i].detail)
			assert_string_equal(v.detail, all[i].detail);
		else
			assert_null(v.detail);
		assert_int_equal(v.invalid_grant, strcmp(v.code, "invalid_grant") == 0);
		mb_verdict_fini(&v);
	}
}

static void a_line_of_a_mail_server(void **state)
{
	static const struct {
		enum mb_where where;
		const char *line;
		enum mb_meaning meaning;
		const char *cause; /* NULL: none */
		bool plain;
	} all[] = {
		{ MB_WHERE_SMTP, "535 5.7.1 no", MB_MEANS_DENIED, "no SMTP", false },
		{ MB_WHERE_SMTP, "535 5.7.10 no", MB_MEANS_DENIED,
		  "the mail server refuses the token", true },
		{ MB_WHERE_SMTP, "535 5.7.1.2 no", MB_MEANS_DENIED,
		  "the mail server refuses the token", true },
		{ MB_WHERE_SMTP, "550 5.7.3 no", MB_MEANS_FIX_CONFIG, "enhanced", false },
		{ MB_WHERE_SMTP, "5.7.3 no", MB_MEANS_UNKNOWN, NULL, true },
		{ MB_WHERE_SMTP, "550 from 5.7.3", MB_MEANS_UNKNOWN, NULL, true },
		{ MB_WHERE_SMTP, "454 5.7.3 no", MB_MEANS_RETRY, "enhanced", false },
		{ MB_WHERE_SMTP, "535", MB_MEANS_UNKNOWN, NULL, true },
		{ MB_WHERE_IMAP, "NO IMAP is disabled", MB_MEANS_FIX_CONFIG, "off", false },
		{ MB_WHERE_IMAP, "NO [UNAVAILABLE] no", MB_MEANS_RETRY,
		  "the mail server has a fault", true },
		{ MB_WHERE_POP3, "-ERR is disabled", MB_MEANS_DENIED,
		  "the mail server refuses the token", true },
		{ MB_WHERE_POP3, "454 no", MB_MEANS_UNKNOWN, NULL, true },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_verdict v;

		mb_judge_line(&v, &account, all[i].where, all[i].line);
		if (v.meaning != all[i].meaning || v.plain != all[i].plain)
			fail_msg("%s: meaning %d, plain %d", all[i].line, v.meaning, v.plain);
		if (all[i].cause)
			assert_string_equal(v.cause, all[i].cause);
		else
			assert_null(v.cause);
		assert_int_equal(v.who == MB_WHO_NOBODY, v.meaning == MB_MEANS_RETRY);
		assert_string_equal(v.detail, all[i].line);
		assert_int_equal(v.retry_after, -1);
		mb_verdict_fini(&v);
	}
}

static void a_number_goes_on(void **state)
{
	(void)state;
	assert_true(mb_judge_goes_on('1', '0'));
	assert_true(mb_judge_goes_on('0', '9'));
	assert_true(mb_judge_goes_on('9', '.'));
	assert_false(mb_judge_goes_on('1', ' '));
	assert_false(mb_judge_goes_on('1', '/'));
	assert_false(mb_judge_goes_on('1', ':'));
	assert_false(mb_judge_goes_on('a', '1'));
	assert_false(mb_judge_goes_on('.', '1'));
}

/* If nothing better is known, the password is wrong. */
static void a_refused_password(void **state)
{
	static const struct {
		long status;
		const char *body;
		enum mb_meaning meaning;
		const char *cause;
	} all[] = {
		{ 400, NULL, MB_MEANS_BAD_PASSWORD,
		  "refused without a reason, so the user name or the password may be wrong" },
		{ 401, NULL, MB_MEANS_BAD_PASSWORD,
		  "refused without a reason, so the user name or the password may be wrong" },
		{ 400, "{\"error\":\"invalid_grant\"}", MB_MEANS_BAD_PASSWORD,
		  "the user name or the password is wrong" },
		{ 400, "{\"error\":\"unheard_of\"}", MB_MEANS_BAD_PASSWORD, NULL },
		{ 400, "{\"error\":\"access_denied\"}", MB_MEANS_BAD_PASSWORD,
		  "the sign-in was refused" },
		{ 400, "{\"error\":\"invalid_client\"}", MB_MEANS_FIX_CONFIG,
		  "client id, secret or kind of client is wrong" },
		{ 503, NULL, MB_MEANS_RETRY, "the provider has a fault" },
		/* the plugin knows better */
		{ 400, "{\"error\":\"invalid_grant\",\"error_codes\":[71]}", MB_MEANS_DENIED,
		  "seventy-one" },
	};

	(void)state;
	for (size_t i = 0; i < N(all); i++) {
		struct mb_verdict v = on(MB_WHERE_TOKEN, all[i].status, all[i].body);

		mb_judge_password(&v);
		if (v.meaning != all[i].meaning)
			fail_msg("%ld %s: meaning %d", all[i].status, all[i].body, v.meaning);
		if (all[i].cause)
			assert_string_equal(v.cause, all[i].cause);
		else
			assert_null(v.cause);
		if (v.meaning == MB_MEANS_BAD_PASSWORD)
			assert_int_equal(v.who, MB_WHO_YOU);
		mb_verdict_fini(&v);
	}
}

/* "Sign in again" helps nobody who is just doing that. */
static void a_refused_code(void **state)
{
	struct mb_verdict v = { .meaning = MB_MEANS_LOGIN_AGAIN, .invalid_grant = true };

	(void)state;
	mb_judge_code(&v);
	assert_non_null(strstr(v.remedy, "the code is wrong"));
	v.remedy = "sign in again: mailbearer login {account}";
	mb_judge_code(&v);
	assert_non_null(strstr(v.remedy, "the code is wrong"));
	v.remedy = "ask for a licence";
	mb_judge_code(&v);
	assert_string_equal(v.remedy, "ask for a licence");
	v = (struct mb_verdict){ .meaning = MB_MEANS_LOGIN_AGAIN };
	mb_judge_code(&v);
	assert_null(v.remedy);
	v = (struct mb_verdict){ .meaning = MB_MEANS_DENIED, .invalid_grant = true };
	mb_judge_code(&v);
	assert_null(v.remedy);
}

static void a_redirect(void **state)
{
	char error[] = "access_denied", text[] = "not today", subcode[] = "cancel";
	struct mb_redirect redirect = { .error = error, .error_description = text };
	struct mb_verdict v;

	(void)state;
	mb_judge_redirect(&v, &account, &redirect);
	assert_int_equal(v.meaning, MB_MEANS_DENIED);
	assert_string_equal(v.code, "access_denied");
	assert_string_equal(v.detail, "not today");
	assert_int_equal(v.retry_after, -1);
	mb_verdict_fini(&v);
	redirect.error_subcode = subcode;
	mb_judge_redirect(&v, &account, &redirect);
	assert_string_equal(v.cause, "cancelled");
	mb_verdict_fini(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_status_alone),
		cmocka_unit_test(the_status_before_the_body),
		cmocka_unit_test(how_long_is_the_providers_word),
		cmocka_unit_test(a_bare_refusal),
		cmocka_unit_test(the_body),
		cmocka_unit_test(a_line_of_a_mail_server),
		cmocka_unit_test(a_number_goes_on),
		cmocka_unit_test(a_refused_password),
		cmocka_unit_test(a_refused_code),
		cmocka_unit_test(a_redirect),
	};

	mb_json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
