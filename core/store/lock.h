/* SPDX-License-Identifier: MIT */
/*
 * lock - one process at a time asks the provider about an account
 *
 * flock(2) on ACCOUNT.lock, which is never deleted. The front program waits for the lock and hands
 * it to the small core across exec, as descriptor MB_LOCK_FD.
 */
#ifndef MB_LOCK_H
#define MB_LOCK_H

#include <stdbool.h>

#include "base/clock.h"
#include "global/err.h"

#define MB_LOCK_FD 3

struct mb_lock {
	int fd; /* -1: not held */
};

#define MB_LOCK_INIT                                                                               \
	{                                                                                          \
		-1                                                                                 \
	}

/* Take the lock, waiting until the deadline; then MB_E_RETRY. *waited_r: another process had the
 * lock. `create`: make the file if need be; its folder must exist. */
bool mb_lock_take(struct mb_lock *lock, const char *path, bool create, struct mb_deadline deadline,
		  bool *waited_r, struct mb_err *err);
/* Take the lock only if nobody has it and the file is there. */
bool mb_lock_try(struct mb_lock *lock, const char *path);
/* Take over the lock that was handed across exec, at the first call. False, without a lock:
 * there is none, or it cannot be used and was let go, so that mb_lock_take() does not wait for
 * this process itself. */
bool mb_lock_adopt(struct mb_lock *lock, const char *path);
/* Move the lock to MB_LOCK_FD, let it survive exec, and announce it in the environment. */
bool mb_lock_hand_over(struct mb_lock *lock);
void mb_lock_release(struct mb_lock *lock);

#endif
