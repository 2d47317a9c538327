/* SPDX-License-Identifier: MIT */
#include "meaning/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "net/redirect.h"
#include "meaning/reply.h"
#include "meaning/rules.h"
#include "plugin/host.h"

#define CODE_MAX   64  /* bytes */
#define DETAIL_MAX 300 /* bytes */
/* Seconds to wait after a 429 that does not say how long: a mail program that asks every few seconds would make
 * things worse. */
#define RATE_PAUSE 60

static bool text_fits(const struct mb_error_rule *rule, const char *text)
{
	if (rule->match == MB_MATCH_EQUAL)
		return mb_streq(text, rule->value);
	return strstr(text, rule->value) != NULL;
}

/* Compare one JSON value with the rule; numbers are compared in decimal. */
static bool value_fits(const struct mb_error_rule *rule, const json_t *value)
{
	struct mb_number number;

	if (json_is_string(value))
		return text_fits(rule, json_string_value(value));
	if (json_is_integer(value))
		return text_fits(rule, mb_text_of_number(&number, json_integer_value(value)));
	return false;
}

bool mb_judge_member(const struct mb_error_rule *rule, unsigned where, const json_t *json)
{
	const json_t *value = rule->field ? json_object_get(json, rule->field) : NULL;

	if (!(rule->where & where) || !value)
		return false;
	for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++)
		if (value_fits(rule, json_array_get(value, i)))
			return true;
	return value_fits(rule, value);
}

static const struct mb_error_rule *find_rule(const struct mb_error_rule *rules, enum mb_where where,
					     const json_t *json)
{
	for (; rules && rules->value; rules++)
		if (mb_judge_member(rules, where, json))
			return rules;
	return NULL;
}

void mb_judge_use(struct mb_verdict *v, const struct mb_error_rule *rule,
		  const struct mb_account *account)
{
	const char *prefix = account->plugin->code_prefix;

	v->meaning = rule->meaning;
	v->who = rule->who;
	v->cause = rule->cause;
	v->remedy = rule->remedy;
	v->pause = rule->flags & MB_RULE_PAUSE;
	if (mb_streq(rule->field, "error_codes") && prefix) {
		free(v->code);
		v->code = mb_text_cat(prefix, rule->value, NULL);
	}
}

static char *shown(const char *text, size_t max)
{
	struct mb_buf buf;

	if (!text)
		return NULL;
	mb_buf_init(&buf, max + 1);
	mb_text_printable(&buf, text, max);
	return mb_buf_take(&buf);
}

/* Judge an answer by its status alone: 401 and 403 without JSON refuse. For a password so do 400, and JSON that is no
 * error of OAuth's (mb_judge_password()): real servers say no more of a wrong one. The answer is the provider's own, as
 * a proxy has no certificate for its name, and libcurl keeps a proxy's refusal apart. 401 also ends a refresh token,
 * 403 does not: servers say 401 of a dead token, firewalls say 403. */
static void judge_bare(struct mb_verdict *v, const struct mb_account *account,
		       const struct mb_reply *reply)
{
	v->bare = v->plain = true;
	if (reply->status == 400 || reply->json)
		return;
	v->invalid_grant = reply->status == 401;
	mb_judge_use(v, &mb_bare_rules[MB_BARE], account);
}

/* Judge an answer by its HTTP status. */
static void judge_http(struct mb_verdict *v, const struct mb_reply *reply)
{
	v->meaning = MB_MEANS_RETRY;
	v->who = MB_WHO_NOBODY;
	if (reply->status == 429) {
		v->cause = N_("asked too often");
		if (v->retry_after < 0)
			v->retry_after = RATE_PAUSE;
	} else if (reply->status == 408) {
		v->cause = N_("the request took too long");
	} else if (reply->status >= 500) {
		v->cause = N_("the provider has a fault");
	} else if (reply->status >= 300 && reply->status <= 399 && reply->status != 304) {
		v->cause = N_("the provider redirects to another address, which it must not do");
		v->remedy = N_("check the endpoint in the account, and whether this network wants "
			       "a sign-in");
		v->who = MB_WHO_YOU;
	} else if (reply->status == 404 || reply->status == 405 || reply->status == 410) {
		v->meaning = MB_MEANS_FIX_CONFIG;
		v->cause = N_("there is no such endpoint");
		v->remedy = N_("correct the endpoint (or tenant) in the account");
		v->who = MB_WHO_YOU;
	} else {
		v->cause = N_("the answer is no OAuth answer");
		v->remedy = N_(
		    "try again later; if it stays, check the endpoint in the account, and "
		    "whether a proxy or this network answers instead");
	}
}

