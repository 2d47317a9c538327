/* SPDX-License-Identifier: MIT */
/* Reads a case: a directive at the start of a line, its body indented by a tab below. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case_parse.h"

#define DEPTH_MAX 4
#define ARGS_MAX  32

void mb_case_bad(const struct mb_case_parser *p, const char *what, const char *word)
{
	printf("Bail out! %s:%d: %s%s%s\n", p->path, p->line, what, word ? ": " : "",
	       word ? word : "");
	exit(99);
}

static struct mb_case_action *add_action(struct mb_case_parser *p, enum mb_case_kind kind)
{
	struct mb_case *c = p->c;

	c->actions = mb_case_alloc(c->actions, c->n_actions + 1, sizeof(*c->actions));
	memset(&c->actions[c->n_actions], 0, sizeof(*c->actions));
	c->actions[c->n_actions].kind = kind;
	return &c->actions[c->n_actions++];
}

/* The step that is being described: it is always the last action. */
struct mb_case_step *mb_case_step(struct mb_case_parser *p)
{
	if (p->c->n_actions == 0 || p->c->actions[p->c->n_actions - 1].kind != MB_CASE_RUN)
		mb_case_bad(p, "there is no run above", NULL);
	return &p->c->actions[p->c->n_actions - 1].step;
}

/* Cuts off the first word; "" when there is none. */
char *mb_case_cut(char **rest)
{
	char *word = *rest, *end = word + strcspn(word, " ");

	*rest = end + strspn(end, " ");
	return mb_case_copy(word, (size_t)(end - word));
}

long mb_case_number(struct mb_case_parser *p, const char *word)
{
	char *end;
	long n = strtol(word, &end, 10);

	if (!*word || *end)
		mb_case_bad(p, "not a number", word);
	return n;
}

static void read_file(struct mb_case_parser *p, const char *path);

static void on_like(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	char *path = mb_case_format("%s/tests/cases/%s.base", getenv("MB_SRC"), rest);
	struct mb_case_parser inner = { p->c, path, 0, p->depth + 1 };

	(void)body;
	if (inner.depth > DEPTH_MAX)
		mb_case_bad(p, "like goes round in circles", rest);
	read_file(&inner, path);
	free(path);
}

static void on_secret(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)body;
	add_action(p, MB_CASE_SECRET)->secret = mb_case_copy(rest, strlen(rest));
}

/* Each line: KEY = VALUE; without VALUE the setting is taken back. */
static void add_settings(struct mb_case_parser *p, const char *section, const struct mb_text *body)
{
	size_t at = 0;
	char *line;

	while (mb_text_line(body, &at, &line)) {
		char *key = line + strspn(line, " "), *equals = strchr(key, '=');
		struct mb_case_setting *s;

		if (!equals)
			mb_case_bad(p, "a setting without =", line);
		s = &add_action(p, MB_CASE_SET)->setting;
		s->section = mb_case_copy(section, strlen(section));
		s->key = mb_case_copy(key, strcspn(key, " ="));
		equals += 1 + strspn(equals + 1, " ");
		s->value = mb_case_copy(equals, strlen(equals));
		free(line);
	}
}

static void on_config(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)rest;
	add_settings(p, "", body);
}

static void on_account(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	add_settings(p, rest, body);
}

struct mb_case_file mb_case_file_of(const char *path, struct mb_text *body)
{
	struct mb_case_file file = { mb_case_copy(path, strlen(path)), *body };

	*body = (struct mb_text){ NULL, 0 };
	return file;
}

static void on_file(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	add_action(p, MB_CASE_FILE)->file = mb_case_file_of(rest, body);
}

static void on_later(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)body;
	add_action(p, MB_CASE_LATER)->seconds = mb_case_number(p, rest);
}

static void on_run(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	struct mb_case_step *s = &add_action(p, MB_CASE_RUN)->step;
	size_t n = 0;

	(void)body;
	s->line = p->line;
	s->title = mb_case_copy(rest, strlen(rest));
	s->args = mb_case_alloc(NULL, ARGS_MAX, sizeof(*s->args));
	while (*rest && n < ARGS_MAX - 1) {
		if (*rest == '"') {
			size_t len = strcspn(++rest, "\"");

			s->args[n++] = mb_case_copy(rest, len);
			rest += len + (rest[len] == '"');
			rest += strspn(rest, " ");
		} else {
			s->args[n++] = mb_case_cut(&rest);
		}
	}
	s->args[n] = NULL;
}

static void on_env(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)body;
	mb_text_add(&mb_case_step(p)->env, rest, strlen(rest));
	mb_text_add(&mb_case_step(p)->env, "\n", 1);
}

