/* SPDX-License-Identifier: MIT */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/env.h"
#include "base/text.h"

/* The variable of the environment that tells the id of the process whose MB_LOCK_FD is a lock. */
#define HANDED_OVER "MAILBEARER_LOCK"
/* Milliseconds between two tries for a lock that another has. */
#define PAUSE_MIN 5
#define PAUSE_MAX 80

/* Lock with a time limit: try again after a pause, which is doubled up to PAUSE_MAX. A timer that interrupts flock()
 * would cost the front five more functions of libc at each start. */
static bool wait_for(int fd, struct mb_deadline deadline)
{
	int64_t pause = PAUSE_MIN;

	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if ((errno != EWOULDBLOCK && errno != EINTR) || mb_deadline_left_ms(deadline) == 0)
			return false;
		mb_clock_sleep_ms(pause, deadline);
		if (pause < PAUSE_MAX)
			pause *= 2;
	}
	return true;
}

bool mb_lock_take(struct mb_lock *lock, const char *path, bool create, struct mb_deadline deadline,
		  bool *waited_r, struct mb_err *err)
{
	bool waited = false, ok;
	int fd;

	fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | (create ? O_CREAT : 0), 0600);
	if (fd < 0)
		return mb_err_errno(err, _("cannot open the lock %s"), path);
	ok = flock(fd, LOCK_EX | LOCK_NB) == 0;
	if (!ok && (errno == EWOULDBLOCK || errno == EINTR)) {
		waited = true;
		ok = wait_for(fd, deadline);
	}
	if (!ok) {
		if (errno == EWOULDBLOCK || errno == EINTR)
			mb_err_set(err, MB_E_RETRY,
				   _("another mailbearer has been busy with this account for too "
				     "long: try again"));
		else
			mb_err_errno(err, _("cannot lock %s"), path);
		close(fd);
		return false;
	}
	lock->fd = fd;
	*waited_r = waited;
	return true;
}

bool mb_lock_try(struct mb_lock *lock, const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0) {
		close(fd);
		fd = -1;
	}
	lock->fd = fd;
	return fd >= 0;
}

/* Was a lock handed to this process across exec, which keeps the process id? Answers once. */
static bool handed_over(void)
{
	const char *told = mb_env(HANDED_OVER);
	struct mb_number pid;
	bool yes = mb_streq(told, mb_text_of_number(&pid, getpid()));

	unsetenv(HANDED_OVER);
	return yes;
}

static bool announce_lock(void)
{
	struct mb_number pid;

	return setenv(HANDED_OVER, mb_text_of_number(&pid, getpid()), 1) == 0;
}

static bool is_lock_of(const char *path)
{
	struct stat handed, file;

	return fstat(MB_LOCK_FD, &handed) == 0 && stat(path, &file) == 0 &&
	       handed.st_dev == file.st_dev && handed.st_ino == file.st_ino;
}

bool mb_lock_adopt(struct mb_lock *lock, const char *path)
{
	if (!handed_over())
		return false;
	/* flock: the lock is ours already if it was handed over, and a lie gets no further. */
	if (!is_lock_of(path) || flock(MB_LOCK_FD, LOCK_EX | LOCK_NB) < 0 ||
	    fcntl(MB_LOCK_FD, F_SETFD, FD_CLOEXEC) < 0) {
		/* Kept open, the descriptor would let this process wait for itself. */
		close(MB_LOCK_FD);
		return false;
	}
	lock->fd = MB_LOCK_FD;
	return true;
}

bool mb_lock_hand_over(struct mb_lock *lock)
{
	if (!announce_lock())
		return false;
	if (lock->fd == MB_LOCK_FD)
		return fcntl(MB_LOCK_FD, F_SETFD, 0) == 0;
	close(MB_LOCK_FD);
	if (fcntl(lock->fd, F_DUPFD, MB_LOCK_FD) != MB_LOCK_FD)
		return false;
	close(lock->fd);
	lock->fd = MB_LOCK_FD;
	return true;
}

void mb_lock_release(struct mb_lock *lock)
{
	if (lock->fd >= 0)
		close(lock->fd);
	lock->fd = -1;
}
