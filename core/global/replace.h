/* SPDX-License-Identifier: MIT */
/*
 * replace - writing our own files so that no crash loses one
 */
#ifndef MB_REPLACE_H
#define MB_REPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

/* Makes the directory and its parents, mode 0700, and sees that it is the user's own. */
bool mb_file_make_dir(const char *path, struct mb_err *err);

/* The same without making it: one that is not there has no fault. */
bool mb_file_check_dir(const char *path, struct mb_err *err);

/* Removes the file; that it did not exist is success. */
bool mb_file_remove(const char *path, struct mb_err *err);

/*
 * Replacing a file in two steps: begin() does all that can fail for want of space or permission, and
 * sees that the file can be replaced, before something irrevocable; commit() writes, fsyncs, renames and fsyncs
 * the directory. Until the rename the old file is whole. Two of the same path at once are the
 * caller's to prevent (the account's lock).
 */
struct mb_replace {
	char *path, *tmp;
	int fd, dir_fd;
	bool durable;
};

#define MB_REPLACE_INIT                                                                            \
	{                                                                                          \
		NULL, NULL, -1, -1, true                                                           \
	}

/* Whether a file that is there can be replaced; changes nothing. */
bool mb_replace_possible(const char *path, struct mb_err *err);
/* `reserve` bytes are allocated on the disk. The new file is 0600. */
bool mb_replace_begin(struct mb_replace *r, const char *path, size_t reserve, struct mb_err *err);
/* For a file whose loss loses nothing: no fsync. */
bool mb_replace_begin_light(struct mb_replace *r, const char *path, size_t reserve,
			    struct mb_err *err);
/* The struct is empty afterwards, also on failure. */
bool mb_replace_commit(struct mb_replace *r, const void *data, size_t len, struct mb_err *err);
/* Gives up; does nothing to an empty struct. */
void mb_replace_abort(struct mb_replace *r);
/* Both steps; tried twice, as what it writes may exist nowhere else. */
bool mb_file_replace(const char *path, const void *data, size_t len, struct mb_err *err);
bool mb_file_replace_light(const char *path, const void *data, size_t len, struct mb_err *err);

#endif
