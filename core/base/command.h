/* SPDX-License-Identifier: MIT */
/*
 * command - running the commands that the person wrote into the settings
 *
 * As sh -c 'CMD "$@"' sh ARGS: what comes from outside is only ever an argument. fd 0 and 1 are
 * /dev/null (or 1 is our pipe), 2 is ours, all others are closed; the command is a process group
 * of its own, which is killed when the time is up. Nothing secret is in its arguments or its
 * environment.
 */
#ifndef MB_COMMAND_H
#define MB_COMMAND_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/clock.h"
#include "base/err.h"

struct mb_buf;

struct mb_command {
	pid_t pid; /* 0: not running */
	int out;   /* reading end of its stdout, or -1 */
};

#define MB_COMMAND_INIT                                                                            \
	{                                                                                          \
		0, -1                                                                              \
	}

/* `args`: up to the NULL. `with_output`: keep its stdout in a pipe. */
bool mb_command_start(struct mb_command *c, const char *command, const char *const *args,
		      bool with_output, struct mb_err *err);
/* Waits for the end, kills at the deadline. *status_r is the exit status, 128 + signal if killed;
 * false only when it had to be killed for the time. */
bool mb_command_wait(struct mb_command *c, struct mb_deadline deadline, int *status_r);
/* Forgets a command that may go on without us (a browser). */
void mb_command_leave(struct mb_command *c);

/* Runs to the end and collects stdout into `out` (up to its limit). A status other than 0, no
 * end in time, too much output: MB_E_DENIED, naming `what` but never the output. */
bool mb_command_output(const char *what, const char *command, struct mb_deadline deadline,
		       struct mb_buf *out, struct mb_err *err);

#endif
