/* SPDX-License-Identifier: MIT */
/*
 * file - reading files, and checking who could have written them
 */
#ifndef MB_FILE_H
#define MB_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "global/err.h"

struct mb_buf;

/* What owner and mode a file must have before its contents are used. Bits. */
enum mb_trust {
	MB_TRUST_ANY = 0,
	MB_TRUST_WRITER = 1, /* owned by root or the effective user; nobody else can write it */
	MB_TRUST_SECRET = 2, /* only the owner can write it; the group may read it, others not */
	MB_TRUST_OWN = 4,    /* owned by the effective user; nobody else can read or write it */
};

/* Return NULL if `st` has the owner and mode that `trust` wants, else the sentence that says why not and what to do.
 * The sentence names `path`; the caller frees it. */
char *mb_file_distrust(const char *path, const struct stat *st, unsigned trust);

/* Append a whole regular file to `buf`; a file longer than buf's limit is an error. If the file does not exist,
 * returns false and sets *absent_r. *st_r is the state of the opened file. `absent_r` and `st_r` may be NULL. */
bool mb_file_read(const char *path, unsigned trust, struct mb_buf *buf, struct stat *st_r,
		  bool *absent_r, struct mb_err *err);

#endif
