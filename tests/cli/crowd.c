/* SPDX-License-Identifier: MIT */
/* Many programs want the same stale token at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bed.h"
#include "tap.h"

#define CROWD         200
#define NEW_CROWD     50 /* no lock file yet: each loads the small core */
#define DOWN_CROWD    40
#define FAILING_CROWD 20
#define LIMIT_S       3
#define MARGIN_S      20 /* for a busy machine */

static const char *const argv[] = { mb_bed_front, "token", "work", NULL };

static time_t now_s(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

static struct mb_spawn *crowd(int n)
{
	struct mb_spawn *all = calloc((size_t)n, sizeof(*all));

	if (!all)
		abort();
	for (int i = 0; i < n; i++)
		mb_spawn_start(&all[i], argv);
	for (int i = 0; i < n; i++)
		mb_spawn_finish(&all[i], 60000);
	return all;
}

/* `first`: nobody has had a token yet, so that there is no lock file either. */
static void stale_token(int port, bool first)
{
	struct mb_bed bed;
	struct mb_spawn *all;
	int n = first ? NEW_CROWD : CROWD, good = 0;
	long before;

	mb_bed_open(&bed, MB_BED_GENERIC, port, NULL);
	mb_bed_sign_in(&bed);
	if (!first) {
		all = crowd(1);
		free(all);
		mb_bed_stale(&bed);
	}
	before = mb_provider_counter(port, "token");
	all = crowd(n);
	for (int i = 0; i < n; i++)
		good += all[i].status == 0 && strcmp(all[i].out, all[0].out) == 0 &&
			all[i].err_len == 0;
	for (int i = 0, told = 0; i < n && told < 3; i++)
		if (all[i].status != 0 && ++told)
			printf("# status %d: %s", all[i].status, all[i].err);
	mb_tap(good == n && mb_bed_is_token(&bed, all[0].out), "%d processes %s: %d equal tokens",
	       n, first ? "before the first token" : "with a stale token", good);
	mb_tap(mb_provider_counter(port, "token") - before == 1, "the provider sees one request");
	free(all);
	mb_bed_close(&bed);
}

static void down(int port, const char *fault, const char *how)
{
	struct mb_bed bed;
	struct mb_spawn *all;
	int good = 0;
	time_t start;
	char limit[64];

	snprintf(limit, sizeof(limit), "  timeout = %d\n", LIMIT_S);
	mb_bed_open(&bed, MB_BED_GENERIC, port, limit);
	mb_bed_sign_in(&bed);
	all = crowd(1);
	free(all);
	mb_bed_stale(&bed);
	free(mb_provider_control(port, fault));
	start = now_s();
	all = crowd(DOWN_CROWD);
	start = now_s() - start;
	free(mb_provider_control(port, "do=clear"));
	for (int i = 0; i < DOWN_CROWD; i++)
		good += all[i].status == 75 && all[i].out_len == 0;
	mb_tap(good == DOWN_CROWD, "%d processes, a provider that %s: 75 and an empty stdout",
	       DOWN_CROWD, how);
	mb_tap(start <= LIMIT_S + MARGIN_S, "after %ld s, the limit being %d", (long)start,
	       LIMIT_S);
	free(all);
	all = crowd(1);
	mb_tap(all[0].status == 0 && mb_bed_is_token(&bed, all[0].out),
	       "when it is back, so is the token");
	free(all);
	mb_bed_close(&bed);
}

/* A crowd is one request also when that fails: whoever waited takes the failure of the one before as
 * his own, whether it is one that is remembered or not. */
static void failing(int port, const char *answer, int status)
{
	struct mb_bed bed;
	struct mb_spawn *all;
	int alike = 0;
	long asked;
	char fault[160];

	mb_bed_open(&bed, MB_BED_GENERIC, port, NULL);
	mb_bed_sign_in(&bed);
	free(crowd(1));
	mb_bed_stale(&bed);
	/* All are there before the answer is. */
	snprintf(fault, sizeof(fault), "do=fault&kind=answer&delay_ms=5000&count=-1&%s", answer);
	free(mb_provider_control(port, fault));
	asked = mb_provider_counter(port, "requests");
	all = crowd(FAILING_CROWD);
	asked = mb_provider_counter(port, "requests") - asked - 1; /* this question is one too */
	free(mb_provider_control(port, "do=clear"));
	for (int i = 0; i < FAILING_CROWD; i++)
		alike += all[i].status == status && all[i].out_len == 0 &&
			 strcmp(all[i].err, all[0].err) == 0;
	mb_tap(asked == 1, "%s, %d processes: requests %ld", answer, FAILING_CROWD, asked);
	mb_tap(alike == FAILING_CROWD, "all end alike: status %d, %.*s", all[0].status,
	       (int)strcspn(all[0].err, "\n"), all[0].err);
	free(all);
	mb_bed_close(&bed);
}

/* Waiting for the lock and waiting for the provider share one time limit. */
static void one_limit(int port)
{
	struct mb_bed bed;
	struct mb_spawn *first, *second;
	time_t start;

	mb_bed_open(&bed, MB_BED_GENERIC, port, "  timeout = 6\n");
	mb_bed_sign_in(&bed);
	free(crowd(1));
	mb_bed_stale(&bed);
	first = calloc(2, sizeof(*first));
	if (!first)
		abort();
	second = first + 1;
	free(mb_provider_control(port, "do=fault&kind=close&delay_ms=4000"));
	free(mb_provider_control(port, "do=fault&kind=hang&count=-1"));
	mb_spawn_start(first, argv);
	start = now_s();
	mb_spawn_start(second, argv);
	mb_spawn_finish(first, 60000);
	mb_spawn_finish(second, 60000);
	start = now_s() - start;
	free(mb_provider_control(port, "do=clear"));
	mb_tap(first->status == 75 && second->status == 75 && start < 9,
	       "waiting for others counts: %ld s, the limit being 6", (long)start);
	free(first);
	mb_bed_close(&bed);
}

int main(void)
{
	struct mb_provider provider;

	mb_provider_start(&provider);
	stale_token(provider.port, false);
	stale_token(provider.port, true);
	down(provider.port, "do=fault&kind=hang&count=-1", "hangs");
	down(provider.port, "do=fault&kind=reset&count=-1", "resets connections");
	failing(provider.port, "status=500", 75);
	failing(provider.port, "status=400&error=invalid_grant", 77);
	one_limit(provider.port);
	mb_provider_stop(&provider);
	return mb_tap_end();
}
