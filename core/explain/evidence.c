/* SPDX-License-Identifier: MIT */
#include "explain/evidence.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "explain/decode.h"

/* Bytes of the text with all decoded base64 behind it. */
#define TEXT_MAX (3 * MB_EVIDENCE_MAX)
/* Bytes between the code of an answer and its words. */
#define CODE_BEFORE 160
/* Longest word of a table, in bytes, that is looked for in the text of small letters. */
#define FIND_MAX 256

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return is_digit(c) || c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static char to_small(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

/* Return the length of an enhanced status code such as "5.7.139" at `s`; 0 if there is none (RFC 3463). */
static size_t enhanced(const char *s)
{
	size_t n = 1;

	if (*s != '4' && *s != '5')
		return 0;
	for (int part = 0; part < 2; part++) {
		size_t digits = 0;

		if (s[n++] != '.')
			return 0;
		for (; is_digit(s[n]); digits++)
			n++;
		if (digits == 0 || digits > 3)
			return 0;
	}
	return s[n] == '.' ? 0 : n;
}

/* Return the offset of the enhanced code in "535-5.7.139 ", "535, b'5.7.3 ", "535: 5.7.3 " and the like; 0 if there is
 * no such reply code at `s`. */
static size_t reply_code(const char *s)
{
	size_t n = 3;

	if ((*s != '4' && *s != '5') || !is_digit(s[1]) || !is_digit(s[2]))
		return 0;
	while (n < 11 && s[n] && strchr(" -:,;b'\"[(#)", s[n]))
		n++;
	return n > 3 && enhanced(s + n) ? n : 0;
}

/* Join the lines, drop marks of quoting, and bring codes of mail servers into one form: "535 5.7.3 ". */
static void flatten(struct mb_buf *out, const char *s)
{
	bool start = true;

	for (size_t n; *s; s += n) {
		char last = out->len ? out->data[out->len - 1] : ' ';

		n = 1;
		if (is_blank(*s)) {
			start = *s == '\n' || (start && last == ' ');
			if (last != ' ')
				mb_buf_addc(out, ' ');
			continue;
		}
		if (start && *s == '>')
			continue;
		start = false;
		if (!is_digit(last) && last != '.' && (n = reply_code(s)) > 0) {
			size_t len = enhanced(s + n);

			mb_buf_add(out, s, 3);
			mb_buf_addc(out, ' ');
			mb_buf_add(out, s + n, len);
			mb_buf_addc(out, ' ');
			n += len;
			continue;
		}
		n = 1;
		mb_buf_addc(out, *s);
	}
}

/* Replace '+' by blanks in error_description, the only parameter that is a text. */
static void plus_to_blank(char *text)
{
	static const char key[] = "error_description=";
	char *at = text;

	while (at && (at = strstr(at, key)))
		for (at += sizeof(key) - 1; *at && *at != '&' && !is_blank(*at); at++)
			if (*at == '+')
				*at = ' ';
}

static void add_code(struct mb_evidence *e, const char *digits)
{
	size_t len = strspn(digits, "0123456789");

	/* Shorter and longer numbers ("error code 5") are none of a provider's. */
	if (len < 5 || len > 8)
		return;
	if (e->n_codes == MB_EVIDENCE_CODES) /* drop the first: the last codes tell most */
		memmove(e->codes, e->codes + 1, --e->n_codes * sizeof(*e->codes));
	e->codes[e->n_codes++] = strtol(digits, NULL, 10);
}

const char *mb_evidence_find(const struct mb_evidence *e, const char *from, const char *word)
{
	const char *text = mb_buf_str(&e->text), *small = mb_buf_str(&e->small), *at;
	char wanted[FIND_MAX];
	size_t n = 0;

	for (; word[n] && n < sizeof(wanted) - 1; n++)
		wanted[n] = to_small(word[n]);
	if (word[n])
		return strcasestr(from, word);
	wanted[n] = '\0';
	at = strstr(small + (from - text), wanted);
	return at ? text + (at - small) : NULL;
}

/* Add the numbers behind `word`, as in "AADSTS50011", "error_codes":[70002,70000], "Error Code: 53003". */
static void find_codes(struct mb_evidence *e, const char *word)
{
	const char *at = mb_buf_str(&e->text);
	size_t len = word ? strlen(word) : 0;

	while (len && (at = mb_evidence_find(e, at, word))) {
		at += len;
		at += strspn(at, " s:='\"[-#");
		while (is_digit(*at)) {
			add_code(e, at);
			at += strspn(at, "0123456789");
			if (*at != ',')
				break;
			at += strspn(at, ", ");
		}
	}
}

void mb_evidence_read(struct mb_evidence *e, const char *data, size_t len)
{
	struct mb_buf lines;

	*e = (struct mb_evidence){ .n_codes = 0 };
	mb_buf_init(&lines, TEXT_MAX);
	mb_buf_init(&e->text, TEXT_MAX);
	mb_decode(&lines, data, len);
	mb_decode_base64(&lines, data, len);
	if (lines.data)
		plus_to_blank(lines.data);
	flatten(&e->text, mb_buf_str(&lines));
	mb_buf_fini(&lines);
	mb_buf_init(&e->small, TEXT_MAX);
	mb_buf_add(&e->small, mb_buf_str(&e->text), e->text.len);
	for (size_t i = 0; i < e->small.len; i++)
		e->small.data[i] = to_small(e->small.data[i]);
}

void mb_evidence_codes(struct mb_evidence *e, const char *prefix)
{
	find_codes(e, "error?code=");
	find_codes(e, "error code");
	find_codes(e, "errorcode");
	find_codes(e, "error_code");
	find_codes(e, prefix);
}

void mb_evidence_fini(struct mb_evidence *e)
{
	mb_buf_fini(&e->text);
	mb_buf_fini(&e->small);
}

bool mb_evidence_empty(const struct mb_evidence *e)
{
	const char *s = mb_buf_str(&e->text);

	return s[strspn(s, " ?")] == '\0';
}

bool mb_evidence_value(const struct mb_evidence *e, const char *key, const char **pos, char *word)
{
	const char *text = mb_buf_str(&e->text), *at = *pos ? *pos : text;
	size_t len = strlen(key), n;

	while ((at = mb_evidence_find(e, at, key))) {
		bool whole = at == text || !is_word(at[-1]);

		at += len;
		if (!whole || is_word(*at))
			continue;
		at += strspn(at, " '\"\\");
		if (*at != ':' && *at != '=')
			continue;
		at += strspn(at, " :=>'\"([<");
		/* u'...' of Python, (string) of dumps */
		if ((*at == 'u' || *at == 'b') && (at[1] == '\'' || at[1] == '"'))
			at += 2;
		for (n = 0; is_word(at[n]);)
			n++;
		if (n == 0 || n > MB_EVIDENCE_WORD)
			continue;
		memcpy(word, at, n);
		word[n] = '\0';
		*pos = at + n;
		return true;
	}
	return false;
}

/* Return the length of a mail server's code at `s`, in the form that flatten() makes; 0 if there is none. */
static size_t flat_code(const char *text, const char *s)
{
	size_t n = reply_code(s);

	return n == 4 && s[3] == ' ' && !(s > text && is_digit(s[-1])) ? n + enhanced(s + n) : 0;
}

bool mb_evidence_reply_code(const struct mb_evidence *e, const char *at, char *code)
{
	const char *text = mb_buf_str(&e->text), *s = at;

	for (; s >= text && at - s < CODE_BEFORE; s--) {
		size_t len = flat_code(text, s);

		if (len == 0)
			continue;
		memcpy(code, s, len);
		code[len] = '\0';
		return true;
	}
	return false;
}

bool mb_evidence_has_reply(const struct mb_evidence *e)
{
	const char *text = mb_buf_str(&e->text);

	for (const char *at = text; (at = strpbrk(at, "45")); at++)
		if (flat_code(text, at) > 0)
			return true;
	return false;
}

/* Return the first digit of a mail server's code at `s`, '4' or '5'; 0 if there is none. A number alone that HTTP has,
 * too (500 to 511), does not count. */
static char class_at(const char *s)
{
	if (enhanced(s) && is_digit(s[2]) && s[3] == '.')
		return *s;
	if ((*s != '4' && *s != '5') || !is_digit(s[1]) || !is_digit(s[2]) || is_word(s[3]) ||
	    s[3] == '.')
		return 0;
	return strncmp(s, "421", 3) == 0 || strncmp(s, "521", 3) == 0 ||
		       (s[1] >= (*s == '4' ? '5' : '3') && s[1] <= '5')
		   ? *s
		   : 0;
}

bool mb_evidence_permanent(const struct mb_evidence *e, const char *at)
{
	const char *text = mb_buf_str(&e->text);

	for (const char *s = at; s >= text && at - s < CODE_BEFORE; s--) {
		char class = s > text && (is_word(s[-1]) || s[-1] == '.') ? 0 : class_at(s);

		if (class)
			return class == '5';
	}
	return false;
}

long mb_evidence_number(const struct mb_evidence *e, const char **pos)
{
	const char *text = mb_buf_str(&e->text), *s = *pos ? *pos : text;

	while ((s = strpbrk(s, "0123456789"))) {
		size_t len = strspn(s, "0123456789");
		bool alone = (s == text || !(is_word(s[-1]) || strchr(".:-", s[-1]))) &&
			     !is_word(s[len]) && !(s[len] == '.' && is_digit(s[len + 1])) &&
			     s[len] != '-';

		*pos = s + len;
		if (alone && len >= 5 && len <= 8)
			return strtol(s, NULL, 10);
		s += len;
	}
	return 0;
}
