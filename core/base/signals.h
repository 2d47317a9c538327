/* SPDX-License-Identifier: MIT */
/*
 * signals - no ^C between a grant and its answer's arrival on disk
 */
#ifndef MB_SIGNALS_H
#define MB_SIGNALS_H

#include <stdbool.h>
#include <sys/types.h>

/* Holds back SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGPIPE, from just before a grant request is
 * sent until its answer is saved. Release delivers those that came. Holds nest. */
void mb_signals_hold(void);
void mb_signals_release(void);
/* Has one of SIGINT, SIGTERM, SIGHUP and SIGQUIT come since they are held? */
bool mb_signals_pending(void);
/* Before SIGINT, SIGTERM, SIGHUP or SIGQUIT ends us, the process group `group` is killed; 0: none any
 * more. One group at a time; a signal that is ignored stays so. */
void mb_signals_take_along(pid_t group);
/* In a child, before exec: nothing blocked, SIGPIPE and SIGXFSZ as usual. */
void mb_signals_reset(void);

#endif
