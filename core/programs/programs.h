/* SPDX-License-Identifier: MIT */
/*
 * programs - which commands the full program has
 */
#ifndef MB_PROGRAMS_H
#define MB_PROGRAMS_H

struct mb_verb;

/* Ends with NULL. */
extern const struct mb_verb *const mb_all_verbs[];

#endif
