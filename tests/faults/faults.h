/* SPDX-License-Identifier: MIT */
/*
 * faults - strace's fault injection, call by call
 *
 * calls: which system calls a run makes. pool: runs, several at once, each worker with an account of
 * its own. The phases: kill, errors, silent, signals, copies.
 */
#ifndef MB_TEST_FAULTS_H
#define MB_TEST_FAULTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "bed.h"
#include "spawn.h"
#include "tap.h"

#define STRACE         "/usr/bin/strace"
#define RUN_TIMEOUT_MS 60000
/* The account's `timeout` in seconds. Whatever fails, the provider of this machine answers long before. */
#define TIMEOUT      25
#define TIMEOUT_LINE "  timeout = 25\n"

/* One system call of an undisturbed run. */
struct call {
	char name[24];
	int nth;     /* of the calls with this name, from 1, as strace's `when` counts */
	bool loader; /* before main() of one of the two executables */
};

struct calls {
	struct call *v;
	size_t n;
	size_t request; /* index of the call that sends the request; 0: none */
	size_t saved;   /* of the rename that puts the new record in place */
};

/* Runs `token` of this bed once under strace; it must end with this exit status. */
void calls_list(struct calls *calls, const struct mb_bed *bed, int status);
/* The errors that make sense for this call, separated by blanks; "": none. */
const char *calls_errors(const char *name);
/* `token` under strace with this injection at this call. `seccomp`: faster, but no signals. */
int calls_inject(struct mb_spawn *s, const struct call *call, const char *what, bool seccomp);

/* What the runs of a phase came to. Shared by the workers. */
struct tally {
	atomic_long runs, hit, old, new, lost, bad;
};

/* Counts a failure and says it as a TAP comment. */
void tally_bad(struct tally *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Called for 0 <= i < n by one of the workers, with an account that is signed in. */
typedef void pool_job(struct mb_bed *bed, size_t i, void *arg, struct tally *t);
/* How many workers there are; 0: as many as processors. More where runs mostly wait. */
extern int pool_workers;
void pool_run(enum mb_bed_family family, int port, size_t n, pool_job *job, void *arg,
	      struct tally *t);

/* Checks shared by the phases; `where` names the run. */
bool check_documented(int status, bool loader);
void check_stranger(const struct mb_bed *bed, struct tally *t, const char *where);
/* The next `token`, undisturbed, prints a valid token; if it did without the refresh token, so does
 * the next refresh. `may_be_lost`: or says 77; then *t counts that, and there is a new login. */
void check_next(struct mb_bed *bed, struct tally *t, const char *where, bool may_be_lost);

/* The phases: one line of TAP each. True: passed. */
bool phase_kill(enum mb_bed_family family, int port);
bool phase_errors(int port);
bool phase_errors_cached(int port);
bool phase_silent(int port);
bool phase_signals(int port);
bool phase_copies(int port);

#endif
