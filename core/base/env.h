/* SPDX-License-Identifier: MIT */
/*
 * env - the environment, which is input from outside
 */
#ifndef MB_ENV_H
#define MB_ENV_H

/* Borrowed; NULL when unset or empty, and for a program that runs with more rights than its caller. The only
 * getenv() of the program. */
const char *mb_env(const char *name);
/* Removes the variables with which libraries are told to write down keys and secrets. Before these
 * libraries are loaded, as some look when that happens. */
void mb_env_cleanse(void);
/* The home directory: $HOME, else the password database. Borrowed; NULL when there is none. */
const char *mb_env_home(void);

#endif
