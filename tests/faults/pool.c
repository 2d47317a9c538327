/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"

#define SAY_MAX 25 /* failures told in detail */

void tally_bad(struct tally *t, const char *fmt, ...)
{
	char line[1024] = "# ";
	va_list ap;

	if (atomic_fetch_add(&t->bad, 1) >= SAY_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(line + 2, sizeof(line) - 3, fmt, ap);
	va_end(ap);
	for (char *p = line; (p = strchr(p, '\n')); p++)
		*p = '|';
	strcat(line, "\n");
	if (write(STDOUT_FILENO, line, strlen(line)) < 0)
		abort();
}

/* What the workers share. */
struct shared {
	struct tally tally;
	atomic_size_t next;
};

int pool_workers;

static int n_workers(void)
{
	long n = pool_workers ? pool_workers : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 2 ? 2 : n > 8 ? 8 : (int)n;
}

static void work(enum mb_bed_family family, int port, size_t n, pool_job *job, void *arg,
		 struct shared *shared)
{
	struct mb_bed bed;
	size_t i;

	mb_bed_open(&bed, family, port, TIMEOUT_LINE);
	mb_bed_sign_in(&bed);
	while ((i = atomic_fetch_add(&shared->next, 1)) < n)
		job(&bed, i, arg, &shared->tally);
	mb_bed_close(&bed);
}

void pool_run(enum mb_bed_family family, int port, size_t n, pool_job *job, void *arg,
	      struct tally *t)
{
	struct shared *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status, workers = n_workers();

	if (shared == MAP_FAILED)
		abort();
	fflush(stdout);
	for (int w = 0; w < workers; w++) {
		pid_t pid = fork();

		if (pid < 0)
			mb_bed_bail("fork");
		if (pid == 0) {
			work(family, port, n, job, arg, shared);
			_exit(0);
		}
	}
	for (int w = 0; w < workers; w++)
		if (wait(&status) < 0 || status != 0)
			tally_bad(&shared->tally, "a worker ended with status %d", status);
	memcpy(t, &shared->tally, sizeof(*t));
	munmap(shared, sizeof(*shared));
}

void check_stranger(const struct mb_bed *bed, struct tally *t, const char *where)
{
	const char *stranger = mb_bed_stranger(bed, true);

	if (stranger)
		tally_bad(t, "%s: leaves a file %s", where, stranger);
}

/* `token` must do. *cached_r: it did without the refresh token. */
static bool next_token(struct mb_bed *bed, struct tally *t, const char *where, bool may_be_lost,
		       bool *cached_r)
{
	static struct mb_spawn s;
	char before[MB_BED_TOKEN_MAX], after[MB_BED_TOKEN_MAX];
	int status;

	if (!mb_bed_refresh_token(bed, before))
		before[0] = '\0';
	status = mb_bed_run_token(&s);
	if (status == 77 && may_be_lost) {
		atomic_fetch_add(&t->lost, 1);
		mb_bed_sign_in(bed);
		return false;
	}
	if (status != 0 || !mb_bed_is_token(bed, s.out) || !mb_bed_refresh_token(bed, after)) {
		tally_bad(t, "%s: the next token: status %d: %s", where, status, s.err);
		mb_bed_sign_in(bed);
		return false;
	}
	*cached_r = strcmp(before, after) == 0;
	return true;
}

void check_next(struct mb_bed *bed, struct tally *t, const char *where, bool may_be_lost)
{
	bool cached;

	if (!next_token(bed, t, where, may_be_lost, &cached))
		return;
	/* The refresh token that is stored now has yet to prove itself. */
	if (cached && (!mb_bed_stale(bed) || !next_token(bed, t, where, false, &cached)))
		return;
	if (cached)
		tally_bad(t, "%s: a stale token is not refreshed", where);
	if (mb_bed_stranger(bed, false))
		tally_bad(t, "%s: after the next token there is still %s", where,
			  mb_bed_stranger(bed, false));
}
