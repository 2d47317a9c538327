/* SPDX-License-Identifier: MIT */
#include "config/append_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "global/file.h"
#include "base/text.h"
#include "base/xalloc.h"

/* Seconds to wait for another of us, who needs milliseconds. */
#define PATIENCE 5
/* Milliseconds between two looks. */
#define PAUSE 20

static char *lock_name(const char *config)
{
	const char *slash = strrchr(config, '/');
	int folder_len = slash ? (int)(slash - config) + 1 : 0;

	return mb_xasprintf("%.*s.%s.lock", folder_len, config, config + folder_len);
}

/* See that the opened file can be nobody else's lock. */
static bool is_own(const char *path, int fd, struct mb_err *err)
{
	struct stat st;
	char *why = NULL;

	if (fstat(fd, &st) < 0)
		return mb_err_errno(err, _("cannot open the lock %s"), path);
	if (!S_ISREG(st.st_mode))
		return mb_err_set(err, MB_E_CONFIG, _("%s is not a file: move it away"), path);
	why = mb_file_distrust(path, &st, MB_TRUST_OWN);
	if (why)
		mb_err_set(err, MB_E_CONFIG, "%s", why);
	free(why);
	return !why;
}

/* Who held it may have removed it before we opened it. */
static bool is_linked(const char *path, int fd)
{
	struct stat ours, there;

	return fstat(fd, &ours) == 0 && lstat(path, &there) == 0 && ours.st_ino == there.st_ino &&
	       ours.st_dev == there.st_dev;
}

/* Look once: 1 held, 0 somebody else has it, -1 with an error. */
static int look(struct mb_append_lock *lock, struct mb_err *err)
{
	lock->fd = open(lock->path,
			O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
	if (lock->fd < 0) {
		mb_err_errno(err, _("cannot open the lock %s"), lock->path);
		return -1;
	}
	if (!is_own(lock->path, lock->fd, err))
		return -1;
	if (flock(lock->fd, LOCK_EX | LOCK_NB) == 0)
		return is_linked(lock->path, lock->fd);
	return errno != EWOULDBLOCK && errno != EINTR;
}

static void forget(struct mb_append_lock *lock)
{
	if (lock->fd >= 0)
		close(lock->fd);
	free(lock->path);
	*lock = (struct mb_append_lock)MB_APPEND_LOCK_INIT;
}

bool mb_append_lock_take(struct mb_append_lock *lock, const char *config, struct mb_err *err)
{
	const struct mb_deadline deadline = mb_deadline_in(PATIENCE);
	int rc;

	lock->path = lock_name(config);
	while ((rc = look(lock, err)) == 0 && mb_deadline_left_ms(deadline) > 0) {
		close(lock->fd);
		lock->fd = -1;
		mb_clock_sleep_ms(PAUSE, deadline);
	}
	if (rc == 0)
		mb_err_set(err, MB_E_RETRY, _("another mailbearer is writing %s: try again"),
			   config);
	if (rc <= 0)
		forget(lock);
	return rc > 0;
}

void mb_append_lock_release(struct mb_append_lock *lock)
{
	/* Before the lock goes: whoever waits for it sees that the file is another's then. */
	if (lock->fd >= 0)
		unlink(lock->path);
	forget(lock);
}
