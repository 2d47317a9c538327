/* SPDX-License-Identifier: MIT */
/* Plays many cases, some at a time: most of them wait for each other's processes and clocks. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "case.h"

struct job {
	const char *path;
	pid_t pid; /* 0: not begun, or over */
	FILE *output;
	bool over, failed;
};

static void begin(struct job *job)
{
	job->output = tmpfile();
	fflush(stdout);
	job->pid = job->output ? fork() : -1;
	if (job->pid < 0) {
		printf("Bail out! cannot begin %s: %s\n", job->path, strerror(errno));
		exit(99);
	}
	if (job->pid == 0) {
		dup2(fileno(job->output), STDOUT_FILENO);
		exit(mb_case_play(job->path));
	}
}

static void end_one(struct job *jobs, size_t n)
{
	int status = 0;
	pid_t pid = waitpid(-1, &status, 0);

	for (size_t i = 0; i < n; i++) {
		if (jobs[i].pid != pid || pid <= 0)
			continue;
		jobs[i].pid = 0;
		jobs[i].over = true;
		jobs[i].failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	}
}

/* FOLDER/NAME of the path. */
static char *name_of(const char *path)
{
	const char *start = path + strlen(path);
	int slashes = 0;

	while (start > path && !(start[-1] == '/' && ++slashes == 2))
		start--;
	return mb_case_copy(start, strlen(start) - strlen(".case"));
}

/* The lines of a case that failed become diagnostics of its one line. */
static void report(struct job *job, size_t number)
{
	char line[4096], *name = name_of(job->path);

	printf("%s %zu - %s\n", job->failed ? "not ok" : "ok", number, name);
	free(name);
	rewind(job->output);
	while (job->failed && fgets(line, sizeof(line), job->output))
		printf("# %s", line);
	fclose(job->output);
	fflush(stdout);
}

int mb_case_play_many(size_t at_once, char **paths, size_t n)
{
	struct job *jobs = mb_case_alloc(NULL, n, sizeof(*jobs));
	size_t begun = 0, over = 0, reported = 0;
	bool failed = false;

	memset(jobs, 0, n * sizeof(*jobs));
	printf("1..%zu\n", n);
	while (over < n) {
		while (begun < n && begun - over < at_once) {
			jobs[begun].path = paths[begun];
			begin(&jobs[begun++]);
		}
		end_one(jobs, begun);
		over++;
		for (; reported < begun && jobs[reported].over; reported++) {
			failed = failed || jobs[reported].failed;
			report(&jobs[reported], reported + 1);
		}
	}
	free(jobs);
	return failed;
}
