/* SPDX-License-Identifier: MIT */
#include "config/blocks.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/scan.h"
#include "config/settings.h"

/* What libconfuse cannot take otherwise, and we do not refuse for the sake of all accounts: comments that end
 * with their lines, keys of letters, and values that are one word of the characters of names, addresses and URLs,
 * or stand in quotes on one line without \ and $, or are a list of these where a list belongs. */

#define KEY_MAX 64

/* Which characters may stand where. Bits. */
enum {
	BLANK = 1, /* between words */
	KEY = 2,
	BARE = 4,   /* in a value without quotes */
	ENDS = 8,   /* behind a word */
	QUOTED = 16 /* between ' or ", these excepted */
};

struct scan {
	const char *at;
	const unsigned char *class;
	/* The hashes of all names; a power of two in size, half of it empty at least. 0: empty. */
	uint64_t *names;
	size_t n_names, room;
};

static void set_class(unsigned char *class, const char *characters, unsigned char bit)
{
	for (; *characters; characters++)
		class[(unsigned char)*characters] |= bit;
}

static void make_classes(unsigned char class[256])
{
	static const char key[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

	for (unsigned c = 0; c < 256; c++)
		class[c] = c >= 0x20 && c != 0x7f && c != '\\' && c != '$' ? QUOTED : 0;
	set_class(class, " \t\n", BLANK | ENDS);
	set_class(class, key, KEY | BARE);
	set_class(class, ".:@-/", BARE);
	set_class(class, "{}=,", ENDS);
	class[0] = ENDS;
}

static bool is(const struct scan *s, unsigned char bit)
{
	return s->class[(unsigned char)*s->at] & bit;
}

static bool skip_char(struct scan *s, char c)
{
	if (*s->at != c)
		return false;
	s->at++;
	return true;
}

/* Skip blanks and comments. */
static void skip_blanks(struct scan *s)
{
	for (;;) {
		while (is(s, BLANK))
			s->at++;
		if (*s->at != '#' && !(*s->at == '/' && s->at[1] == '/'))
			return;
		s->at = strchrnul(s->at, '\n');
	}
}

/* Skip a value, the title of a block too; false: none that is written plainly. */
static bool skip_value(struct scan *s, const char **value_r, size_t *len_r)
{
	char quote = *s->at;

	*value_r = s->at;
	if (quote == '"' || quote == '\'') {
		*value_r = ++s->at;
		while (is(s, QUOTED) && *s->at != quote)
			s->at++;
		*len_r = (size_t)(s->at - *value_r);
		return skip_char(s, quote);
	}
	/* A / begins a comment. */
	while (quote != '/' && is(s, BARE))
		s->at++;
	*len_r = (size_t)(s->at - *value_r);
	return *len_r > 0 && is(s, ENDS);
}

/* Skip a list behind its {. */
static bool skip_list(struct scan *s)
{
	const char *value;
	size_t len;

	do {
		skip_blanks(s);
		if (!skip_value(s, &value, &len))
			return false;
		skip_blanks(s);
	} while (skip_char(s, ','));
	return skip_char(s, '}');
}

static bool is_list(const char *key, size_t len)
{
	char name[KEY_MAX + 1];

	memcpy(name, key, len);
	name[len] = '\0';
	return mb_setting_is_list(mb_setting_id(name));
}

static bool is_word(const char *at, size_t len, const char *word)
{
	return len == strlen(word) && memcmp(at, word, len) == 0;
}

/* Skip a key; what is behind it is skipped too, if blank. */
static bool skip_key(struct scan *s, const char **key_r, size_t *len_r)
{
	*key_r = s->at;
	while (is(s, KEY))
		s->at++;
	*len_r = (size_t)(s->at - *key_r);
	if (*len_r == 0 || *len_r > KEY_MAX || !is(s, ENDS))
		return false;
	skip_blanks(s);
	return true;
}

/* Skip what is behind a key: = and its value. */
static bool skip_setting(struct scan *s, const char *key, size_t len)
{
	const char *value;

	if (!skip_char(s, '='))
		return false;
	skip_blanks(s);
	if (is_word(key, len, MB_SCAN_BEGIN) || is_word(key, len, MB_SCAN_END))
		return false;
	return *s->at == '{' ? is_list(key, len) && s->at++ && skip_list(s)
			     : skip_value(s, &value, &len);
}

/* Skip settings to the end of the block, or of the text. */
static bool skip_block(struct scan *s)
{
	const char *key;
	size_t len;

	for (skip_blanks(s); *s->at != '}'; skip_blanks(s))
		if (!skip_key(s, &key, &len) || !skip_setting(s, key, len))
			return false;
	s->at++;
	return true;
}

static void add_name(struct scan *s, uint64_t hash)
{
	size_t i = (size_t)hash & (s->room - 1);

	while (s->names[i])
		i = (i + 1) & (s->room - 1);
	s->names[i] = hash;
}

/* Note the name; false if it may have been there before. */
static bool is_new(struct scan *s, const char *name, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)name[i]) * 0x100000001b3;
	hash |= 1;
	if (2 * s->n_names >= s->room) {
		struct scan old = *s;

		s->room = old.room ? 2 * old.room : 64;
		s->names = mb_xcalloc(s->room, sizeof(*s->names));
		for (size_t i = 0; i < old.room; i++)
			if (old.names[i])
				add_name(s, old.names[i]);
		free(old.names);
	}
	for (size_t i = (size_t)hash & (s->room - 1); s->names[i]; i = (i + 1) & (s->room - 1))
		if (s->names[i] == hash)
			return false;
	s->n_names++;
	add_name(s, hash);
	return true;
}

/* Skip all of the text; add to `out` what is to be kept. */
static bool scan(struct scan *s, const char *name, struct mb_buf *out)
{
	const char *kept = s->at, *begin, *key, *title;
	size_t len;

	for (skip_blanks(s); *s->at; skip_blanks(s)) {
		begin = s->at;
		if (!skip_key(s, &key, &len))
			return false;
		if (!is_word(key, len, "account")) {
			if (!skip_setting(s, key, len))
				return false;
			continue;
		}
		if (!skip_value(s, &title, &len))
			return false;
		skip_blanks(s);
		if (!skip_char(s, '{') || !skip_block(s) || !is_new(s, title, len))
			return false;
		if (is_word(title, len, name))
			continue;
		mb_buf_add(out, kept, (size_t)(begin - kept));
		kept = s->at;
	}
	mb_buf_adds(out, kept);
	return true;
}

bool mb_blocks_keep(struct mb_buf *text, const char *name)
{
	unsigned char class[256];
	const char *after_mark = mb_text_after(mb_buf_str(text), "\xef\xbb\xbf");
	struct scan s = { .at = after_mark ? after_mark : mb_buf_str(text), .class = class };
	struct mb_buf out;
	bool ok;

	make_classes(class);
	mb_buf_init(&out, text->max);
	ok = scan(&s, name, &out) && s.at == text->data + text->len;
	if (ok) {
		mb_buf_fini(text);
		*text = out;
	} else {
		mb_buf_fini(&out);
	}
	free(s.names);
	return ok;
}
