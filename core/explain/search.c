/* SPDX-License-Identifier: MIT */
#include "explain/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "explain/explain.h"
#include "meaning/judge.h"
#include "meaning/rules.h"

#define OAUTH        (MB_WHERE_AUTHORIZE | MB_WHERE_TOKEN | MB_WHERE_DEVICE)
#define BARE_NUMBERS 16 /* how many numbers that stand alone are tried */
#define TELLING      10 /* characters of a text that only one provider says */
#define MAIL         (MB_WHERE_IMAP | MB_WHERE_POP3 | MB_WHERE_SMTP)

/* Note the rule that explains the error. Returns true. */
static bool found(struct mb_search *s, const struct mb_error_rule *rule,
		  const struct mb_plugin *plugin, const char *at)
{
	s->rule = rule;
	s->plugin = plugin;
	s->at = at;
	return true;
}

static bool is_about(const struct mb_error_rule *rule, const char *field)
{
	return field ? mb_streq(rule->field, field) : !rule->field;
}

/* The field for a number and its description, whose rows stand in one table in the order in which they count. */
static const char described[] = "error_codes";

static bool is_asked(const struct mb_error_rule *rule, const char *field)
{
	return is_about(rule, field) || (field == described && is_about(rule, "error_description"));
}

/* Find the first row of one table that matches this member. A row that only means "not yet" is kept for when there is
 * nothing else. */
static bool try_member(struct mb_search *s, const struct mb_error_rule *rule,
		       const struct mb_plugin *plugin, const char *field, const json_t *json)
{
	const char *about = NULL;
	bool asked = false;

	for (; rule && rule->value; rule++) {
		/* Neighbours in a table are mostly about one field, by one literal. */
		if (rule->field != about)
			asked = is_asked(rule, field);
		about = rule->field;
		if (!asked || !mb_judge_member(rule, OAUTH, json))
			continue;
		if (rule->meaning == MB_MEANS_PENDING || rule->meaning == MB_MEANS_SLOW_DOWN) {
			if (!s->weak)
				s->weak_plugin = plugin;
			s->weak = s->weak ? s->weak : rule;
			return false;
		}
		return found(s, rule, plugin, NULL);
	}
	return false;
}

/* Try the tables of all plugins that may be meant. The standards' table comes first, unless we know the provider. */
static bool try_all(struct mb_search *s, const char *field, const json_t *json)
{
	bool known = s->suspects.sure;

	if (!known && try_member(s, mb_rfc_rules, NULL, field, json))
		return true;
	for (size_t i = 0; i < s->suspects.n; i++)
		if (try_member(s, s->suspects.plugins[i]->errors, s->suspects.plugins[i], field,
			       json))
			return true;
	return known && try_member(s, mb_rfc_rules, NULL, field, json);
}

static bool try_str(struct mb_search *s, const char *field, const char *value)
{
	json_t *json = json_object();
	bool hit;

	mb_json_set_str(json, field, value);
	hit = try_all(s, field, json);
	json_decref(json);
	return hit;
}

/* Try a number together with its description `text`, which is NULL if it was tried before. */
static bool try_code(struct mb_search *s, const char *text, long code)
{
	json_t *json = json_object();
	bool hit;

	mb_json_set_str(json, "error_description", text);
	if (code)
		json_object_set_new(json, described, json_pack("[I]", (json_int_t)code));
	hit = try_all(s, described, json);
	json_decref(json);
	return hit;
}

/* Try the numbers from the last one on: the last is the cause, or the newest in a log. */
static bool try_codes(struct mb_search *s)
{
	const char *text = mb_buf_str(&s->evidence.text);
	size_t n = s->evidence.n_codes;

	if (n == 0)
		return try_code(s, text, 0);
	for (size_t i = n; i-- > 0; text = NULL)
		if (try_code(s, text, s->evidence.codes[i]))
			return true;
	if (s->numbered && !s->weak)
		s->unknown_code = s->evidence.codes[n - 1];
	return false;
}

/* Try the sentences that go with numbers, if the number was cut away. */
static bool try_sentences(struct mb_search *s)
{
	const struct mb_sentence *row = s->numbered ? s->numbered->sentences : NULL;

	if (s->evidence.n_codes > 0)
		return false;
	for (; row && row->text; row++)
		if (mb_evidence_find(&s->evidence, mb_buf_str(&s->evidence.text), row->text))
			return s->guessed = try_code(s, NULL, strtol(row->code, NULL, 10));
	return false;
}

