/* SPDX-License-Identifier: MIT */
#include "global/overwrite.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

static bool is_own_file(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid())
		return true;
	errno = EPERM;
	return false;
}

static bool has_room(int fd, size_t len)
{
	int e = posix_fallocate(fd, 0, (off_t)len);

	errno = e;
	return e == 0 || e == EOPNOTSUPP || e == EINVAL;
}

static bool write_whole(int fd, const void *data, size_t len)
{
	ssize_t n = pwrite(fd, data, len, 0);

	if (n < 0 && errno == EINTR)
		n = pwrite(fd, data, len, 0);
	if (n >= 0 && (size_t)n < len)
		errno = ENOSPC;
	return n == (ssize_t)len;
}

bool mb_file_overwrite(const char *path, const void *data, size_t len, struct mb_err *err)
{
	int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	bool ok = fd >= 0 && is_own_file(fd) && has_room(fd, len) && write_whole(fd, data, len) &&
		  ftruncate(fd, (off_t)len) == 0 && fsync(fd) == 0;

	if (!ok)
		mb_err_errno(err, _("cannot write %s"), path);
	if (fd >= 0)
		close(fd);
	return ok;
}
