/* SPDX-License-Identifier: MIT */
/*
 * command - running the commands that the person wrote into the settings
 *
 * As sh -c 'CMD "$@"' sh ARGS: what comes from outside is only ever an argument. fd 0 and 1 are
 * /dev/null (or 1 is our pipe), 2 is ours (or our pipe too), all others are closed; the command is a
 * process group of its own, which is killed when the time is up. Nothing secret is in its arguments or
 * its environment. One whose output is kept does not outlive us: see mb_signals_take_along().
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
	int out;   /* reading end of its stdout, or -1 */
	int err;   /* reading end of its stderr, or -1 */
};

#define MB_COMMAND_INIT                                                                            \
	{                                                                                          \
		0, -1, -1                                                                          \
	}

/* What of it we read: `keep` is 0, or stdout, or stdout and stderr. */
#define MB_COMMAND_OUT 1U
#define MB_COMMAND_ERR 2U

/* `args`: up to the NULL. */
bool mb_command_start(struct mb_command *c, const char *command, const char *const *args,
		      unsigned keep, struct mb_err *err);
/* Waits for the end, kills at the deadline. *status_r is the exit status, 128 + signal if killed;
 * false only when it had to be killed for the time. */
bool mb_command_wait(struct mb_command *c, struct mb_deadline deadline, int *status_r);
/* It has ended, and is still to be waited for. */
bool mb_command_ended(const struct mb_command *c);
/* Forgets a command that may go on without us (a browser). */
void mb_command_leave(struct mb_command *c);

/* Runs to the end and collects stdout into `out` (up to its limit). A status other than 0, no
 * end in time, too much output: MB_E_DENIED, naming `what` but never the output. Its stderr is ours
 * when that is a terminal (a program may have something to say to the person) or with -v; else the end
 * of it is shown if the command failed; with -q nothing is. */
bool mb_command_output(const char *what, const char *command, struct mb_deadline deadline,
		       struct mb_buf *out, struct mb_err *err);

#endif