/* If error_codes is missing, add it with the number at the start of the error's text ("AADSTS700082: ..."), so that
 * the same rules fit. */
static void add_codes_of_text(json_t *json, const char *prefix)
{
	const char *text = mb_json_str(json, "error_description");
	const char *digits = prefix && text ? mb_text_after(text, prefix) : NULL;
	size_t len = digits ? strspn(digits, "0123456789") : 0;

	if (len == 0 || len > 12 || json_object_get(json, "error_codes"))
		return;
	json_object_set_new(json, "error_codes",
			    json_pack("[I]", (json_int_t)strtoll(digits, NULL, 10)));
}

/* Return the text "AADSTS900144: The request ..." without the code, which is shown before it anyway. */
static const char *without_code(const char *text, const char *code)
{
	const char *rest = text && code ? mb_text_after(text, code) : NULL;

	return rest && mb_text_after(rest, ": ") ? rest + 2 : text;
}

/* Return the text without the numbers at its end that differ in each answer of Microsoft's: with them no refusal
 * would equal the one before. The caller frees the text. */
static char *without_traces(const char *text)
{
	static const char *const marks[] = { "Trace ID:", "Correlation ID:", "Timestamp:" };
	size_t len = text ? strlen(text) : 0;

	for (size_t i = 0; text && i < sizeof(marks) / sizeof(*marks); i++) {
		const char *at = strstr(text, marks[i]);

		if (at && (size_t)(at - text) < len)
			len = (size_t)(at - text);
	}
	return text ? mb_xstrndup(text, len) : NULL;
}

static char *description(const json_t *json, const char *code)
{
	char *text = without_traces(without_code(mb_json_str(json, "error_description"), code));
	char *detail = text && *text ? shown(text, DETAIL_MAX) : NULL;

	free(text);
	return detail;
}

static void judge_json(struct mb_verdict *v, const struct mb_account *account, enum mb_where where,
		       json_t *json)
{
	const char *error = mb_json_str(json, "error");
	const struct mb_error_rule *rule, *own;

	add_codes_of_text(json, account->plugin->code_prefix);
	v->invalid_grant = mb_streq(error, "invalid_grant");
	v->code = shown(error, CODE_MAX);
	own = find_rule(account->plugin->errors, where, json);
	rule = own ? own : find_rule(mb_rfc_rules, where, json);
	if (rule)
		mb_judge_use(v, rule, account);
	v->plain = !own;
	if (!own || (own->flags & MB_RULE_QUOTE))
		v->detail = description(json, v->code);
}

void mb_judge_reply(struct mb_verdict *verdict, const struct mb_account *account,
		    enum mb_where where, const struct mb_reply *reply)
{
	static const struct mb_call_ops ops = { .setting = mb_account_get_public,
						.reply_str = mb_reply_str,
						.reply_int = mb_reply_int };
	bool passes = reply->status == 408 || reply->status == 429 || reply->status >= 500;

