/* SPDX-License-Identifier: MIT */
/*
 * verb - commands and options as tables
 *
 * Parsing, --help, `mailbearer help` and the completions of shells are all written from these.
 */
#ifndef MB_VERB_H
#define MB_VERB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "global/err.h"
#include "store/paths.h"

#define MB_MAX_OPTIONS 48
struct mb_account;
struct mb_config;
struct mb_run;

struct mb_option {
	const char *name; /* long; "": has only a letter */
	char letter;      /* 0: none */
	const char *arg;  /* in the help, for the value; "[X]": joined or none; NULL: none */
	const char *help; /* NULL: not shown; accepted for the sake of old callers */
};

struct mb_verb {
	const char *name;
	const char *operands; /* "ACCOUNT", "[ACCOUNT...]", "" */
	const char *summary;
	bool for_programs; /* run by programs: never asks */
	bool takes_text;   /* from a word like "-ERR" on all is operands */
	bool takes_mail;   /* on stdin: -h is not --help, or a slip would lose it with 0 */
	int min_operands, max_operands;  /* max -1: any number */
	const struct mb_option *options; /* ends with a NULL name; may be NULL; its letters win */
	void (*begin)(void);             /* before the command line is parsed; may be NULL */
	int (*run)(struct mb_run *run);  /* returns the exit status */
	/* Instead of run() when the command line is wrong: tells what `err` says, clears it, returns
	 * the exit status. NULL: stderr and 64. Of the run only `verb`, argc and argv are sure. */
	int (*misused)(const struct mb_run *run, struct mb_err *err);
	/* Has the last word on every exit status, that of a wrong command line too; may be NULL. */
	int (*exit_status)(const struct mb_run *run, int status);
};

/* One call of the program. Strings are borrowed from argv. */
struct mb_run {
	const struct mb_verb *verb;
	int argc, n_operands;
	char **argv, **operands; /* parsing a wrong command line ends at the first mistake */
	const char *values[MB_MAX_OPTIONS]; /* of verb->options; NULL: not given; "": no value */
	const char *config_option;
	const char *about; /* the account that a failure is about; NULL: all of them */
	/* Every option of the verb in the order given. */
	struct mb_given_option {
		int option; /* of verb->options */
		const char *value;
	} * all;
	size_t n_all;
};

/* All verbs, ends with a NULL name. */
extern const struct mb_verb *const mb_verbs[];
const struct mb_verb *mb_verb_find(const char *name);

/* The option's value, "" if it takes none, NULL if not given; by its name or its letter. */
const char *mb_run_option(const struct mb_run *run, const char *name);
const char *mb_run_letter(const struct mb_run *run, char letter);
/* Of an option that may be repeated the next value from *at on (0 at first), which is moved, or NULL. */
const char *mb_run_next(const struct mb_run *run, const char *name, size_t *at);
/* Whether the option, which takes no value, seems to stand on a command line that is wrong. */
bool mb_run_mentions(const struct mb_run *run, const char *name);
/* An option that is a number of seconds; -1 if not given. */
bool mb_run_seconds(const struct mb_run *run, const char *name, int64_t *value_r,
		    struct mb_err *err);

/* Prints the failure, about `account` (NULL: all of them); returns its exit status, clears it. */
int mb_fail(const char *account, struct mb_err *err);
/* What most verbs begin with: paths and config. Fails with what concerns all accounts. */
bool mb_run_config(const struct mb_run *run, struct mb_paths *paths, struct mb_config **config_r,
		   struct mb_err *err);
/* The same for a verb that needs the account `name` alone: others may be left out. NULL: all. */
bool mb_run_config_for(const struct mb_run *run, const char *name, struct mb_paths *paths,
		       struct mb_config **config_r, struct mb_err *err);
/* The same, and the account, which has no fault. Sets run->about. */
const struct mb_account *mb_run_account(struct mb_run *run, const char *name,
					struct mb_paths *paths, struct mb_config **config_r,
					struct mb_err *err);

/* Of two exit statuses the one that needs somebody more: 77, 78, 74, 75, soon. */
int mb_worse_exit(int a, int b);
/* Writes stdout's buffer out; an error there is a failure of the verb (disk full, closed pipe). */
int mb_finish_stdout(int status);
/* Those that belong to every verb, for the help; ends with a NULL name. */
extern const struct mb_option mb_global_options[];
/* The help of all verbs, or of one. */
void mb_help_print(const struct mb_verb *verb);

#endif
