/* SPDX-License-Identifier: MIT */
/*
 * verbs - the commands: what they are called, what the help says of them, which program does them
 *
 * Knows nothing of the code behind them (cli/verb.h), so that the front can choose the program, and any
 * program list them all. Arrays, not pointers: nothing has to be relocated when the front starts.
 */
#ifndef MB_VERBS_H
#define MB_VERBS_H

#include <stdbool.h>

enum mb_verb_id {
	MB_VERB_SETUP,
	MB_VERB_LOGIN,
	MB_VERB_LOGOUT,
	MB_VERB_STATUS,
	MB_VERB_CHECK,
	MB_VERB_EXPLAIN,
	MB_VERB_SNIPPET,
	MB_VERB_PROVIDERS,
	MB_VERB_HELP,
	MB_VERB_TOKEN,
	MB_VERB_REFRESH,
	MB_VERB_CONNECT,
	MB_VERB_DELIVER,
	MB_VERB_SEND,
	MB_VERB_GIT_CREDENTIAL,
};

struct mb_verb_entry {
	char name[16];
	char operands[32]; /* "ACCOUNT", "[ACCOUNT...]", "" */
	char summary[80];
	char program[8];   /* "core": mailbearer-core does it */
	bool for_programs; /* run by programs: never asks */
};

/* All of them by mb_verb_id, as `mailbearer help` lists them; ends with an empty name. */
extern const struct mb_verb_entry mb_verbs[];

/* NULL: there is no such command. */
const struct mb_verb_entry *mb_verbs_find(const char *name);

/* Where in argv the verb stands: the first word from `at` on that is neither an option nor the value of a
 * global one; argc if there is none. */
int mb_verbs_word(int argc, char *const *argv, int at);

#endif
