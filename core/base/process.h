/* SPDX-License-Identifier: MIT */
/*
 * process - what a process that holds secrets does about itself
 */
#ifndef MB_PROCESS_H
#define MB_PROCESS_H

#include <stdbool.h>

/* No core dump, no other process of the user looking in (ptrace, /proc/PID/mem; exec resets this, so
 * both executables call it first), no death by a limit on file sizes. */
void mb_process_harden(void);

/* Opens /dev/null for each of the descriptors 0 to 2 that is closed, so that no file of ours lands
 * there; fd 1 for reading only, so that writing the answer is an error. With `no_stdin` fd 0 becomes
 * /dev/null in any case. */
bool mb_process_std_fds(bool no_stdin);

#endif
