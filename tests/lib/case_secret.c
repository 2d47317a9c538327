/* SPDX-License-Identifier: MIT */
/* The secrets of a case, and where they must not be seen. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

/* Shorter values would be found by chance. */
#define SECRET_MIN 6

void mb_case_secret_add(struct mb_play *play, const char *value, size_t len, const char *origin)
{
	struct mb_case_secret *s;

	if (len < SECRET_MIN)
		return;
	for (size_t i = 0; i < play->n_secrets; i++)
		if (strlen(play->secrets[i].value) == len &&
		    memcmp(play->secrets[i].value, value, len) == 0)
			return;
	play->secrets = mb_case_alloc(play->secrets, play->n_secrets + 1, sizeof(*play->secrets));
	s = &play->secrets[play->n_secrets++];
	s->value = mb_case_copy(value, len);
	s->origin = mb_case_copy(origin, strlen(origin));
}

/* Found without a parser: the JSON may be broken. */
void mb_case_secrets_of_json(struct mb_play *play, const struct mb_text *text, const char *origin)
{
	static const char *const names[] = { "\"access_token\"", "\"refresh_token\"",
					     "\"id_token\"", "\"device_code\"" };

	for (size_t i = 0; text->len && i < sizeof(names) / sizeof(*names); i++) {
		const char *p = text->s, *end = text->s + text->len;

		while ((p = memmem(p, (size_t)(end - p), names[i], strlen(names[i])))) {
			const char *value, *stop;

			p += strlen(names[i]);
			value = p + strspn(p, " \n\t:");
			if (*value++ != '"')
				continue;
			stop = memchr(value, '"', (size_t)(end - value));
			if (stop)
				mb_case_secret_add(play, value, (size_t)(stop - value), origin);
		}
	}
}

/* The line around the place, for the report. */
static char *line_around(const struct mb_text *text, const char *at)
{
	const char *start = at, *end = at;

	while (start > text->s && start[-1] != '\n' && start[-1] != '\0')
		start--;
	while (*end && *end != '\n')
		end++;
	return mb_case_copy(start, (size_t)(end - start));
}

/* What a form makes of it (RFC 6749 B); `space` is "+" or "%20". The caller frees it. */
static char *encoded(const char *value, const char *space)
{
	char *out = mb_case_alloc(NULL, 3 * strlen(value) + 1, 1), *p = out;

	for (; *value; value++)
		if (*value == ' ')
			p = stpcpy(p, space);
		else if (isalnum((unsigned char)*value) || strchr("-._~", *value))
			*p++ = *value;
		else
			p += sprintf(p, "%%%02X", (unsigned char)*value);
	*p = '\0';
	return out;
}

/* As it is or encoded. NULL: not there. */
static const char *find(const struct mb_text *text, const char *value)
{
	char *forms[] = { mb_case_copy(value, strlen(value)), encoded(value, "+"),
			  encoded(value, "%20") };
	const char *at = NULL;

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (!at)
			at = memmem(text->s, text->len, forms[i], strlen(forms[i]));
		free(forms[i]);
	}
	return at;
}

void mb_case_secrets_in(struct mb_play *play, const struct mb_text *text, const char *where)
{
	for (size_t i = 0; text->len && i < play->n_secrets; i++) {
		const struct mb_case_secret *s = &play->secrets[i];
		const char *at = find(text, s->value);
		char *line;

		if (!at)
			continue;
		line = line_around(text, at);
		mb_case_complain(play, play->step->line, "the secret %.40s (%s) is in %s: %.200s",
				 s->value, s->origin, where, line);
		free(line);
	}
}

/* With these anybody who reads the command line can sign in himself where the person is expected. */
static void search_address(struct mb_play *play, const struct mb_text *text, const char *where)
{
	static const char *const names[] = { "state=", "code_challenge=" };

	for (size_t i = 0; text->len && i < sizeof(names) / sizeof(*names); i++)
		if (memmem(text->s, text->len, names[i], strlen(names[i])))
			mb_case_complain(play, play->step->line, "%s... is in %s", names[i], where);
}

static void search_proc(struct mb_play *play, pid_t pid, const char *file)
{
	char *path = mb_case_format("/proc/%d/%s", (int)pid, file);
	struct mb_text text = { NULL, 0 };

	/* Only root may look into a process that is not dumpable. */
	if (mb_text_read(&text, path))
		mb_case_secrets_in(play, &text, path);
	if (strcmp(file, "cmdline") == 0)
		search_address(play, &text, path);
	mb_text_free(&text);
	free(path);
}

static void search_tree(struct mb_play *play, pid_t pid)
{
	char *path = mb_case_format("/proc/%d/task/%d/children", (int)pid, (int)pid);
	struct mb_text children = { NULL, 0 };

	search_proc(play, pid, "cmdline");
	search_proc(play, pid, "environ");
	if (mb_text_read(&children, path)) {
		char *save = NULL, *word = strtok_r(children.s, " \n", &save);

		for (; word; word = strtok_r(NULL, " \n", &save))
			search_tree(play, (pid_t)atoi(word));
	}
	mb_text_free(&children);
	free(path);
}

void mb_case_secrets_in_processes(struct mb_play *play)
{
	search_tree(play, play->pid);
}
