/* SPDX-License-Identifier: MIT */
/* No core dump, and no other process of the user looks into ours: front and small core. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "bed.h"
#include "tap.h"

#define NOBODY 65534

static const char *const argv[] = { mb_bed_front, "token", "work", NULL };
static struct mb_spawn s;

static void wait_ms(long ms)
{
	const struct timespec ts = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&ts, NULL);
}

/* What the person's shell may say: ulimit -c unlimited; ours must not care. */
static void allow_core(void *arg)
{
	struct rlimit limit;

	(void)arg;
	/* A sanitizer would make an exit status of the signal, and cannot look for leaks in here. */
	setenv("ASAN_OPTIONS", "handle_segv=0:handle_abort=0:detect_leaks=0", 1);
	if (getrlimit(RLIMIT_CORE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_CORE, &limit);
	}
}

/* Until /proc/PID/exe's name (in comm, which anyone may read) is that of the program. */
static bool is_running(pid_t pid, const char *comm)
{
	char path[64], name[32];

	snprintf(path, sizeof(path), "/proc/%d/comm", (int)pid);
	for (int i = 0; i < 1000; i++) {
		FILE *f = fopen(path, "re");

		name[0] = '\0';
		if (f && !fgets(name, sizeof(name), f))
			name[0] = '\0';
		if (f)
			fclose(f);
		if (strcmp(name, comm) == 0)
			return true;
		wait_ms(5);
	}
	return false;
}

static bool can_open(pid_t pid, const char *file)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* "Max core file size 0 0" */
static bool no_core_limit(pid_t pid)
{
	char path[64], line[256];
	bool found = false;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/limits", (int)pid);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f)) {
		unsigned long soft, hard;

		if (sscanf(line, "Max core file size %lu %lu", &soft, &hard) == 2)
			found = soft == 0 && hard == 0;
	}
	if (f)
		fclose(f);
	return found;
}

/* One process of `who`, which is busy for a while when `start` returns. */
static void look_into(const char *who, const char *comm, int sig, const char *name)
{
	s.prepare = allow_core;
	mb_spawn_start(&s, argv);
	if (!is_running(s.pid, comm))
		printf("# %s does not come\n", comm);
	wait_ms(300); /* past main()'s first lines */
	mb_tap(!can_open(s.pid, "mem") && !can_open(s.pid, "maps"),
	       "%s: its memory is not for other processes of the user", who);
	mb_tap(!can_open(s.pid, "environ"), "%s: nor its environment", who);
	mb_tap(no_core_limit(s.pid), "%s: RLIMIT_CORE is 0", who);
	kill(s.pid, sig);
	mb_spawn_finish(&s, 20000);
	mb_tap(s.status == 128 + sig && !s.dumped, "%s: no core dump on %s", who, name);
}

/* If the machine forbids it anyhow, the tests above say nothing. */
static void contrast(void)
{
	static const char *const sleeper[] = { "/bin/sleep", "5", NULL };

	s.prepare = NULL;
	mb_spawn_start(&s, sleeper);
	is_running(s.pid, "sleep\n");
	mb_tap(can_open(s.pid, "mem") && can_open(s.pid, "environ"),
	       "another program's memory can be looked at");
	kill(s.pid, SIGKILL);
	mb_spawn_finish(&s, 20000);
}

/* As an ordinary user: root may look into everything. */
static bool become_nobody(void)
{
	if (geteuid() == 0 && (setgroups(0, NULL) < 0 || setresgid(NOBODY, NOBODY, NOBODY) < 0 ||
			       setresuid(NOBODY, NOBODY, NOBODY) < 0))
		return false;
	if (access(mb_bed_core, X_OK) == 0)
		return true;
	errno = EACCES;
	return false;
}

static void front(struct mb_bed *bed, int sig, const char *name)
{
	int lock = open(bed->lock, O_RDWR | O_CLOEXEC);

	mb_bed_stale(bed);
	if (lock < 0 || flock(lock, LOCK_EX) < 0)
		mb_bed_bail(bed->lock);
	look_into("front, waiting for the lock", "mailbearer\n", sig, name);
	close(lock);
}

static void core(struct mb_bed *bed, int sig, const char *name)
{
	mb_bed_stale(bed);
	free(mb_provider_control(bed->port, "do=fault&kind=hang&count=-1"));
	look_into("core, waiting for the provider", "mailbearer-core\n", sig, name);
	free(mb_provider_control(bed->port, "do=clear"));
}

int main(void)
{
	struct mb_provider provider;
	struct mb_bed bed;
	bool root = geteuid() == 0;

	if (!become_nobody()) {
		printf("1..0 # SKIP nobody cannot run %s\n", mb_bed_core);
		return 0;
	}
	if (root)
		unsetenv("TMPDIR"); /* nobody's business */
	mb_provider_start(&provider);
	mb_bed_open(&bed, MB_BED_MICROSOFT, provider.port, NULL);
	mb_bed_sign_in(&bed);
	if (!mb_tap(mb_bed_run_token(&s) == 0, "an ordinary user's token"))
		printf("# %s", s.err);
	contrast();
	front(&bed, SIGQUIT, "SIGQUIT");
	front(&bed, SIGSEGV, "SIGSEGV");
	core(&bed, SIGSEGV, "SIGSEGV");
	core(&bed, SIGABRT, "SIGABRT");
	mb_bed_close(&bed);
	mb_provider_stop(&provider);
	return mb_tap_end();
}
