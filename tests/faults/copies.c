/* SPDX-License-Identifier: MIT */
/* Two hosts with one store, or copies of it: flock() does not reach from one to the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "faults.h"

static const char *const argv[] = { mb_bed_front, "token", "work", NULL };

static void wait_for_request(int port, long before)
{
	const struct timespec moment = { 0, 5 * 1000 * 1000 };

	for (int i = 0; i < 2000 && mb_provider_counter(port, "faults") == before; i++)
		nanosleep(&moment, NULL);
}

/* The requests that reach the provider's token endpoint past the refusal. */
static long tokens(const struct mb_bed *bed)
{
	return mb_provider_counter(bed->port, "token");
}

/* This host's refresh token is refused with invalid_grant, slowly; meanwhile the other host saves
 * `newer` (NULL: nothing). Returns the status. */
static int refused(struct mb_bed *bed, struct mb_spawn *s, const char *newer)
{
	long before = mb_provider_counter(bed->port, "faults");

	free(mb_provider_control(bed->port, "do=fault&error=invalid_grant&text=used&delay_ms=400"));
	mb_bed_stale(bed);
	mb_spawn_start(s, argv);
	wait_for_request(bed->port, before);
	if (newer)
		mb_bed_put_refresh(bed, newer);
	mb_spawn_finish(s, RUN_TIMEOUT_MS);
	return s->status;
}

static bool newer_is_used(struct mb_bed *bed, struct mb_spawn *s)
{
	char newer[MB_BED_TOKEN_MAX], kept[MB_BED_TOKEN_MAX];
	long before;

	mb_bed_sign_in(bed);
	mb_bed_issue(bed, newer);
	before = tokens(bed);
	if (refused(bed, s, newer) != 0 || !mb_bed_is_token(bed, s->out))
		return false;
	return tokens(bed) - before == 1 && mb_bed_refresh_token(bed, kept) &&
	       strcmp(kept, newer) != 0;
}

static bool none_newer(struct mb_bed *bed, struct mb_spawn *s)
{
	char had[MB_BED_TOKEN_MAX], kept[MB_BED_TOKEN_MAX];
	long before;

	mb_bed_sign_in(bed);
	mb_bed_refresh_token(bed, had);
	before = tokens(bed);
	return refused(bed, s, NULL) == 77 && s->out_len == 0 && tokens(bed) - before == 0 &&
	       mb_bed_refresh_token(bed, kept) && strcmp(kept, had) == 0;
}

/* Both hosts of a copied home go on when the provider lets old refresh tokens live. */
static bool copy_lives(int port, struct mb_spawn *s)
{
	char old[MB_BED_TOKEN_MAX];
	struct mb_bed bed;
	bool ok = true;

	mb_bed_open(&bed, MB_BED_MICROSOFT, port, NULL);
	mb_bed_sign_in(&bed);
	mb_bed_refresh_token(&bed, old);
	for (int i = 0; ok && i < 3; i++) {
		ok = mb_bed_run_token(s) == 0 && mb_bed_is_token(&bed, s->out);
		mb_bed_stale(&bed);
		mb_bed_put_refresh(&bed, old);
	}
	mb_bed_close(&bed);
	return ok;
}

bool phase_copies(int port)
{
	struct mb_spawn *s = calloc(1, sizeof(*s));
	struct mb_bed bed;
	bool ok;

	if (!s)
		abort();
	mb_bed_open(&bed, MB_BED_GENERIC, port, NULL);
	ok = mb_tap(
	    newer_is_used(&bed, s),
	    "a newer refresh token saved by another host meanwhile is used after invalid_grant");
	ok = mb_tap(none_newer(&bed, s),
		    "without one: 77, one request, and the stored refresh token is kept") &&
	     ok;
	mb_bed_close(&bed);
	ok = mb_tap(copy_lives(port, s), "a copied store goes on with a provider like Microsoft") &&
	     ok;
	free(s);
	return ok;
}
