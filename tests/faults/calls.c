/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faults.h"

/* How often each name has come so far: strace counts per name, across exec. */
struct seen {
	char name[24];
	int count;
} seen[128];

static int count(const char *name)
{
	size_t i = 0;

	while (i + 1 < sizeof(seen) / sizeof(*seen) && *seen[i].name &&
	       strcmp(seen[i].name, name) != 0)
		i++;
	snprintf(seen[i].name, sizeof(seen[i].name), "%s", name);
	return ++seen[i].count;
}

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

const char *calls_errors(const char *name)
{
	char padded[32];

	snprintf(padded, sizeof(padded), " %s ", name);
	for (size_t k = 0; k < sizeof(sense) / sizeof(*sense); k++)
		if (strstr(sense[k].calls, padded))
			return sense[k].errors;
	return "";
}

static void note(struct calls *calls, size_t i)
{
	const char *name = calls->v[i].name;

	if (strcmp(name, "sendto") == 0 && !calls->request)
		calls->request = i;
	if (strcmp(name, "rename") == 0 && calls->request && !calls->saved)
		calls->saved = i;
}

void calls_list(struct calls *calls, const struct mb_bed *bed, int status)
{
	char path[300], line[1024];
	const char *const argv[] = {
		STRACE, "-f", "-o", path, mb_bed_front, "token", "work", NULL
	};
	struct mb_spawn s = { .prepare = NULL };
	bool loader = true;
	FILE *f;

	snprintf(path, sizeof(path), "%s/calls", bed->dir);
	*calls = (struct calls){ .v = NULL };
	memset(seen, 0, sizeof(seen));
	if (mb_spawn(&s, argv, RUN_TIMEOUT_MS) != status || !(f = fopen(path, "re")))
		mb_bed_bail("an undisturbed run under strace fails");
	while (fgets(line, sizeof(line), f)) {
		struct call call = { .nth = 0 };

		if (sscanf(line, "%*d %23[a-z0-9_](", call.name) != 1)
			continue;
		if (strcmp(call.name, "execve") == 0)
			loader = true;
		if (strcmp(call.name, "prctl") == 0)
			loader = false;
		call.loader = loader;
		call.nth = count(call.name);
		calls->v = realloc(calls->v, (calls->n + 1) * sizeof(call));
		if (!calls->v)
			abort();
		calls->v[calls->n] = call;
		note(calls, calls->n++);
	}
	fclose(f);
	remove(path);
}

int calls_inject(struct mb_spawn *s, const struct call *call, const char *what, bool seccomp)
{
	char trace[64], inject[128];
	const char *const argv[] = {
		STRACE,       "-f",    "-qq",  "-o",   "/dev/null",
		"-e",         trace,   "-e",   inject, seccomp ? "--seccomp-bpf" : "-qq",
		mb_bed_front, "token", "work", NULL
	};

	snprintf(trace, sizeof(trace), "trace=%s", call->name);
	snprintf(inject, sizeof(inject), "inject=%s:%s:when=%d", call->name, what, call->nth);
	s->prepare = NULL;
	return mb_spawn(s, argv, RUN_TIMEOUT_MS);
}
