/* SPDX-License-Identifier: MIT */
/*
 * spawn - running a program with a time limit and collecting its output
 *
 * The program is a process group of its own, which is killed when the time is up.
 */
#ifndef MB_TEST_SPAWN_H
#define MB_TEST_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MB_SPAWN_MAX  (64 * 1024) /* bytes of output that are kept */
#define MB_SPAWN_LATE (-1)        /* status of a program that was killed when its time was up */

struct mb_spawn {
	/* Set before mb_spawn_start(): a function to call in the child before exec, or NULL. */
	void (*prepare)(void *arg);
	void *arg;
	int in_fd; /* the program's stdin; 0: /dev/null */
	/* Set by mb_spawn_finish(): exit status, 128 + signal, or MB_SPAWN_LATE; output on stdout and stderr
	 * as strings, cut if it was longer. */
	int status;
	long took_ms; /* from start to finish */
	char out[MB_SPAWN_MAX], err[MB_SPAWN_MAX];
	size_t out_len, err_len;
	bool dumped; /* the program dumped core */
	/* private: between start and finish */
	pid_t pid;
	int64_t started_ms;
	int out_fd, err_fd;
};

/* Start a program, which inherits only the descriptors 0 to 2. If it cannot be started, its status is 127. */
void mb_spawn_start(struct mb_spawn *s, const char *const *argv);
/* Wait for its end, and kill it when the time is up. */
void mb_spawn_finish(struct mb_spawn *s, int timeout_ms);
/* Start a program and wait for its end. Returns the status. */
int mb_spawn(struct mb_spawn *s, const char *const *argv, int timeout_ms);

#endif
