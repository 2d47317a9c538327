/* SPDX-License-Identifier: MIT */
/*
 * findings - what `check` finds, step by step
 *
 * The findings are printed as lines, each when its step is done, or at the end as one JSON object, for bug reports.
 * Words that were hidden by mb_findings_hide() are replaced in JSON.
 */
#ifndef MB_FINDINGS_H
#define MB_FINDINGS_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

enum mb_result {
	MB_RESULT_OK,
	MB_RESULT_WARN,
	MB_RESULT_FAIL,
	MB_RESULT_LEFT_OUT, /* an earlier step failed, or there is nothing to check */
};

struct mb_finding {
	const char *step;
	enum mb_result result;
	char *detail;        /* what was found, or why the step was left out; may be NULL */
	char *what, *remedy; /* for warnings and failures only */
	enum mb_who who;
};

struct mb_findings {
	const struct mb_account *account; /* NULL until it is found */
	const char *name;                 /* the account's name */
	bool json;
	struct mb_finding *all;
	size_t n;
	int status; /* exit status of the first failure */
	struct mb_hidden {
		char *word;
		const char *by;
	} hidden[16]; /* words that JSON must not contain, and what replaces them */
	size_t n_hidden;
};

/* Report a step that succeeded or was left out. `step` is borrowed, the sentence is copied. */
void mb_findings_ok(struct mb_findings *f, const char *step, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void mb_findings_leave_out(struct mb_findings *f, const char *step, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Report a warning or failure. `code` decides the exit status of a failure. `detail` may be NULL. */
void mb_findings_add(struct mb_findings *f, const char *step, enum mb_result result,
		     enum mb_code code, enum mb_who who, const char *detail, const char *what,
		     const char *remedy);
/* Report a failure as `explain` explains it, else in its own words. `words` is the server's line that refused
 * something, or NULL. `suspicion` was found before and may be the reason, or is NULL. Clears `err`. */
void mb_findings_err(struct mb_findings *f, const char *step, const char *detail,
		     const char *suspicion, const char *words, struct mb_err *err);

/* Replace `word`, which may be NULL, by `by` in JSON. */
void mb_findings_hide(struct mb_findings *f, const char *word, const char *by);
/* Hide the settings that tell whose account it is: addresses, their domain unless it is the provider's, tenant, client
 * id. */
void mb_findings_hide_account(struct mb_findings *f, const struct mb_account *account);
/* Hide the home directory, and the account's name if it looks like an address. For before the config is read. */
void mb_findings_hide_person(struct mb_findings *f);

/* Print the last line, or all as JSON, and free the findings. Returns the exit status. */
int mb_findings_end(struct mb_findings *f);

#endif
