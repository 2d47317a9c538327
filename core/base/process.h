/* SPDX-License-Identifier: MIT */
/*
 * process - how a process that holds secrets protects itself
 */
#ifndef MB_PROCESS_H
#define MB_PROCESS_H

#include <stdbool.h>

/* Forbid core dumps and keep other processes of the same user from reading our memory (ptrace, /proc/PID/mem);
 * exec resets this, so each executable calls it first. Also ignore SIGXFSZ, so that a limit on file sizes makes
 * write() fail instead of ending the process. */
void mb_process_harden(void);

/* Open /dev/null for each of the descriptors 0 to 2 that is closed, so that no file opened later gets one of these
 * numbers. Descriptor 1 is opened for reading only, so that writing the answer fails. With `no_stdin` descriptor 0
 * becomes /dev/null in any case. False if /dev/null cannot be opened. */
bool mb_process_std_fds(bool no_stdin);

#endif
