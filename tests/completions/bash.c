/* SPDX-License-Identifier: MIT */
/* The table of contrib/completions/mailbearer.bash: COMMAND WHAT KIND [WORDS]; "*": every command. */
#include <stdio.h>

#include "generate.h"

static void print_client(const struct mb_snippet *snippet)
{
	printf(" %s", snippet->client);
}

static void print_kind(const struct argument *a)
{
	static const char *const kinds[] = {
		[KIND_TEXT] = "text",         [KIND_WORDS] = "words",   [KIND_ACCOUNT] = "account",
		[KIND_PROVIDER] = "provider", [KIND_COMMAND] = "verb",  [KIND_CLIENT] = "words",
		[KIND_FILE] = "file",         [KIND_FOLDER] = "folder", [KIND_PROGRAM] = "program",
	};

	printf(" %s", kinds[a->kind]);
	if (a->kind == KIND_WORDS)
		printf(" %s", a->words);
	if (a->kind == KIND_CLIENT)
		each_client(print_client);
	putchar('\n');
}

static void print_options(const char *verb, const struct mb_option *o)
{
	for (; o && o->name; o++) {
		struct argument value;

		if (!is_offered(o))
			continue;
		if (o->arg)
			value = value_of(o);
		if (o->letter) {
			printf("%s -%c", verb, o->letter);
			o->arg ? print_kind(&value) : (void)puts(" flag");
		}
		if (*o->name) {
			printf("%s --%s%s", verb, o->name, o->arg ? "=" : "");
			o->arg ? print_kind(&value) : (void)puts(" flag");
		}
	}
}

void generate_bash(void)
{
	puts("_mailbearer_table='");
	print_options("*", mb_global_options);
	for (const struct mb_verb *const *v = verbs; *v; v++) {
		struct argument operands[MAX_OPERANDS];
		size_t n = operands_of(*v, operands);

		printf("%s command\n", (*v)->entry->name);
		print_options((*v)->entry->name, (*v)->options);
		for (size_t i = 0; i < n; i++) {
			if (operands[i].repeated)
				printf("%s +", (*v)->entry->name);
			else
				printf("%s %zu", (*v)->entry->name, i + 1);
			print_kind(&operands[i]);
		}
	}
	puts("'");
}
