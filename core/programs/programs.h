/* SPDX-License-Identifier: MIT */
/*
 * programs - the programs behind the front, each with its commands
 *
 * They are main.c and one table each. What a table does not name is not linked (core/module.am).
 */
#ifndef MB_PROGRAMS_H
#define MB_PROGRAMS_H

struct mb_verb;

/* A login and its token; what talks to mail servers; setting up and finding faults. Each ends with NULL and
 * has `help`, which prints the options of the program's own commands. */
extern const struct mb_verb *const mb_core_verbs[];
extern const struct mb_verb *const mb_mail_verbs[];
extern const struct mb_verb *const mb_help_verbs[];

#endif
