/* SPDX-License-Identifier: MIT */
/*
 * command - running the commands that people write into settings
 *
 * A command runs as sh -c 'CMD "$@"' sh ARGS, so that text from outside is only ever an argument. Its stdin is
 * /dev/null, its stdout /dev/null or a pipe to us, its stderr ours or a pipe to us; all other descriptors are closed.
 * The command is a process group of its own, which is killed when its time is up. No secret is in its arguments or
 * environment. A command whose output we read ends when we end (mb_signals_take_along()).
 */
#ifndef MB_COMMAND_H
#define MB_COMMAND_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/clock.h"
#include "global/err.h"

struct mb_buf;

struct mb_command {
	pid_t pid; /* 0: not running */
	int out;   /* descriptor that reads the command's stdout, or -1 */
	int err;   /* descriptor that reads the command's stderr, or -1 */
};

#define MB_COMMAND_INIT                                                                            \
	{                                                                                          \
		0, -1, -1                                                                          \
	}

/* Which output of the command we read: `keep` is 0, MB_COMMAND_OUT or both. */
#define MB_COMMAND_OUT 1U
#define MB_COMMAND_ERR 2U

/* Start `command` with the arguments `args`, which end with NULL; `args` NULL: no arguments. End it with
 * mb_command_wait() or mb_command_leave(). */
bool mb_command_start(struct mb_command *c, const char *command, const char *const *args,
		      unsigned keep, struct mb_err *err);
/* Wait until the command has ended, and kill it at the deadline. *status_r is the exit status, or 128 + the signal
 * that killed the command. False only if it was killed at the deadline. */
bool mb_command_wait(struct mb_command *c, struct mb_deadline deadline, int *status_r);
/* Tell whether the command has ended; mb_command_wait() must still be called. */
bool mb_command_ended(const struct mb_command *c);
/* Let a command go on without us (a browser), and close its pipes. */
void mb_command_leave(struct mb_command *c);

/* Run a command to its end and collect its stdout into `out`, as far as out's limit. MB_E_DENIED for an exit status
 * other than 0, no end in time or too much output; the sentence names `what`, never the output. If our stderr is a
 * terminal, or with -v, the command writes to it (a program may ask the person something). Else the last lines of its
 * stderr are shown if the command failed; with -q nothing is. */
bool mb_command_output(const char *what, const char *command, struct mb_deadline deadline,
		       struct mb_buf *out, struct mb_err *err);

#endif
