/* SPDX-License-Identifier: MIT */
/*
 * check_report - what `check` finds, step by step
 *
 * As lines, each written when its step is done, or at the end as one JSON object. That is what people
 * paste into bug reports: what was hidden with mb_findings_hide() does not stand in it.
 */
#ifndef MB_CHECK_REPORT_H
#define MB_CHECK_REPORT_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

enum mb_result {
	MB_RESULT_OK,
	MB_RESULT_WARN,
	MB_RESULT_FAIL,
	MB_RESULT_LEFT_OUT, /* an earlier step failed, or there is nothing to look at */
};

struct mb_finding {
	const char *step;
	enum mb_result result;
	char *detail;        /* what was seen, or why it was left out; NULL: nothing to say */
	char *what, *remedy; /* of warnings and failures */
	enum mb_who who;
};

struct mb_findings {
	const struct mb_account *account; /* NULL as long as it is not found */
	const char *name;
	bool json;
	struct mb_finding *all;
	size_t n;
	int status; /* exit status: of the first failure */
	struct mb_hidden {
		char *word;
		const char *by;
	} hidden[16];
	size_t n_hidden;
};

/* Names are borrowed, sentences copied. */
void mb_findings_ok(struct mb_findings *f, const char *step, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void mb_findings_leave_out(struct mb_findings *f, const char *step, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* `code` says the exit status of a failure. `detail` may be NULL. */
void mb_findings_add(struct mb_findings *f, const char *step, enum mb_result result,
		     enum mb_code code, enum mb_who who, const char *detail, const char *what,
		     const char *remedy);
/* A failure, as `explain` explains it, else as its sentence says. `words`: the server's line that was
 * the refusal, or NULL. `suspicion`: what was seen before and may be the reason, or NULL. Clears
 * `err`. */
void mb_findings_err(struct mb_findings *f, const char *step, const char *detail,
		     const char *suspicion, const char *words, struct mb_err *err);

/* `word` (may be NULL) is replaced in JSON. */
void mb_findings_hide(struct mb_findings *f, const char *word, const char *by);
/* What tells whose account it is: addresses, their domain unless it is the provider's, tenant, client id. */
void mb_findings_hide_account(struct mb_findings *f, const struct mb_account *account);
/* The home, and an account's name that is an address: known without a config. */
void mb_findings_hide_person(struct mb_findings *f);

/* The last line, or all as JSON; frees. Returns the exit status. */
int mb_findings_end(struct mb_findings *f);

#endif
