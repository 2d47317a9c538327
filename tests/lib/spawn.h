/* SPDX-License-Identifier: MIT */
/*
 * spawn - running a program and collecting what it says, with a time limit
 *
 * The program is a process group of its own; when the time is up the whole group is killed.
 */
#ifndef MB_TEST_SPAWN_H
#define MB_TEST_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MB_SPAWN_MAX  (64 * 1024)
#define MB_SPAWN_LATE (-1) /* status of what had to be killed for the time */

struct mb_spawn {
	/* Before mb_spawn_start(): run in the child before exec; NULL: nothing. */
	void (*prepare)(void *arg);
	void *arg;
	int in_fd; /* its stdin; 0: /dev/null */
	/* From mb_spawn_finish(): exit status, 128 + signal, or MB_SPAWN_LATE; what came on stdout and
	 * stderr, as strings (longer output is cut). */
	int status;
	long took_ms; /* from start to finish */
	char out[MB_SPAWN_MAX], err[MB_SPAWN_MAX];
	size_t out_len, err_len;
	bool dumped; /* core */
	/* Between the two. */
	pid_t pid;
	int64_t started_ms;
	int out_fd, err_fd;
};

/* Only fds 0 to 2 are handed down. Failure to start shows as status 127. */
void mb_spawn_start(struct mb_spawn *s, const char *const *argv);
void mb_spawn_finish(struct mb_spawn *s, int timeout_ms);
/* Both. Returns the status. */
int mb_spawn(struct mb_spawn *s, const char *const *argv, int timeout_ms);

#endif
