/* SPDX-License-Identifier: MIT */
/*
 * apart - work in a child process, so that a crash in it does not end the program
 */
#ifndef MB_APART_H
#define MB_APART_H

/* Run work(arg) in a child process, so that an exit or a crash in work() does not end the caller. Whatever work()
 * changes in memory is lost. Signals that would end the caller are held back meanwhile. If fork() fails, work() runs
 * in the caller's own process. Returns the exit status of work(), EX_SOFTWARE if a signal ended the child; *signal_r
 * becomes that signal, else 0. */
int mb_apart(int (*work)(void *arg), void *arg, int *signal_r);

#endif