/* Try numbers that stand alone: "I get 53003 since Tuesday". */
static bool try_bare_numbers(struct mb_search *s)
{
	const char *pos = NULL;
	long code;

	if (s->rule || s->weak || s->unknown_code)
		return false;
	for (int i = 0; i < BARE_NUMBERS && (code = mb_evidence_number(&s->evidence, &pos)); i++)
		if (try_code(s, NULL, code))
			return true;
	return false;
}

/* Try all values of a member; the last one that is in a table is taken. */
static bool try_values(struct mb_search *s, const char *key, const char *field)
{
	char word[MB_EVIDENCE_WORD + 1], before[MB_EVIDENCE_WORD + 1] = "";
	const char *pos = NULL;
	bool hit = false;

	while (mb_evidence_value(&s->evidence, key, &pos, word)) {
		if (mb_streq(word, before)) /* logs repeat themselves */
			continue;
		hit = try_str(s, field, word) || hit;
		memcpy(before, word, sizeof(before));
	}
	return hit;
}

/* Find the last place of a word like invalid_grant that stands alone; NULL if there is none. */
static const char *last_word(const char *text, const char *word)
{
	const char *last = NULL;
	size_t len = strlen(word);

	if (!strchr(word, '_'))
		return NULL;
	for (const char *at = text; (at = strstr(at, word)); at += len)
		if ((at == text || !strchr("_.", at[-1])) && at[len] != '_')
			last = at;
	return last;
}

/* Look in one table for the word that comes last in the text, if that is later than *last. */
static void latest_word(const struct mb_error_rule *rule, const char *text, const char **last,
			const char **word)
{
	for (; rule && rule->value; rule++) {
		const char *at;

		if (!is_about(rule, "error") || rule->match != MB_MATCH_EQUAL)
			continue;
		at = last_word(text, rule->value);
		if (at && (!*last || at > *last)) {
			*last = at;
			*word = rule->value;
		}
	}
}

static bool try_bare_words(struct mb_search *s)
{
	const char *text = mb_buf_str(&s->evidence.text), *last = NULL, *word = NULL;

	latest_word(mb_rfc_rules, text, &last, &word);
	for (size_t i = 0; i < s->suspects.n; i++)
		latest_word(s->suspects.plugins[i]->errors, text, &last, &word);
	return word && try_str(s, "error", word);
}

static bool try_oauth(struct mb_search *s)
{
	return try_codes(s) || try_sentences(s) || try_values(s, "suberror", "suberror") ||
	       try_values(s, "error_subtype", "error_subtype") ||
	       try_values(s, "error_subcode", "error_subcode") || try_values(s, "error", "error") ||
	       try_bare_words(s);
}

/* Tell whether a word like "temporary" or "unavailable" is overruled by a permanent code near it (550 5.7.708). */
static bool is_overruled(const struct mb_search *s, const struct mb_error_rule *rule,
			 const char *at)
{
	char first = rule->value[0];

	return rule->meaning == MB_MEANS_RETRY && first != '[' && !(first >= '0' && first <= '9') &&
	       mb_evidence_permanent(&s->evidence, at);
}

/* Tell whether a rule's text is one that other providers do not say: a longer text, or a code of three parts whose
 * last has three digits. For servers whose provider we do not know. */
static bool is_telling(const struct mb_error_rule *rule)
{
	size_t len = strlen(rule->value);

	return len >= TELLING || (len == sizeof("5.7.708") - 1 && rule->value[3] == '.');
}

/* Find a rule's line of a mail server anywhere in the text, in any case of letters (fetchmail writes capitals). A
 * number in the rule must not be part of a longer one in the text. */
static const char *rule_within(const struct mb_error_rule *rule, unsigned where,
			       const struct mb_evidence *evidence)
{
	const char *text = mb_buf_str(&evidence->text);
	size_t len = strlen(rule->value);

	if (rule->field || !(rule->where & where))
		return NULL;
	for (const char *at = text; (at = mb_evidence_find(evidence, at, rule->value)); at++)
		if (!(at > text && mb_judge_goes_on(*at, at[-1])) &&
		    !(mb_judge_goes_on(at[len - 1], at[len]) && at[len] != '.'))
			return at;
	return NULL;
}

