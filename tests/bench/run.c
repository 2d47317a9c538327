/* SPDX-License-Identifier: MIT */
/*
 * run [-n] [-u FILE] ROUNDS LABEL COMMAND... [-- LABEL COMMAND...]...
 *
 * Runs the commands in turn (A B C A B C ...), output to /dev/null, and prints the medians of wall
 * time, processor time (user and system) and peak memory, each also as a ratio to the first's.
 * -n: no peak memory, which takes many rounds. -u: removes FILE before each run, outside of what is measured.
 * Peak memory is VmHWM, of rounds of its own and read as the process ends: the parent's would show up
 * in wait4()'s figure. A command with children counts their processor time, not their memory;
 * children that it leaves behind too, and the round ends with the last of them.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX 8
#define PEAK_ROUNDS  31

struct command {
	char *label, **argv;
	double *wall, *cpu;       /* ms, one for each round */
	double peak[PEAK_ROUNDS]; /* KB */
	int failed;
};

static double ms_of(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static pid_t start(const struct command *c, bool traced)
{
	pid_t pid = fork();
	int null;

	if (pid < 0) {
		perror("run: fork");
		exit(1);
	}
	if (pid > 0)
		return pid;
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		_exit(126);
	if (traced && ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
		_exit(126);
	execvp(c->argv[0], c->argv);
	_exit(127);
}

static void measure(struct command *c, int round)
{
	double began = now_ms();
	pid_t pid = start(c, false);
	struct rusage usage;
	int status;

	if (wait4(pid, &status, 0, &usage) != pid)
		exit(1);
	c->wall[round] = now_ms() - began;
	c->cpu[round] = ms_of(usage.ru_utime) + ms_of(usage.ru_stime);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		c->failed = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
	while (wait4(-1, &status, 0, &usage) > 0)
		c->cpu[round] += ms_of(usage.ru_utime) + ms_of(usage.ru_stime);
}

static double high_water(pid_t pid)
{
	char name[64], line[256];
	double kb = 0;
	FILE *in;

	snprintf(name, sizeof(name), "/proc/%ld/status", (long)pid);
	in = fopen(name, "r");
	while (in && fgets(line, sizeof(line), in))
		if (strncmp(line, "VmHWM:", 6) == 0)
			kb = strtod(line + 6, NULL);
	if (in)
		fclose(in);
	return kb;
}

static void measure_peak(struct command *c, int round)
{
	pid_t pid = start(c, true);
	long deliver;
	int status;

	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		return;
	ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACEEXIT | PTRACE_O_TRACEEXEC);
	ptrace(PTRACE_CONT, pid, NULL, NULL);
	while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
		deliver = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
		if (status >> 16 == PTRACE_EVENT_EXIT)
			c->peak[round] = high_water(pid);
		ptrace(PTRACE_CONT, pid, NULL, deliver);
	}
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), compare);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static int parse(struct command *commands, int rounds, char **args)
{
	int n = 0;

	while (*args && n < COMMANDS_MAX) {
		struct command *c = &commands[n++];

		c->label = *args++;
		c->argv = args;
		c->wall = calloc((size_t)rounds, sizeof(*c->wall));
		c->cpu = calloc((size_t)rounds, sizeof(*c->cpu));
		while (*args && strcmp(*args, "--") != 0)
			args++;
		if (c->argv == args || !c->wall || !c->cpu)
			return 0;
		if (*args)
			*args++ = NULL;
	}
	return *args ? 0 : n;
}

static void print(struct command *commands, int n, int rounds, bool peaks)
{
	double wall0 = 0, cpu0 = 0, peak0 = 0;

	printf("%-16s %9s %9s %9s   %s\n", "", "wall ms", "CPU ms", "peak KB",
	       "wall, CPU, peak: times the first");
	for (int i = 0; i < n; i++) {
		struct command *c = &commands[i];
		double wall = median(c->wall, rounds), cpu = median(c->cpu, rounds);
		double peak = peaks ? median(c->peak, PEAK_ROUNDS) : 0;

		wall0 = i ? wall0 : wall;
		cpu0 = i ? cpu0 : cpu;
		peak0 = i ? peak0 : peak;
		printf("%-16s %9.2f %9.2f %9.0f   %.2f %.2f %.2f", c->label, wall, cpu, peak,
		       wall / wall0, cpu / cpu0, peaks ? peak / peak0 : 0);
		if (c->failed)
			printf("   (exit %d)", c->failed);
		putchar('\n');
	}
}

int main(int argc, char **argv)
{
	struct command commands[COMMANDS_MAX] = { 0 };
	const char *unwanted = NULL;
	int rounds, n, peak_rounds = PEAK_ROUNDS;

	if (argc > 1 && strcmp(argv[1], "-n") == 0) {
		peak_rounds = 0;
		argv++;
		argc--;
	}
	if (argc > 2 && strcmp(argv[1], "-u") == 0) {
		unwanted = argv[2];
		argv += 2;
		argc -= 2;
	}
	rounds = argc > 3 ? (int)strtol(argv[1], NULL, 10) : 0;
	n = rounds > 0 ? parse(commands, rounds, argv + 2) : 0;
	if (n == 0) {
		fputs(
		    "usage: run [-n] [-u FILE] ROUNDS LABEL COMMAND... [-- LABEL COMMAND...]...\n",
		    stderr);
		return 64;
	}
	prctl(PR_SET_CHILD_SUBREAPER, 1); /* who is left behind becomes our child */
	for (int round = 0; round < rounds + peak_rounds; round++) {
		for (int i = 0; i < n; i++) {
			if (unwanted)
				unlink(unwanted);
			if (round < rounds)
				measure(&commands[i], round);
			else
				measure_peak(&commands[i], round - rounds);
		}
	}
	print(commands, n, rounds, peak_rounds > 0);
	return 0;
}
