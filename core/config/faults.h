/* SPDX-License-Identifier: MIT */
/*
 * faults - what is wrong with the config, all of it
 *
 * One account's faults must not stop the others, and `check` names them all: so they are collected
 * here instead of ending the reading. Each is one sentence that names file, line and remedy, and
 * repeats no secret.
 */
#ifndef MB_FAULTS_H
#define MB_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_fault {
	unsigned line; /* 0: of the file as a whole */
	bool doubtful; /* perhaps no fault, if the account's plugin were there */
	char *text;
};

struct mb_faults {
	struct mb_fault *all;
	size_t n;
};

#define MB_FAULTS_INIT                                                                             \
	{                                                                                          \
		NULL, 0                                                                            \
	}

/* Is the list full? Who has so many faults corrects some first. */
bool mb_faults_full(const struct mb_faults *faults);
/* Add a fault, unless the list is full or has the same sentence already. */
void mb_faults_add(struct mb_faults *faults, unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Make the fault that was added last doubtful. */
void mb_faults_doubt(struct mb_faults *faults);
/* Forget the doubtful faults, unless the list is full: the faults that did not fit may be certain. */
void mb_faults_drop_doubtful(struct mb_faults *faults);
/* Add copies of all faults of `from`. */
void mb_faults_copy(struct mb_faults *faults, const struct mb_faults *from);
/* Sort the faults by line. */
void mb_faults_sort(struct mb_faults *faults);
void mb_faults_fini(struct mb_faults *faults);

/* Check that there is no fault; else `err` has the first in the file as MB_E_CONFIG. */
bool mb_faults_none(const struct mb_faults *faults, struct mb_err *err);

#endif