static bool try_lines(struct mb_search *s, unsigned where, const struct mb_error_rule *rule,
		      const struct mb_plugin *plugin)
{
	for (; rule && rule->value; rule++) {
		const char *at = NULL;

		if (!plugin || s->suspects.sure || is_telling(rule))
			at = rule_within(rule, where, &s->evidence);
		if (at && (plugin || !is_overruled(s, rule, at)))
			return found(s, rule, plugin, at);
	}
	return false;
}

/* Return the protocols that the text hints at; all of them if it does not. */
static unsigned protocols(const struct mb_search *s)
{
	const char *text = mb_buf_str(&s->evidence.text);
	unsigned where = 0;

	if (strstr(text, "-ERR") || strstr(text, "POP3<"))
		where |= MB_WHERE_POP3;
	if (mb_evidence_find(&s->evidence, text, "IMAP") || strstr(text, "NO ") ||
	    strstr(text, "BAD "))
		where |= MB_WHERE_IMAP;
	if (mb_evidence_has_reply(&s->evidence))
		return where | MB_WHERE_SMTP;
	return where ? where : MAIL;
}

static bool try_mail(struct mb_search *s)
{
	unsigned where[] = { protocols(s), MAIL };

	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < s->suspects.n; i++)
			if (try_lines(s, where[pass], s->suspects.plugins[i]->errors,
				      s->suspects.plugins[i]))
				return true;
	return false;
}

/* Try the standards' response codes: "[AUTHENTICATIONFAILED]", "[SYS/TEMP]". */
static bool try_response_codes(struct mb_search *s)
{
	for (const struct mb_error_rule *rule = mb_rfc_rules; rule->value; rule++) {
		const char *at = rule->value[0] != '[' ? NULL
						       : rule_within(rule, MAIL, &s->evidence);

		if (at)
			return found(s, rule, NULL, at);
	}
	return false;
}

static bool try_tables(struct mb_search *s)
{
	return try_oauth(s) || try_mail(s) || try_lines(s, MAIL, mb_client_rules, NULL) ||
	       try_response_codes(s) ||
	       (!s->weak && !s->unknown_code && try_lines(s, MAIL, mb_vague_rules, NULL)) ||
	       try_bare_numbers(s);
}

static void read_codes(struct mb_search *s)
{
	for (size_t i = 0; !s->numbered && i < s->suspects.n; i++)
		if (s->suspects.plugins[i]->code_prefix)
			s->numbered = s->suspects.plugins[i];
	if (s->numbered)
		mb_evidence_codes(&s->evidence, s->numbered->code_prefix);
}

static void search_text(struct mb_search *s, const char *text, size_t len,
			const struct mb_account *account, bool sure)
{
	*s = (struct mb_search){ .unknown_code = 0 };
	mb_evidence_read(&s->evidence, text, len);
	mb_suspects_find(&s->suspects, &s->evidence, account, sure);
	read_codes(s);
	if (!try_tables(s) && s->weak)
		found(s, s->weak, s->weak_plugin, NULL);
}

void mb_search_fini(struct mb_search *s)
{
	mb_suspects_fini(&s->suspects);
	mb_evidence_fini(&s->evidence);
}

/* Search the text without its line breaks, as a terminal may have broken lines in the middle of words. */
static void search_joined(struct mb_search *s, const char *text, size_t len,
			  const struct mb_account *account, bool sure)
{
	struct mb_buf joined;

	mb_buf_init(&joined, len + 1);
	for (size_t i = 0; i < len; i++)
		if (text[i] != '\n' && text[i] != '\r')
			mb_buf_addc(&joined, text[i]);
	mb_search_fini(s);
	search_text(s, mb_buf_str(&joined), joined.len, account, sure);
	mb_buf_fini(&joined);
}

void mb_search_init(struct mb_search *s, const char *text, size_t len,
		    const struct mb_account *account, bool sure)
{
	len = len < MB_EVIDENCE_MAX ? len : MB_EVIDENCE_MAX;
	search_text(s, text, len, account, sure);
	if (!s->rule && !s->unknown_code && memchr(text, '\n', len))
		search_joined(s, text, len, account, sure);
}
const char *mb_search_word(const struct mb_search *s)
{
	const char *text = mb_buf_str(&s->evidence.text), *last = NULL, *word = NULL;

	latest_word(mb_rfc_rules, text, &last, &word);
	if (s->plugin)
		latest_word(s->plugin->errors, text, &last, &word);
	return word;
}
