/* SPDX-License-Identifier: MIT */
/*
 * signals - holding back ^C and its like until the answer to a grant request is on disk
 */
#ifndef MB_SIGNALS_H
#define MB_SIGNALS_H

#include <stdbool.h>
#include <sys/types.h>

/* Block SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGPIPE: from just before a grant request is sent until its answer is
 * saved. The release that belongs to the first hold delivers those that came meanwhile. Holds nest. */
void mb_signals_hold(void);
void mb_signals_release(void);
/* Tell whether SIGINT, SIGTERM, SIGHUP or SIGQUIT came while it was blocked. */
bool mb_signals_pending(void);
/* Kill the process group `group` when SIGINT, SIGTERM, SIGHUP or SIGQUIT is about to end us; 0 stops this. Only one
 * group at a time. A signal that is ignored stays ignored. */
void mb_signals_take_along(pid_t group);
/* Unblock all signals and give SIGPIPE and SIGXFSZ their default action. For a child before its exec. */
void mb_signals_reset(void);

#endif