	*verdict = (struct mb_verdict){ .retry_after = reply->retry_after };
	if (passes || !mb_json_str(reply->json, "error")) {
		verdict->code = mb_xasprintf("HTTP %ld", reply->status);
		judge_http(verdict, reply);
		if (where == MB_WHERE_TOKEN &&
		    (reply->status == 400 || reply->status == 401 || reply->status == 403))
			judge_bare(verdict, account, reply);
		return;
	}
	judge_json(verdict, account, where, reply->json);
	if (verdict->meaning == MB_MEANS_UNKNOWN)
		verdict->meaning = mb_host_judge(account->plugin, &ops, where, account, reply);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool mb_judge_goes_on(char edge, char beside)
{
	return is_digit(edge) && (beside == '.' || is_digit(beside));
}

/* Compare a server's line with the rule. A numeric value must be the reply code or the enhanced code at the start of
 * the line; further on the same digits may be an address (RFC 3463 2). */
static bool line_fits(const struct mb_error_rule *rule, const char *line)
{
	size_t len = strlen(rule->value);

	if (!is_digit(*rule->value))
		return text_fits(rule, line);
	if (is_digit(line[0]) && rule->value[1] == '.')
		line += strcspn(line, " ") + (strchr(line, ' ') != NULL);
	return strncmp(line, rule->value, len) == 0 &&
	       !mb_judge_goes_on(rule->value[len - 1], line[len]);
}

static const struct mb_error_rule *find_line(const struct mb_error_rule *rules, enum mb_where where,
					     const char *line)
{
	for (; rules && rules->value; rules++)
		if ((rules->where & (unsigned)where) && !rules->field && line_fits(rules, line))
			return rules;
	return NULL;
}

void mb_judge_line(struct mb_verdict *verdict, const struct mb_account *account,
		   enum mb_where where, const char *line)
{
	const struct mb_error_rule *own = find_line(account->plugin->errors, where, line);
	const struct mb_error_rule *rule = own ? own : find_line(mb_rfc_rules, where, line);

	*verdict = (struct mb_verdict){ .retry_after = -1 };
	if (rule)
		mb_judge_use(verdict, rule, account);
	/* A first digit 4 means that the fault passes (RFC 5321 4.2.1). */
	if (where == MB_WHERE_SMTP && *line == '4') {
		verdict->meaning = MB_MEANS_RETRY;
		verdict->who = MB_WHO_NOBODY;
	}
	verdict->plain = !own;
	verdict->detail = shown(line, DETAIL_MAX);
}

void mb_judge_password(struct mb_verdict *verdict)
{
	const struct mb_error_rule *bare = &mb_bare_rules[MB_BARE_PASSWORD];
	bool unknown = verdict->meaning == MB_MEANS_UNKNOWN;

	if (!verdict->plain || !(verdict->bare || verdict->invalid_grant || unknown ||
				 verdict->meaning == MB_MEANS_DENIED))
		return;
	if (verdict->bare || verdict->invalid_grant) {
		verdict->cause = verdict->bare ? bare->cause
					       : N_("the user name or the password is wrong");
		verdict->remedy = NULL;
	}
	verdict->meaning = MB_MEANS_BAD_PASSWORD;
	verdict->who = MB_WHO_YOU;
}

void mb_judge_code(struct mb_verdict *verdict)
{
	if (!verdict->invalid_grant || verdict->meaning != MB_MEANS_LOGIN_AGAIN)
		return;
	if (!verdict->remedy || mb_text_after(verdict->remedy, "sign in again: "))
		verdict->remedy = N_(
		    "the code is wrong, was used already, or is too old: begin anew, and "
		    "paste the whole address if you paste: mailbearer login {account}");
}

void mb_judge_redirect(struct mb_verdict *verdict, const struct mb_account *account,
		       const struct mb_redirect *redirect)
{
	json_t *json = json_object();

	*verdict = (struct mb_verdict){ .retry_after = -1 };
	mb_json_set_str(json, "error", redirect->error);
	mb_json_set_str(json, "error_description", redirect->error_description);
	mb_json_set_str(json, "error_subcode", redirect->error_subcode);
	judge_json(verdict, account, MB_WHERE_AUTHORIZE, json);
	json_decref(json);
}

void mb_verdict_fini(struct mb_verdict *verdict)
{
	free(verdict->code);
	free(verdict->detail);
	*verdict = (struct mb_verdict){ .retry_after = -1 };
}
