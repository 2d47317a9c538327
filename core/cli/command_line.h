/* SPDX-License-Identifier: MIT */
/*
 * command_line - parsing argv and running a verb
 */
#ifndef MB_COMMAND_LINE_H
#define MB_COMMAND_LINE_H

struct mb_verb;

/* Parse the command line and run the verb that it names, of `verbs`, which end with NULL. Returns the exit
 * status. */
int mb_command_line(int argc, char **argv, const struct mb_verb *const *verbs);

#endif
