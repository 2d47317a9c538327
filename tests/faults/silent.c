/* SPDX-License-Identifier: MIT */
/* Each system call of `token` failing once, at a provider that takes the connection and says nothing, not even
 * of TLS: with a socket that blocks nothing would end the wait. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "faults.h"

/* Seconds of `timeout`, and what a busy machine may take besides; a wait without end is RUN_TIMEOUT_MS. */
#define LIMIT  2
#define MARGIN 10
/* Mostly the runs wait. */
#define WORKERS 8

struct plan {
	struct calls calls;
	int port; /* of the silence */
	size_t *which;
	size_t n;
};

/* Connections wait in the backlog, accepted by nobody. */
static int open_silence(int *port_r)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	socklen_t len = sizeof(addr);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&addr, sizeof(addr)) < 0 ||
	    listen(fd, 1024) < 0 || getsockname(fd, (struct sockaddr *)&addr, &len) < 0)
		mb_bed_bail("no socket");
	*port_r = ntohs(addr.sin_port);
	return fd;
}

/* The account `work` without a person, at the silence. */
static void write_account(const struct mb_bed *bed, int port)
{
	FILE *f = fopen(bed->config, "we");

	if (!f)
		mb_bed_bail(bed->config);
	fprintf(f,
		"account work {\n  provider = generic\n  grant = client_credentials\n"
		"  client_id = \"c\"\n  client_secret = \"s\"\n  scope = \"mail\"\n"
		"  token_endpoint = \"https://127.0.0.1:%d/token\"\n  timeout = %d\n}\n",
		port, LIMIT);
	if (fclose(f) != 0)
		mb_bed_bail(bed->config);
}

/* All calls of the two programs that may fail. The loader reads and waits for nothing from outside. */
static void choose(struct plan *plan)
{
	plan->which = calloc(plan->calls.n, sizeof(*plan->which));
	if (!plan->which)
		abort();
	for (size_t i = 1; i < plan->calls.n; i++)
		if (!plan->calls.v[i].loader && *calls_errors(plan->calls.v[i].name))
			plan->which[plan->n++] = i;
}

static void one(struct mb_bed *bed, size_t i, void *arg, struct tally *t)
{
	static struct mb_spawn s;
	static bool ready;
	const struct plan *plan = arg;
	const struct call *call = &plan->calls.v[plan->which[i]];
	const char *errors = calls_errors(call->name);
	char where[96], what[32];
	int status;

	if (!ready)
		write_account(bed, plan->port);
	ready = true;
	snprintf(what, sizeof(what), "error=%.*s", (int)strcspn(errors, " "), errors);
	snprintf(where, sizeof(where), "call %zu (%s %d) %s", plan->which[i], call->name, call->nth,
		 what);
	status = calls_inject(&s, call, what, true);
	atomic_fetch_add(&t->runs, 1);
	if (s.took_ms >= (LIMIT + MARGIN) * 1000L)
		tally_bad(t, "%s: status %d after %ld ms: %s", where, status, s.took_ms, s.err);
	if (status == 0 || !check_documented(status, false) || s.out_len != 0)
		tally_bad(t, "%s: status %d, stdout \"%.60s\"", where, status, s.out);
	if (status == 75 && s.took_ms >= LIMIT * 1000L)
		atomic_fetch_add(&t->hit, 1);
}

bool phase_silent(int port)
{
	struct plan plan = { .n = 0 };
	struct mb_bed bed;
	struct tally t;
	struct mb_spawn *s = calloc(1, sizeof(*s));
	int fd = open_silence(&plan.port);

	if (!s)
		abort();
	mb_bed_open(&bed, MB_BED_GENERIC, port, NULL);
	mb_bed_sign_in(&bed);
	write_account(&bed, plan.port);
	if (mb_bed_run_token(s) != 75) /* makes the lock, too */
		mb_bed_bail("an undisturbed run does not end with 75");
	free(s);
	calls_list(&plan.calls, &bed, 75);
	mb_bed_close(&bed);
	choose(&plan);
	pool_workers = WORKERS;
	pool_run(MB_BED_GENERIC, port, plan.n, one, &plan, &t);
	pool_workers = 0;
	close(fd);
	free(plan.which);
	free(plan.calls.v);
	return mb_tap(
	    !t.bad && t.runs == (long)plan.n && t.hit > 0,
	    "each system call failing once at a provider that says nothing: %ld runs, %ld "
	    "wait to the limit of %d s, none longer, bad %ld",
	    t.runs, t.hit, LIMIT, t.bad);
}
