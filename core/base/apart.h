/* SPDX-License-Identifier: MIT */
/*
 * apart - work that must not take the rest down with it
 */
#ifndef MB_APART_H
#define MB_APART_H

/* Runs work(arg) in a process of its own, so that an exit or a crash on the way ends nothing else. What work()
 * changes in memory is lost. Signals that would end the caller wait meanwhile. Where no process can be had, the
 * caller does the work. Returns the exit status; *signal_r: the signal that ended that process, else 0. */
int mb_apart(int (*work)(void *arg), void *arg, int *signal_r);

#endif
