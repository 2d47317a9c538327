/* SPDX-License-Identifier: MIT */
/* Each system call of `token` failing once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faults.h"

/* Which of the errors make sense for which calls. What is not here cannot fail so: futex, geteuid,
 * rt_sigaction, rt_sigprocmask, prctl, prlimit64, set_*, arch_prctl, rseq, exit_group. */
static const struct {
	const char *calls, *errors;
} sense[] = {
	{ " openat ", "ENOSPC EIO EACCES EINTR ENOMEM EMFILE" },
	{ " rename mkdir rmdir ", "ENOSPC EIO EACCES ENOMEM" },
	{ " unlink newfstatat stat lstat statx access faccessat faccessat2 readlink readlinkat "
	  "getcwd ",
	  "EIO EACCES ENOMEM" },
	{ " read pread64 ", "EIO EINTR ENOMEM" },
	{ " write pwrite64 ", "ENOSPC EIO EINTR ENOMEM" },
	{ " ftruncate fallocate fsync close ", "ENOSPC EIO EINTR" },
	{ " fchmod ", "EIO EACCES ENOMEM" },
	{ " mmap mprotect ", "ENOMEM EACCES" },
	{ " munmap setsockopt getsockopt getsockname getpeername ", "ENOMEM" },
	{ " socket socketpair pipe2 eventfd2 dup2 ", "EACCES EMFILE ENOMEM" },
	{ " connect ", "EACCES EINTR EIO" },
	{ " sendto recvfrom poll ", "EIO EINTR ENOMEM" },
	{ " flock ", "EINTR ENOMEM EIO" },
	{ " fcntl ", "EINTR EMFILE EACCES" },
	{ " ioctl ", "EIO" },
	{ " getrandom ", "EINTR" },
	{ " execve ", "EIO EACCES ENOMEM EMFILE" },
};

struct plan {
	struct calls calls;
	bool cached;
	struct fault {
		size_t call;
		char what[24];
	} * v;
	size_t n;
};

static void add(struct plan *plan, size_t call, const char *what, size_t len)
{
	plan->v = realloc(plan->v, (plan->n + 1) * sizeof(*plan->v));
	if (!plan->v)
		abort();
	plan->v[plan->n].call = call;
	snprintf(plan->v[plan->n++].what, sizeof(plan->v->what), "%.*s", (int)len, what);
}

/* All calls; of the loader's every fifth, with FAULTS_ALL these, too. brk() tells by its result. */
static void choose(struct plan *plan)
{
	char name[32], what[24];

	for (size_t i = 1; i < plan->calls.n; i++) {
		const struct call *c = &plan->calls.v[i];
		const char *errors = "";

		if (c->loader && i % 5 != 0 && strcmp(c->name, "execve") != 0 &&
		    !getenv("FAULTS_ALL"))
			continue;
		if (strcmp(c->name, "brk") == 0)
			add(plan, i, "retval=0", 8);
		snprintf(name, sizeof(name), " %s ", c->name);
		for (size_t k = 0; k < sizeof(sense) / sizeof(*sense); k++)
			if (strstr(sense[k].calls, name))
				errors = sense[k].errors;
		while (*errors) {
			size_t len = strcspn(errors, " ");

			snprintf(what, sizeof(what), "error=%.*s", (int)len, errors);
			add(plan, i, what, strlen(what));
			errors += len + (errors[len] == ' ');
		}
	}
}

static bool documented(int status, bool loader)
{
	static const int all[] = { 0, 64, 65, 70, 74, 75, 77, 78 };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (status == all[i])
			return true;
	return loader && status == 127; /* ld.so's own: main() is not there yet */
}

static bool one_line_at_most(const struct mb_spawn *s)
{
	const char *end = strchr(s->err, '\n');

	return s->err_len == 0 || (end && end[1] == '\0');
}

/* Reading the answer fails: then the new refresh token is nowhere but at the provider. How many polls
 * there are is a matter of time: each may be the one that waits for the answer. */
static bool answer_lost(const struct call *call)
{
	return strcmp(call->name, "poll") == 0 || strcmp(call->name, "recvfrom") == 0;
}

static void one(struct mb_bed *bed, size_t i, void *arg, struct tally *t)
{
	static struct mb_spawn s;
	const struct plan *plan = arg;
	size_t k = plan->v[i].call;
	const struct call *call = &plan->calls.v[k];
	char where[96], refresh[MB_BED_TOKEN_MAX];
	int status;

	snprintf(where, sizeof(where), "call %zu (%s %d) %s", k, call->name, call->nth,
		 plan->v[i].what);
	if (plan->cached)
		mb_bed_run_token(&s);
	else if (!mb_bed_stale(bed))
		mb_bed_sign_in(bed);
	status = calls_inject(&s, call, plan->v[i].what, true);
	atomic_fetch_add(&t->runs, 1);
	if (status == 0)
		atomic_fetch_add(&t->new, 1); /* works all the same */
	if (!documented(status, call->loader))
		tally_bad(t, "%s: status %d: %s", where, status, s.err);
	if (status == 0 ? !mb_bed_is_token(bed, s.out) : s.out_len != 0)
		tally_bad(t, "%s: status %d, stdout \"%.60s\"", where, status, s.out);
	if (status == 0 ? s.err_len != 0 : !one_line_at_most(&s))
		tally_bad(t, "%s: status %d, stderr: %s", where, status, s.err);
	if (!mb_bed_refresh_token(bed, refresh))
		tally_bad(t, "%s: ACCOUNT.json is not whole", where);
	check_stranger(bed, t, where);
	check_next(bed, t, where, answer_lost(call));
}

static bool phase(int port, bool cached)
{
	struct plan plan = { .cached = cached };
	struct tally t;
	struct mb_spawn *s = calloc(1, sizeof(*s));
	struct mb_bed bed;

	if (!s)
		abort();
	mb_bed_open(&bed, MB_BED_GENERIC, port, NULL);
	mb_bed_sign_in(&bed);
	if (mb_bed_run_token(s) != 0)
		mb_bed_bail("an undisturbed run fails");
	free(s);
	if (!cached)
		mb_bed_stale(&bed);
	calls_list(&plan.calls, &bed);
	mb_bed_close(&bed);
	choose(&plan);
	pool_run(MB_BED_GENERIC, port, plan.n, one, &plan, &t);
	free(plan.v);
	free(plan.calls.v);
	return mb_tap(
	    !t.bad && t.runs == (long)plan.n,
	    "each system call of a %s token failing once: %zu calls, %ld runs, %ld work all the "
	    "same, bad %ld, login lost %ld (the answer could not be read)",
	    cached ? "cached" : "stale", plan.calls.n, t.runs, t.new, t.bad, t.lost);
}

bool phase_errors(int port)
{
	return phase(port, false);
}

bool phase_errors_cached(int port)
{
	return phase(port, true);
}
