/* SPDX-License-Identifier: MIT */
/* The lines of contrib/completions/mailbearer.fish. */
#include <stdio.h>

#include "generate.h"

static void print_quoted(const char *text)
{
	putchar('\'');
	for (; *text; text++)
		printf(*text == '\'' || *text == '\\' ? "\\%c" : "%c", *text);
	putchar('\'');
}

/* Options for what the value may be; -f keeps files away. */
static void print_value(const struct argument *a)
{
	static const char *const values[] = {
		[KIND_TEXT] = " -x",
		[KIND_ACCOUNT] = " -x -a '(__mailbearer_accounts)'",
		[KIND_PROVIDER] = " -x -a '(__mailbearer_providers)'",
		[KIND_FILE] = " -r -F",
		[KIND_FOLDER] = " -x -a '(__mailbearer_folders)'",
		[KIND_PROGRAM] = " -x -a '(__fish_complete_command)'",
	};

	if (a->kind == KIND_WORDS)
		printf(" -x -a '%s'", a->words);
	else
		fputs(values[a->kind], stdout);
}

static void print_options(const char *verb, const struct mb_option *o)
{
	for (; o && o->name; o++) {
		if (!is_offered(o))
			continue;
		fputs("complete -c mailbearer", stdout);
		if (verb)
			printf(" -n '__mailbearer_at %s'", verb);
		if (o->letter)
			printf(" -s %c", o->letter);
		if (*o->name)
			printf(" -l %s", o->name);
		if (o->arg) {
			struct argument value = value_of(o);

			print_value(&value);
		}
		fputs(" -d ", stdout);
		print_quoted(o->help);
		putchar('\n');
	}
}

static void print_word(const char *condition, const char *word, const char *help)
{
	printf("complete -c mailbearer -n '__mailbearer_at %s' -a %s -d ", condition, word);
	print_quoted(help);
	putchar('\n');
}

static const char *client_condition;

static void print_client(const struct mb_snippet *snippet)
{
	print_word(client_condition, snippet->client, snippet->title);
}

static void print_operand(const char *condition, const struct argument *a)
{
	if (a->kind == KIND_TEXT)
		return;
	if (a->kind == KIND_COMMAND) {
		for (const struct mb_verb *const *v = verbs; *v; v++)
			print_word(condition, (*v)->entry->name, (*v)->entry->summary);
	} else if (a->kind == KIND_CLIENT) {
		client_condition = condition;
		each_client(print_client);
	} else {
		printf("complete -c mailbearer -n '__mailbearer_at %s'", condition);
		print_value(a);
		putchar('\n');
	}
}

/* Options whose value may be the next word. */
static void print_takers(const struct mb_option *o)
{
	for (; o && o->name; o++) {
		if (!is_offered(o) || !o->arg)
			continue;
		if (o->letter)
			printf(" -%c", o->letter);
		if (*o->name)
			printf(" --%s", o->name);
	}
}

void generate_fish(void)
{
	static const struct argument command = { KIND_COMMAND, "", "", false, false };
	char condition[64];

	fputs("set -g __mailbearer_takers", stdout);
	print_takers(mb_global_options);
	for (const struct mb_verb *const *v = verbs; *v; v++)
		print_takers((*v)->options);
	puts("");
	print_options(NULL, mb_global_options);
	print_operand("none", &command);
	for (const struct mb_verb *const *v = verbs; *v; v++) {
		struct argument operands[MAX_OPERANDS];
		size_t n = operands_of(*v, operands);

		print_options((*v)->entry->name, (*v)->options);
		for (size_t i = 0; i < n; i++) {
			if (operands[i].repeated)
				snprintf(condition, sizeof(condition), "%s", (*v)->entry->name);
			else
				snprintf(condition, sizeof(condition), "%s %zu", (*v)->entry->name,
					 i + 1);
			print_operand(condition, &operands[i]);
		}
	}
}
