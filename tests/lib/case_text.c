/* SPDX-License-Identifier: MIT */
/* Texts of a case: growing, placeholders, patterns. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

void *mb_case_alloc(void *old, size_t n, size_t size)
{
	void *p = reallocarray(old, n ? n : 1, size);

	if (!p) {
		fputs("case: out of memory\n", stderr);
		abort();
	}
	return p;
}

char *mb_case_copy(const char *s, size_t len)
{
	char *copy = mb_case_alloc(NULL, len + 1, 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *mb_case_format(const char *fmt, ...)
{
	char *s;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		abort();
	va_end(ap);
	return s;
}

void mb_text_add(struct mb_text *text, const char *s, size_t len)
{
	text->s = mb_case_alloc(text->s, text->len + len + 1, 1);
	if (len)
		memcpy(text->s + text->len, s, len);
	text->len += len;
	text->s[text->len] = '\0';
}

void mb_text_free(struct mb_text *text)
{
	free(text->s);
	*text = (struct mb_text){ NULL, 0 };
}

bool mb_text_read(struct mb_text *text, const char *path)
{
	char chunk[8192];
	FILE *f = fopen(path, "re");
	size_t n;
	bool ok;

	if (!f)
		return false;
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		mb_text_add(text, chunk, n);
	ok = !ferror(f);
	fclose(f);
	mb_text_add(text, "", 0);
	return ok;
}

bool mb_text_has(const struct mb_text *text, const char *word)
{
	return text->len && memmem(text->s, text->len, word, strlen(word));
}

bool mb_text_line(const struct mb_text *text, size_t *at, char **line_r)
{
	const char *start, *end;

	if (*at >= text->len)
		return false;
	start = text->s + *at;
	end = memchr(start, '\n', text->len - *at);
	*line_r = mb_case_copy(start, end ? (size_t)(end - start) : text->len - *at);
	*at = end ? (size_t)(end - text->s) + 1 : text->len;
	return true;
}

static void add_bytes(struct mb_text *out, const char *s)
{
	unsigned byte;
	int n;

	for (; sscanf(s, " %2x%n", &byte, &n) == 1; s += n) {
		char c = (char)byte;

		mb_text_add(out, &c, 1);
	}
}

static void add_repeated(struct mb_text *out, const char *s)
{
	char *what;
	unsigned long n = strtoul(s, &what, 10);
	size_t len = strlen(*what ? ++what : what);
	size_t start = out->len;

	out->s = mb_case_alloc(out->s, out->len + n * len + 1, 1);
	for (unsigned long i = 0; i < n; i++)
		memcpy(out->s + start + i * len, what, len);
	out->len += n * len;
	out->s[out->len] = '\0';
}

/* One placeholder without its two '@'; false: it is none. */
static bool add_placeholder(struct mb_text *out, const struct mb_play *play, const char *name)
{
	const struct {
		const char *name, *value;
	} words[] = {
		{ "URL", play->url },
		{ "OTHER", play->other },
		{ "HOME", play->home },
		{ "STATE", play->state },
		{ "REDIRECT", play->redirect_uri },
	};
	char *path;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(name, words[i].name) != 0)
			continue;
		if (words[i].value)
			mb_text_add(out, words[i].value, strlen(words[i].value));
		return true;
	}
	if (strncmp(name, "BYTES ", 6) == 0) {
		add_bytes(out, name + 6);
	} else if (strncmp(name, "REPEAT ", 7) == 0) {
		add_repeated(out, name + 7);
	} else if (strncmp(name, "BROWSER ", 8) == 0) {
		path = mb_case_format("%s/tests/case --browser %s %s/pages", getenv("MB_BUILD"),
				      name + 8, play->home);
		mb_text_add(out, path, strlen(path));
		free(path);
	} else {
		return false;
	}
	return true;
}

struct mb_text mb_case_expand(const struct mb_play *play, const struct mb_text *text)
{
	const char *p = text->s, *end = text->s ? text->s + text->len : NULL;
	struct mb_text out = { NULL, 0 };

	mb_text_add(&out, "", 0);
	while (p < end) {
		const char *at = memchr(p, '@', (size_t)(end - p)), *stop;
		char *name;

		if (!at)
			break;
		mb_text_add(&out, p, (size_t)(at - p));
		p = at;
		stop = memchr(at + 1, '@', (size_t)(end - at - 1));
		if (end - at >= 5 && memcmp(at, "@END@", 5) == 0)
			return out;
		name = stop ? mb_case_copy(at + 1, (size_t)(stop - at - 1)) : NULL;
		if (name && add_placeholder(&out, play, name))
			p = stop + 1;
		else
			mb_text_add(&out, p++, 1);
		free(name);
	}
	if (p < end)
		mb_text_add(&out, p, (size_t)(end - p));
	return out;
}

char *mb_case_expand_str(const struct mb_play *play, const char *s)
{
	const struct mb_text text = { mb_case_copy(s, strlen(s)), strlen(s) };
	struct mb_text out = mb_case_expand(play, &text);

	free(text.s);
	return out.s;
}

#define ANY     "[...]"
#define ANY_LEN (sizeof(ANY) - 1)

static bool any_lines(const char *pattern)
{
	return strncmp(pattern, ANY, ANY_LEN) == 0 &&
	       (pattern[ANY_LEN] == '\n' || pattern[ANY_LEN] == '\0');
}

static bool match(const char *pattern, const char *text, bool line_start)
{
	while (*pattern) {
		if (line_start && any_lines(pattern)) {
			pattern += ANY_LEN + (pattern[ANY_LEN] == '\n');
			for (; !match(pattern, text, true); text++) {
				text = strchr(text, '\n');
				if (!text) /* the last line may lack its line break */
					return !*pattern;
			}
			return true;
		}
		if (strncmp(pattern, ANY, ANY_LEN) == 0) {
			pattern += ANY_LEN;
			for (; !match(pattern, text, false); text++)
				if (!*text || *text == '\n')
					return false;
			return true;
		}
		if (*pattern != *text)
			return false;
		line_start = *pattern == '\n';
		pattern++;
		text++;
	}
	return !*text;
}

bool mb_case_matches(const char *pattern, const char *text)
{
	return match(pattern, text, true);
}
