/* SPDX-License-Identifier: MIT */
/*
 * replace - writing our own files so that a crash loses neither the old nor the new text
 */
#ifndef MB_REPLACE_H
#define MB_REPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

/* Make the folder and its parents, mode 0700, and check that it belongs to the user and nobody else can get at it. */
bool mb_file_make_dir(const char *path, struct mb_err *err);

/* Check the folder as mb_file_make_dir() does, without making it; a missing folder is no failure. */
bool mb_file_check_dir(const char *path, struct mb_err *err);

/* Remove the file; if it did not exist, that is success. */
bool mb_file_remove(const char *path, struct mb_err *err);

/*
 * Replace a file in two steps around something that cannot be undone (a refresh token that rotates). begin() does all
 * that can fail for want of space or permission, and checks that the file can be replaced. commit() writes, fsyncs,
 * renames and fsyncs the folder. Until the rename the old file is whole. The caller sees to it, by the account's
 * lock, that no two processes replace the same file at once.
 */
struct mb_replace {
	char *path, *tmp;
	int fd, dir_fd;
	bool durable; /* fsync file and folder */
};

#define MB_REPLACE_INIT                                                                            \
	{                                                                                          \
		NULL, NULL, -1, -1, true                                                           \
	}

/* Check that `path` could be replaced, without changing it; a missing file is no failure. */
bool mb_replace_possible(const char *path, struct mb_err *err);
/* Begin to replace `path`, with `reserve` bytes reserved on the disk. The new file has mode 0600. */
bool mb_replace_begin(struct mb_replace *r, const char *path, size_t reserve, struct mb_err *err);
/* Begin without fsync, for a file that can be made again. */
bool mb_replace_begin_light(struct mb_replace *r, const char *path, size_t reserve,
			    struct mb_err *err);
/* Write `data` as the new text of the file. The struct is empty afterwards, also on failure. */
bool mb_replace_commit(struct mb_replace *r, const void *data, size_t len, struct mb_err *err);
/* Give up and remove the temporary file. Does nothing to an empty struct. */
void mb_replace_abort(struct mb_replace *r);
/* Do both steps, and both again if they failed, as `data` may exist nowhere else. _light: without fsync. */
bool mb_file_replace(const char *path, const void *data, size_t len, struct mb_err *err);
bool mb_file_replace_light(const char *path, const void *data, size_t len, struct mb_err *err);

#endif
