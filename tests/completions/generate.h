/* SPDX-License-Identifier: MIT */
/*
 * generate - what shells complete, from the tables of the commands
 *
 * A completion is tracked in contrib/completions with its code; what stands there between the lines
 * "# begin: ..." and "# end" is written by one of the functions here, on stdout.
 */
#ifndef MB_GENERATE_H
#define MB_GENERATE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/verb.h"
#include "cmd/snippet/snippet_file.h"

#define MAX_OPERANDS 8

/* Every command, as the help lists them; ends with NULL. */
extern const struct mb_verb *verbs[];

enum kind {
	KIND_TEXT, /* nothing to offer */
	KIND_WORDS,
	KIND_ACCOUNT,
	KIND_PROVIDER,
	KIND_COMMAND,
	KIND_CLIENT,
	KIND_FILE,
	KIND_FOLDER,
	KIND_PROGRAM,
};

/* The value of an option, or an operand. */
struct argument {
	enum kind kind;
	char name[24];  /* lower case */
	char words[96]; /* of KIND_WORDS, divided by blanks */
	bool optional, repeated;
};

/* Ends the program for an option whose values are not known here: decide what they are. */
struct argument value_of(const struct mb_option *option);
/* The same for the operands; returns how many. */
size_t operands_of(const struct mb_verb *verb, struct argument out[MAX_OPERANDS]);
bool may_be_repeated(const struct mb_option *option);
/* Whether it is shown at all. */
bool is_offered(const struct mb_option *option);

/* Call `print` for each snippet that the source tree has. */
void each_client(void (*print)(const struct mb_snippet *snippet));

void generate_bash(void);
void generate_fish(void);
void generate_zsh(void);

#endif
