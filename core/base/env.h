/* SPDX-License-Identifier: MIT */
/*
 * env - the environment, which is input from outside
 */
#ifndef MB_ENV_H
#define MB_ENV_H

/* Return the value of the variable `name`; NULL if it is unset or empty, or if the program runs with more rights
 * than its caller (setuid). Borrowed. The only getenv() of the program. */
const char *mb_env(const char *name);
/* Remove the variables that make libraries write down keys and secrets. Call it before these libraries are
 * loaded: some read their variables at that moment. */
void mb_env_cleanse(void);
/* Return the home directory, from $HOME, else from the password database; NULL if there is none. Borrowed. */
const char *mb_env_home(void);

#endif
