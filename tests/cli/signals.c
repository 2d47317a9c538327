/* SPDX-License-Identifier: MIT */
/*
 * ^C and its like, to the whole process group, while a provider that rotates refresh tokens answers:
 * they wait until the answer is saved. tests/faults has random moments.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "bed.h"
#include "tap.h"

static const struct {
	int number;
	const char *name;
} held[] = {
	{ SIGINT, "SIGINT" },   { SIGTERM, "SIGTERM" }, { SIGHUP, "SIGHUP" },
	{ SIGQUIT, "SIGQUIT" }, { SIGPIPE, "SIGPIPE" },
};

static const char *const argv[] = { mb_bed_front, "token", "work", NULL };

static void one(struct mb_bed *bed, int number, const char *name)
{
	struct mb_spawn *s = calloc(1, sizeof(*s));
	char before[MB_BED_TOKEN_MAX], after[MB_BED_TOKEN_MAX];
	long asked = mb_provider_counter(bed->port, "token");

	if (!s)
		abort();
	mb_bed_stale(bed);
	if (!mb_bed_refresh_token(bed, before))
		mb_bed_bail("no refresh token");
	free(mb_provider_control(bed->port, "do=fault&kind=delay&after=1&delay_ms=1500&count=1"
					    "&endpoint=token"));
	mb_spawn_start(s, argv);
	for (int i = 0; i < 10000 && mb_provider_counter(bed->port, "token") == asked; i++)
		;
	kill(-s->pid, number);
	mb_spawn_finish(s, 30000);
	mb_tap(s->status == 128 + number && s->out_len == 0,
	       "%s while the provider answers ends it, with nothing printed (status %d)", name,
	       s->status);
	mb_tap(mb_bed_refresh_token(bed, after) && strcmp(before, after) != 0,
	       "but only when the new refresh token is on disk");
	mb_bed_stale(bed);
	mb_tap(mb_bed_run_token(s) == 0 && mb_bed_is_token(bed, s->out), "so the login goes on");
	free(s);
}

int main(void)
{
	struct mb_provider provider;
	struct mb_bed bed;

	mb_provider_start(&provider);
	for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++) {
		struct mb_spawn *s = calloc(1, sizeof(*s));

		if (!s)
			abort();
		mb_bed_open(&bed, MB_BED_GENERIC, provider.port, NULL);
		mb_bed_sign_in(&bed);
		mb_bed_run_token(s);
		free(s);
		one(&bed, held[i].number, held[i].name);
		mb_bed_close(&bed);
	}
	mb_provider_stop(&provider);
	return mb_tap_end();
}
