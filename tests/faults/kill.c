/* SPDX-License-Identifier: MIT */
/* kill -9 before each system call of a refresh. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faults.h"

struct plan {
	struct calls calls;
	enum mb_bed_family family;
	size_t *which; /* indices of calls */
	size_t n;
};

/* All calls; of the loader's, before main() of either program, every fifth. FAULTS_ALL: these, too. */
static void choose(struct plan *plan)
{
	plan->which = calloc(plan->calls.n, sizeof(*plan->which));
	if (!plan->which)
		abort();
	for (size_t i = 1; i < plan->calls.n; i++)
		if (!plan->calls.v[i].loader || i % 5 == 0 || getenv("FAULTS_ALL"))
			plan->which[plan->n++] = i;
}

/* After the kill: the record is whole, and of before or of after. */
static void check_record(const struct mb_bed *bed, struct tally *t, const char *where,
			 const char *before)
{
	char after[MB_BED_TOKEN_MAX];

	if (!mb_bed_refresh_token(bed, after))
		tally_bad(t, "%s: ACCOUNT.json is not whole", where);
	else if (strcmp(before, after) == 0)
		atomic_fetch_add(&t->old, 1);
	else
		atomic_fetch_add(&t->new, 1);
}

static void one(struct mb_bed *bed, size_t i, void *arg, struct tally *t)
{
	static struct mb_spawn s;
	const struct plan *plan = arg;
	size_t k = plan->which[i];
	const struct call *call = &plan->calls.v[k];
	/* How many polls there are is a matter of time: any of them may be one in the window. */
	bool window = (k > plan->calls.request && k <= plan->calls.saved) ||
		      strcmp(call->name, "poll") == 0;
	char where[64], before[MB_BED_TOKEN_MAX];
	int status;

	snprintf(where, sizeof(where), "kill at call %zu (%s %d)", k, call->name, call->nth);
	if (!mb_bed_stale(bed))
		mb_bed_sign_in(bed);
	if (!mb_bed_refresh_token(bed, before))
		mb_bed_bail("no refresh token before the run");
	status = calls_inject(&s, call, "signal=KILL", false);
	atomic_fetch_add(&t->runs, 1);
	if (status == 128 + 9)
		atomic_fetch_add(&t->hit, 1);
	else if (status != 0) /* 0: this time there were fewer calls */
		tally_bad(t, "%s: status %d: %s", where, status, s.err);
	if (s.out_len ? !mb_bed_is_token(bed, s.out) : status == 0)
		tally_bad(t, "%s: stdout is no whole token", where);
	check_record(bed, t, where, before);
	check_stranger(bed, t, where);
	check_next(bed, t, where, window && plan->family == MB_BED_GENERIC);
}

bool phase_kill(enum mb_bed_family family, int port)
{
	struct plan plan = { .family = family };
	struct tally t;
	struct mb_spawn *s = calloc(1, sizeof(*s));
	struct mb_bed bed;
	size_t window;

	if (!s)
		abort();
	mb_bed_open(&bed, family, port, NULL);
	mb_bed_sign_in(&bed);
	if (mb_bed_run_token(s) != 0)
		mb_bed_bail("an undisturbed run fails");
	free(s);
	mb_bed_stale(&bed);
	calls_list(&plan.calls, &bed, 0);
	mb_bed_close(&bed);
	choose(&plan);
	window = plan.calls.saved - plan.calls.request;
	pool_run(family, port, plan.n, one, &plan, &t);
	printf("# %zu system calls in a refresh, of these %zu from the request to the rename\n",
	       plan.calls.n, window);
	free(plan.which);
	free(plan.calls.v);
	return mb_tap(
	    !t.bad && t.runs == (long)plan.n && t.hit * 100 >= t.runs * 95 && t.old > 0 &&
		t.new > 0 && t.lost <= (long)window,
	    "kill -9 before each system call of a refresh, %s: %ld runs, %ld killed, record "
	    "old %ld new %ld, bad %ld, login lost %ld (window: %zu calls)",
	    family == MB_BED_GENERIC ? "a provider that punishes reuse"
				     : "a provider like Microsoft",
	    t.runs, t.hit, t.old, t.new, t.bad, t.lost, window);
}
