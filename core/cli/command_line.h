/* SPDX-License-Identifier: MIT */
/*
 * command_line - parsing argv and running a verb
 */
#ifndef MB_COMMAND_LINE_H
#define MB_COMMAND_LINE_H

/* Parse the command line and run the verb that it names. Returns the exit status. */
int mb_command_line(int argc, char **argv);

#endif
