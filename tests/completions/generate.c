/* SPDX-License-Identifier: MIT */
/* generate SHELL < contrib/completions/FILE: the same file, its tables as the commands are now */
#include "generate.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "global/build.h"
#include "programs/programs.h"

#define MAX_VERBS 64

const struct mb_verb *verbs[MAX_VERBS];

/* What the values of options are, by the option's name or letter: a name of `names`, or words. */
static const struct {
	const char *option, *shape;
} values[] = {
	{ "config", "FILE" },
	{ "import-msmtprc", "FILE" },
	{ "open", "PROGRAM" },
	{ "account", "ACCOUNT" },
	{ "reject-to", "FOLDER" },
	{ "format", "plain|xoauth2|oauthbearer|json" },
	{ "N", "never|success|failure|delay" },
	{ "R", "full|hdrs" },
	{ "min-validity", "TEXT" },
	{ "mailbox", "TEXT" },
	{ "flag", "TEXT" },
	{ "to", "TEXT" },
	{ "host", "TEXT" },
	{ "port", "TEXT" },
	{ "f", "TEXT" },
	{ "r", "TEXT" },
	{ "F", "TEXT" },
	{ "V", "TEXT" },
};

static const struct {
	const char *name;
	enum kind kind;
} names[] = {
	{ "ACCOUNT", KIND_ACCOUNT }, { "CLIENT", KIND_CLIENT }, { "COMMAND", KIND_COMMAND },
	{ "NAME", KIND_PROVIDER },   { "FILE", KIND_FILE },     { "FOLDER", KIND_FOLDER },
	{ "PROGRAM", KIND_PROGRAM }, { "TEXT", KIND_TEXT },     { "RECIPIENT", KIND_TEXT },
};

static _Noreturn void unknown(const char *what, const char *name)
{
	fprintf(stderr, "tests/completions/generate.c: add the %s %s\n", what, name);
	exit(1);
}

static void lower(char *to, size_t size, const char *from)
{
	size_t i = 0;

	for (; from[i] && i + 1 < size; i++)
		to[i] = (char)tolower((unsigned char)from[i]);
	to[i] = '\0';
}

/* "ACCOUNT" or "imap|pop3|smtp" */
static void take_shape(struct argument *a, const char *shape)
{
	if (strchr(shape, '|')) {
		a->kind = KIND_WORDS;
		snprintf(a->words, sizeof(a->words), "%s", shape);
		for (char *bar; (bar = strchr(a->words, '|'));)
			*bar = ' ';
		return;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i].name, shape) == 0) {
			a->kind = names[i].kind;
			return;
		}
	unknown("operand", shape);
}

struct argument value_of(const struct mb_option *option)
{
	struct argument a = { KIND_TEXT, "", "", false, false };
	char letter[2] = { option->letter, '\0' };
	const char *name = *option->name ? option->name : letter;

	lower(a.name, sizeof(a.name), option->arg);
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (strcmp(values[i].option, name) == 0) {
			take_shape(&a, values[i].shape);
			return a;
		}
	unknown("option", name);
}

size_t operands_of(const struct mb_verb *verb, struct argument out[MAX_OPERANDS])
{
	char text[128], *rest = NULL;
	bool optional = false;
	size_t n = 0;

	snprintf(text, sizeof(text), "%s", verb->entry->operands);
	for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		struct argument *a = &out[n++];
		char *dots = strstr(word, "...");

		*a = (struct argument){ KIND_TEXT, "", "", false, dots != NULL };
		if (*word == '[') {
			optional = true;
			word++;
		}
		a->optional = optional;
		word[strcspn(word, ".]")] = '\0';
		take_shape(a, word);
		if (verb->entry == &mb_verbs[MB_VERB_SETUP])
			a->kind = KIND_TEXT; /* a new name */
		lower(a->name, sizeof(a->name), a->kind == KIND_WORDS ? "word" : word);
		if (n == MAX_OPERANDS)
			break;
	}
	return n;
}

bool may_be_repeated(const struct mb_option *option)
{
	return strstr(option->help, "may be repeated") != NULL;
}

bool is_offered(const struct mb_option *option)
{
	return option->help != NULL;
}

void each_client(void (*print)(const struct mb_snippet *snippet))
{
	struct mb_err err = MB_ERR_INIT;
	char **clients;
	bool ok = mb_snippet_list(&clients, &err);

	for (size_t i = 0; ok && clients[i]; i++) {
		struct mb_snippet snippet;

		ok = mb_snippet_load(&snippet, clients[i], &err);
		if (ok)
			print(&snippet);
		mb_snippet_fini(&snippet);
	}
	mb_snippet_list_free(clients);
	if (!ok) {
		fprintf(stderr, "generate: %s\n", err.text);
		exit(1);
	}
}

/* Each command is in the table of one program, and the front looks for it in that one. */
static const struct mb_verb *of_its_program(const struct mb_verb_entry *entry)
{
	static const struct {
		const char *name;
		const struct mb_verb *const *verbs;
	} programs[] = { { "core", mb_core_verbs },
			 { "mail", mb_mail_verbs },
			 { "help", mb_help_verbs } };

	for (size_t i = 0; i < sizeof(programs) / sizeof(*programs); i++)
		if (strcmp(programs[i].name, entry->program) == 0) {
			const struct mb_verb *verb = mb_verb_find(programs[i].verbs, entry->name);

			if (verb)
				return verb;
		}
	fprintf(stderr, "%s is not in core/programs/%s.c\n", entry->name, entry->program);
	exit(1);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*generate)(void);
	} shells[] = { { "bash", generate_bash },
		       { "fish", generate_fish },
		       { "zsh", generate_zsh } };
	bool inside = false, known = false;
	char line[1024];

	mb_build.snippet_dir = MB_SNIPPET_DIR;
	for (size_t i = 0; *mb_verbs[i].name; i++)
		verbs[i] = of_its_program(&mb_verbs[i]);
	while (fgets(line, sizeof(line), stdin)) {
		if (strncmp(line, "# end", 5) == 0)
			inside = false;
		if (!inside)
			fputs(line, stdout);
		if (strncmp(line, "# begin: ", 9) != 0)
			continue;
		inside = true;
		for (size_t i = 0; argc == 2 && i < sizeof(shells) / sizeof(*shells); i++)
			if (strcmp(shells[i].name, argv[1]) == 0) {
				shells[i].generate();
				known = true;
			}
	}
	return known && !inside && fflush(stdout) == 0 ? 0 : 1;
}
