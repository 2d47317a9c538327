/* SPDX-License-Identifier: MIT */
/* The tables of contrib/completions/_mailbearer: arguments of _arguments, and words with their help. */
#include <stdio.h>
#include <string.h>

#include "generate.h"

/* Between single quotes; `special` gets a backslash, as _arguments and _describe want it. */
static void print_quoted(const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else if (strchr(special, *text))
			printf("\\%c", *text);
		else
			putchar(*text);
	}
}

static void print_argument(const struct argument *a)
{
	static const char *const actions[] = {
		[KIND_TEXT] = " ",
		[KIND_ACCOUNT] = "_mailbearer_accounts",
		[KIND_PROVIDER] = "_mailbearer_providers",
		[KIND_COMMAND] = "_mailbearer_commands",
		[KIND_CLIENT] = "_mailbearer_clients",
		[KIND_FILE] = "_files",
		[KIND_FOLDER] = "_files -/",
		[KIND_PROGRAM] = "_command_names -e",
	};

	if (a->kind == KIND_WORDS)
		printf(":%s:(%s)", a->name, a->words);
	else
		printf(":%s:%s", a->name, actions[a->kind]);
}

/* One spelling of an option. `other`: what it excludes beside itself. */
static void print_spec(const struct mb_option *o, const char *name, const char *other,
		       const char *suffix)
{
	printf("\t\t'");
	if (may_be_repeated(o))
		putchar('*');
	else if (*other)
		printf("(%s %s)", name, other);
	printf("%s%s[", name, suffix);
	print_quoted(o->help, "[]:\\");
	putchar(']');
	if (o->arg) {
		struct argument value = value_of(o);

		print_argument(&value);
	}
	puts("'");
}

static void print_options(const struct mb_option *o)
{
	for (; o && o->name; o++) {
		char letter[3] = "", name[40] = "";

		if (!is_offered(o))
			continue;
		if (o->letter)
			snprintf(letter, sizeof(letter), "-%c", o->letter);
		if (*o->name)
			snprintf(name, sizeof(name), "--%s", o->name);
		if (*letter)
			print_spec(o, letter, name, o->arg ? "+" : "");
		if (*name)
			print_spec(o, name, letter, o->arg ? "=" : "");
	}
}

static void print_operands(const struct mb_verb *verb)
{
	struct argument operands[MAX_OPERANDS];
	size_t n = operands_of(verb, operands);

	for (size_t i = 0; i < n; i++) {
		if (operands[i].repeated)
			printf("\t\t'*");
		else
			printf("\t\t'%zu%s", i + 1, operands[i].optional ? ":" : "");
		print_argument(&operands[i]);
		puts("'");
	}
}

static void print_client(const struct mb_snippet *snippet)
{
	printf("\t\t'%s:", snippet->client);
	print_quoted(snippet->title, "\\");
	puts("'");
}

void generate_zsh(void)
{
	puts("_mailbearer_options() {\n\tspecs=(");
	print_options(mb_global_options);
	puts("\t)\n\tcase $1 in");
	for (const struct mb_verb *const *v = verbs; *v; v++) {
		printf("\t(%s) specs+=(\n", (*v)->entry->name);
		print_options((*v)->options);
		print_operands(*v);
		puts("\t) ;;");
	}
	puts("\tesac\n}\n\n_mailbearer_commands() {\n\tlocal -a commands=(");
	for (const struct mb_verb *const *v = verbs; *v; v++) {
		printf("\t\t'%s:", (*v)->entry->name);
		print_quoted((*v)->entry->summary, "\\");
		puts("'");
	}
	puts("\t)\n\t_describe -t commands command commands\n}\n\n"
	     "_mailbearer_clients() {\n\tlocal -a clients=(");
	each_client(print_client);
	puts("\t)\n\t_describe -t clients client clients\n}");
}
