/* SPDX-License-Identifier: MIT */
/*
 * append_lock - one mailbearer at a time writes a config file
 *
 * Another user cannot hold the lock: it is on a file of our own beside the config, not on the folder
 * or the config, which others may open. The lock's file is there only while the lock is held.
 */
#ifndef MB_APPEND_LOCK_H
#define MB_APPEND_LOCK_H

#include <stdbool.h>

#include "global/err.h"

struct mb_append_lock {
	char *path;
	int fd; /* -1: not held */
};

#define MB_APPEND_LOCK_INIT                                                                        \
	{                                                                                          \
		NULL, -1                                                                           \
	}

/* Take the lock, but do not wait long for another mailbearer: then MB_E_RETRY. The config's
 * folder must exist. Where the file system has no locks the answer is true, without a lock. */
bool mb_append_lock_take(struct mb_append_lock *lock, const char *config, struct mb_err *err);
void mb_append_lock_release(struct mb_append_lock *lock);

#endif
