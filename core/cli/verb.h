/* SPDX-License-Identifier: MIT */
/*
 * verb - commands and options as tables: the code behind global/verbs.h
 *
 * The parser, --help, `mailbearer help` and the shells' completions are made from these and from global/verbs.h.
 */
#ifndef MB_VERB_H
#define MB_VERB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "global/err.h"
#include "global/verbs.h"
#include "store/paths.h"

#define MB_MAX_OPTIONS 48 /* options of one verb */
struct mb_account;
struct mb_config;
struct mb_run;

struct mb_option {
	const char *name; /* the long name; "": the option has only a letter */
	char letter;      /* 0: none */
	const char *arg;  /* the value's name, in N_(); "[X]": optional, joined; NULL: no value */
	const char *help; /* NULL: the option is accepted, but not shown */
};

struct mb_verb {
	const struct mb_verb_entry *entry; /* its name, and what the help says */
	bool takes_text;                   /* all from a word like "-ERR" on is operands */
	bool takes_mail; /* -h is not --help, which would lose the message on stdin */
	int min_operands, max_operands;  /* max -1: any number */
	const struct mb_option *options; /* ends with a NULL name; may be NULL; its letters win */
	void (*begin)(void);             /* called before the command line is parsed; or NULL */
	int (*run)(struct mb_run *run);  /* does the work; returns the exit status */
	/* Called instead of run() if the command line is wrong: report and clear `err`, return the exit status.
	 * NULL: stderr and 64. Only `verb`, argc and argv of `run` are valid then. */
	int (*misused)(const struct mb_run *run, struct mb_err *err);
	/* Change any exit status, also that of a wrong command line; may be NULL. */
	int (*exit_status)(const struct mb_run *run, int status);
};

/* One call of the program. Strings are borrowed from argv. */
struct mb_run {
	const struct mb_verb *verb;
	const struct mb_verb *const *verbs; /* all that the program has */
	int argc, n_operands;
	char **argv, **operands; /* parsing a wrong command line ends at the first mistake */
	/* The last value of each of verb->options; NULL: not given; "": given without a value. */
	const char *values[MB_MAX_OPTIONS];
	const char *config_option;
	const char *about; /* the account that a failure is about; NULL: all accounts */
	/* All options of the verb, in the order in which they were given. */
	struct mb_given_option {
		int option; /* index in verb->options */
		const char *value;
	} * all;
	size_t n_all;
};

/* Find a verb of the program by its name; NULL: the program has no such verb. `verbs` ends with a NULL pointer. */
const struct mb_verb *mb_verb_find(const struct mb_verb *const *verbs, const char *name);

/* Return the value of an option, by its name or letter; "" if it has no value, NULL if it was not given. */
const char *mb_run_option(const struct mb_run *run, const char *name);
const char *mb_run_letter(const struct mb_run *run, char letter);
/* Return the next value of an option that may be repeated, or NULL. *at is 0 at first, and moved. */
const char *mb_run_next(const struct mb_run *run, const char *name, size_t *at);
/* Tell whether an option without a value seems to be given; also before parsing and on a wrong command line. */
bool mb_run_mentions(const struct mb_run *run, const char *name);
/* Read an option that is a number of seconds; -1 if it was not given. */
bool mb_run_seconds(const struct mb_run *run, const char *name, int64_t *value_r,
		    struct mb_err *err);

/* Print a failure about `account` (NULL: all accounts) and clear it. Returns its exit status. */
int mb_fail(const char *account, struct mb_err *err);

/* Find the paths and load the config. Fails for faults that concern all accounts. The caller frees both. */
bool mb_run_config(const struct mb_run *run, struct mb_paths *paths, struct mb_config **config_r,
		   struct mb_err *err);
/* Do the same for a verb that needs the account `name` alone: others may be left out. NULL: all. */
bool mb_run_config_for(const struct mb_run *run, const char *name, struct mb_paths *paths,
		       struct mb_config **config_r, struct mb_err *err);
/* Do the same and find the account, which has no fault. Sets run->about. Returns NULL on failure. */
const struct mb_account *mb_run_account(struct mb_run *run, const char *name,
					struct mb_paths *paths, struct mb_config **config_r,
					struct mb_err *err);

/* Return the worse of two exit statuses; from the worst: others, 77, 78, 74, 75, MB_EXIT_SOON, 0. */
int mb_worse_exit(int a, int b);
/* Flush stdout. Returns `status`, or EX_IOERR if writing failed (disk full, closed pipe). */
int mb_finish_stdout(int status);
/* The options of all verbs, for the help; the last has a NULL name. */
extern const struct mb_option mb_global_options[];
/* Print the help of one verb; NULL: of all. */
void mb_help_print(const struct mb_verb *verb);

#endif
