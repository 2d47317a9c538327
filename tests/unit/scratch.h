/* SPDX-License-Identifier: MIT */
/*
 * scratch - what the unit tests share: cmocka, a folder of their own, files in it, a child process
 */
#ifndef MB_TEST_SCRATCH_H
#define MB_TEST_SCRATCH_H

/* clang-format off: cmocka.h wants these first */
#include <stdarg.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <sys/types.h>

#include <mailbearer/plugin.h>

#define N(table) (sizeof(table) / sizeof(*(table)))

/* A plugin "test" with a token endpoint at sso.example and the grant device_code. */
extern const struct mb_plugin scratch_plugin;

/* Group fixtures: a new folder (0700), removed with all in it at the end. */
int scratch_setup(void **state);
int scratch_teardown(void **state);
/* The folder; borrowed. */
const char *scratch_dir(void);
/* FOLDER/NAME; the caller frees it. */
char *scratch_path(const char *name);

/* Writes a whole file with just this mode. */
void scratch_write(const char *path, const void *data, size_t len, mode_t mode);
void scratch_write_str(const char *path, const char *text, mode_t mode);
/* A whole file, NUL-terminated; NULL when it cannot be read. The caller frees it. */
char *scratch_read(const char *path);
bool scratch_exists(const char *path);
/* How many files are in the folder `path`. */
unsigned scratch_count(const char *path);

/* Runs `work` in a child process: its exit status, 128 + signal when it was killed, -1 when it took
 * longer than 20 s. As root and with `plain_user`, it runs as "nobody", who then owns the folder. */
int scratch_in_child(int (*work)(void *arg), void *arg, bool plain_user);
/* The same as "nobody", while the folder stays root's: for root alone. */
int scratch_as_nobody(int (*work)(void *arg), void *arg);

#endif
