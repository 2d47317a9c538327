/* SPDX-License-Identifier: MIT */
/*
 * file - reading files from outside
 */
#ifndef MB_FILE_H
#define MB_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "global/err.h"

struct mb_buf;

/* What a file's owner and mode must be like before its contents count. Bits. */
enum mb_trust {
	MB_TRUST_ANY = 0,
	MB_TRUST_WRITER = 1, /* owned by root or the effective user, others cannot write */
	MB_TRUST_SECRET = 2, /* others cannot read or write either (the group may read) */
	MB_TRUST_OWN = 4,    /* owned by the effective user, nobody else can read or write */
};

/* NULL when `st` may be trusted so, else the sentence that says why not and what to do, naming
 * `path`; the caller frees it. */
char *mb_file_distrust(const char *path, const struct stat *st, unsigned trust);

/* Reads a whole regular file into `buf`, as far as buf's limit: more is an error. When it does not
 * exist: false with *absent_r set (absent_r may be NULL). `st_r` (may be NULL) is of the opened
 * file. */
bool mb_file_read(const char *path, unsigned trust, struct mb_buf *buf, struct stat *st_r,
		  bool *absent_r, struct mb_err *err);

#endif