void mb_case_take(struct mb_text *to, struct mb_text *body)
{
	*to = *body;
	*body = (struct mb_text){ NULL, 0 };
}

static void on_stdin(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)rest;
	mb_case_step(p)->has_input = true;
	mb_case_take(&mb_case_step(p)->input, body);
}

static void on_stdout(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)rest;
	mb_case_take(&mb_case_step(p)->output, body);
}

static void on_stderr(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)rest;
	mb_case_take(&mb_case_step(p)->error, body);
}

static void on_exit_status(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	(void)body;
	mb_case_step(p)->exit_status = (int)mb_case_number(p, rest);
}

/* The last word takes the rest of the line. */
static struct mb_case_check *add_check(struct mb_case_parser *p, char *rest, size_t n_words)
{
	struct mb_case_step *s = mb_case_step(p);
	struct mb_case_check *check;

	s->checks = mb_case_alloc(s->checks, s->n_checks + 1, sizeof(*s->checks));
	check = &s->checks[s->n_checks++];
	*check = (struct mb_case_check){ .line = p->line };
	for (size_t i = 0; i < n_words && *rest; i++)
		check->words[i] = i + 1 < n_words ? mb_case_cut(&rest)
						  : mb_case_copy(rest, strlen(rest));
	return check;
}

static void on_then(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	bool member = strncmp(rest, "record ", 7) == 0 || strncmp(rest, "status ", 7) == 0;

	mb_case_take(&add_check(p, rest, member ? 4 : 3)->body, body);
}

static void on_page(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	char *words = mb_case_format("page %s", rest);

	(void)body;
	add_check(p, words, 3);
	free(words);
}

static void on_address(struct mb_case_parser *p, char *rest, struct mb_text *body)
{
	char *words = mb_case_format("address %s", rest);

	mb_case_take(&add_check(p, words, 2)->body, body);
	free(words);
}

static const struct {
	const char *name;
	void (*handle)(struct mb_case_parser *p, char *rest, struct mb_text *body);
} directives[] = {
	{ "account", on_account },
	{ "address", on_address },
	{ "answer", mb_case_on_answer },
	{ "basic", mb_case_on_basic },
	{ "config", on_config },
	{ "env", on_env },
	{ "exit", on_exit_status },
	{ "fault", mb_case_on_fault },
	{ "file", on_file },
	{ "header", mb_case_on_header },
	{ "later", on_later },
	{ "like", on_like },
	{ "meanwhile", mb_case_on_meanwhile },
	{ "page", on_page },
	{ "raw", mb_case_on_raw },
	{ "request", mb_case_on_request },
	{ "run", on_run },
	{ "secret", on_secret },
	{ "stderr", on_stderr },
	{ "stdin", on_stdin },
	{ "stdout", on_stdout },
	{ "then", on_then },
};

static void obey(struct mb_case_parser *p, char *line, struct mb_text *body)
{
	char *rest = line, *word = mb_case_cut(&rest);

	for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++)
		if (strcmp(word, directives[i].name) == 0) {
			directives[i].handle(p, rest, body);
			free(word);
			return;
		}
	mb_case_bad(p, "no such directive", word);
}

static void read_file(struct mb_case_parser *p, const char *path)
{
	struct mb_text text = { NULL, 0 }, body = { NULL, 0 };
	char *line, *directive = NULL;
	int number_of_line = 0, blank = 0;
	size_t at = 0;

	if (!mb_text_read(&text, path))
		mb_case_bad(p, "cannot be read", path);
	while (mb_text_line(&text, &at, &line)) {
		number_of_line++;
		if (*line == '\t' && directive) {
			for (; blank > 0; blank--) /* inside of a body it belongs to it */
				mb_text_add(&body, "\n", 1);
			mb_text_add(&body, line + 1, strlen(line + 1));
			mb_text_add(&body, "\n", 1);
			free(line);
		} else if (*line == '#' || *line == '\0') {
			blank += *line == '\0' && body.len > 0;
			free(line);
		} else {
			if (directive)
				obey(p, directive, &body);
			mb_text_free(&body);
			free(directive);
			directive = line;
			blank = 0;
			p->line = number_of_line;
		}
	}
	if (directive)
		obey(p, directive, &body);
	mb_text_free(&body);
	free(directive);
	mb_text_free(&text);
}

void mb_case_load(struct mb_case *c, const char *path)
{
	struct mb_case_parser p = { c, path, 0, 0 };

	*c = (struct mb_case){ .name = path };
	read_file(&p, path);
	for (size_t i = 0; i < c->n_actions; i++)
		if (c->actions[i].kind == MB_CASE_RUN)
			return;
	mb_case_bad(&p, "nothing is run", NULL);
}
