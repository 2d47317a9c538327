/* SPDX-License-Identifier: MIT */
/*
 * env - the environment, which is input from outside
 */
#ifndef MB_ENV_H
#define MB_ENV_H

/* Borrowed; NULL when unset or empty. The only getenv() of the program. */
const char *mb_env(const char *name);
/* The home directory: $HOME, else the password database. Borrowed; NULL when there is none. */
const char *mb_env_home(void);

#endif
