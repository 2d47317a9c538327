/* SPDX-License-Identifier: MIT */
/* ^C and its like to the process group at random moments of a refresh. */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "faults.h"

#define MOMENTS 200

static const char *const argv[] = { mb_bed_front, "token", "work", NULL };

struct plan {
	unsigned seed;
	int64_t usual_us; /* how long a refresh takes */
};

static int64_t now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static void wait_us(int64_t us)
{
	struct timespec ts = { us / 1000000, us % 1000000 * 1000 };

	while (nanosleep(&ts, &ts) < 0 && errno == EINTR)
		;
}

static void one(struct mb_bed *bed, size_t i, void *arg, struct tally *t)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	static struct mb_spawn s;
	const struct plan *plan = arg;
	unsigned random = plan->seed + (unsigned)i * 7919;
	int64_t delay;
	char where[96];
	int sig = signals[i % 3];

	/* Twice: rand_r()'s first number follows its seed. */
	rand_r(&random);
	delay = (int64_t)((double)rand_r(&random) / RAND_MAX * (double)plan->usual_us * 1.1);
	snprintf(where, sizeof(where), "moment %zu: signal %d after %ld us", i, sig, (long)delay);
	if (!mb_bed_stale(bed)) {
		mb_bed_run_token(&s);
		mb_bed_stale(bed);
	}
	mb_spawn_start(&s, argv);
	wait_us(delay);
	kill(-s.pid, sig);
	mb_spawn_finish(&s, RUN_TIMEOUT_MS);
	atomic_fetch_add(&t->runs, 1);
	if (s.status == 128 + sig)
		atomic_fetch_add(&t->hit, 1);
	else if (s.status != 0)
		tally_bad(t, "%s: status %d: %s", where, s.status, s.err);
	if (s.out_len ? !mb_bed_is_token(bed, s.out) : s.status == 0)
		tally_bad(t, "%s: stdout is no whole token", where);
	check_stranger(bed, t, where);
	check_next(bed, t, where, false);
}

bool phase_signals(int port)
{
	const char *given = getenv("FAULTS_SEED");
	struct plan plan = { .seed = given ? (unsigned)strtoul(given, NULL, 10)
					   : (unsigned)time(NULL) };
	struct mb_spawn *s = calloc(1, sizeof(*s));
	struct mb_bed bed;
	struct tally t;

	if (!s)
		abort();
	/* The answer takes a while, as in life: more of the moments fall between request and answer. */
	free(mb_provider_control(port, "do=fault&kind=delay&after=1&delay_ms=30&count=-1"));
	mb_bed_open(&bed, MB_BED_GENERIC, port, NULL);
	mb_bed_sign_in(&bed);
	if (mb_bed_run_token(s) != 0)
		mb_bed_bail("an undisturbed run fails");
	for (int i = 0; i < 3; i++) {
		int64_t start = now_us();

		mb_bed_stale(&bed);
		if (mb_bed_run_token(s) != 0)
			mb_bed_bail("an undisturbed run fails");
		plan.usual_us = now_us() - start;
	}
	free(s);
	mb_bed_close(&bed);
	printf("# FAULTS_SEED=%u, a refresh takes %ld us\n", plan.seed, (long)plan.usual_us);
	pool_run(MB_BED_GENERIC, port, MOMENTS, one, &plan, &t);
	free(mb_provider_control(port, "do=clear"));
	return mb_tap(
	    !t.bad && t.runs == MOMENTS && t.hit > MOMENTS / 10,
	    "SIGINT, SIGTERM, SIGHUP to the group at random moments of a refresh: %ld runs, %ld "
	    "ended by it, bad %ld, login lost %ld",
	    t.runs, t.hit, t.bad, t.lost);
}
