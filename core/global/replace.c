/* SPDX-License-Identifier: MIT */
#include "global/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "global/replaceable.h"
#include "global/file.h"
#include "global/log.h"
#include "base/text.h"
#include "base/xalloc.h"

/* Make the parent folders of `path`. Returns the errno of the first failure, or 0. For a parent that exists, mkdir()
 * may fail with another error than EEXIST (read-only, not ours), so a failure here is no proof. */
static int make_parents(const char *path)
{
	char *copy = mb_xstrdup(path);
	int first = 0;

	for (char *p = copy + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST && !first)
			first = errno;
		*p = '/';
	}
	free(copy);
	return first;
}

static bool is_own_dir(const char *path, const struct stat *st, struct mb_err *err)
{
	char *why;

	if (!S_ISDIR(st->st_mode))
		return mb_err_set(err, MB_E_CONFIG, _("%s is not a folder: move it away"), path);
	why = mb_file_distrust(path, st, MB_TRUST_OWN);
	if (why)
		mb_err_set(err, MB_E_CONFIG, "%s", why);
	free(why);
	return !why;
}

bool mb_file_check_dir(const char *path, struct mb_err *err)
{
	struct stat st;

	return stat(path, &st) < 0 || is_own_dir(path, &st, err);
}

bool mb_file_make_dir(const char *path, struct mb_err *err)
{
	struct stat st;
	int reason = 0;

	if (mkdir(path, 0700) < 0 && errno == ENOENT) {
		reason = make_parents(path);
		if (mkdir(path, 0700) == 0)
			reason = 0;
	}
	if (!reason)
		reason = errno;
	if (stat(path, &st) < 0) {
		/* Report why the folder could not be made, not that it is missing. */
		errno = reason;
		return mb_err_errno(err, _("cannot make the folder %s"), path);
	}
	return is_own_dir(path, &st, err);
}

bool mb_file_remove(const char *path, struct mb_err *err)
{
	if (unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR)
		return true;
	return mb_err_errno(err, _("cannot remove %s"), path);
}

/* Return the name of the temporary file beside `path`; the caller frees it. The name is fixed, so that the next
 * replacement finds and removes what a crash left. */
static char *tmp_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	int dir_len = slash ? (int)(slash - path) + 1 : 0;

	return mb_xasprintf("%.*s.%s.tmp", dir_len, path, path + dir_len);
}

static int open_dir_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? mb_xstrndup(path, slash > path ? (size_t)(slash - path) : 1)
			  : mb_xstrdup(".");
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	free(dir);
	return fd;
}

/* Reserve space on the disk. If the file system cannot do that, a full disk shows at the write. */
static bool reserve_space(int fd, size_t len)
{
	int e = len ? posix_fallocate(fd, 0, (off_t)len) : 0;

	if (e == 0 || e == EOPNOTSUPP || e == EINVAL || e == ENODEV || e == EINTR)
		return true;
	errno = e;
	return false;
}

/* Report errno, naming the temporary file if something stands in its place, else the file itself. */
static bool cannot_write(const struct mb_replace *r, struct mb_err *err)
{
	int reason = errno;
	struct stat st;
	bool there = lstat(r->tmp, &st) == 0;

	errno = reason;
	if (there && (!S_ISREG(st.st_mode) || reason == EACCES || reason == EPERM))
		return mb_err_errno(err, _("%s is in the way, remove it"), r->tmp);
	return mb_err_errno(err, _("cannot write %s"), r->path);
}

bool mb_replace_possible(const char *path, struct mb_err *err)
{
	char *tmp = tmp_name(path);
	bool absent, ok = mb_replaceable(path, tmp, &absent, err);

	free(tmp);
	return ok;
}

/* Create the temporary file, never open an existing one: a process that made, linked or holds open a file of this
 * name must not see what will be written. A regular file that is there already was left by a crash; it is removed. */
static int open_new(const char *tmp)
{
	const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = open(tmp, flags, 0600);
	struct stat st;

	if (fd >= 0 || errno != EEXIST)
		return fd;
	if (lstat(tmp, &st) == 0 && S_ISREG(st.st_mode))
		return unlink(tmp) == 0 ? open(tmp, flags, 0600) : -1;
	errno = EEXIST;
	return -1;
}

bool mb_replace_begin(struct mb_replace *r, const char *path, size_t reserve, struct mb_err *err)
{
	bool absent;

	r->path = mb_xstrdup(path);
	r->tmp = tmp_name(path);
	r->dir_fd = open_dir_of(path);
	if (r->dir_fd < 0)
		goto failed;
	if (!mb_replaceable(path, r->tmp, &absent, err))
		goto told;
	r->fd = open_new(r->tmp);
	if (r->fd < 0 || fchmod(r->fd, 0600) < 0 || !reserve_space(r->fd, reserve))
		goto failed;
	/* If there is no file to replace yet, the folder may still refuse to rename the temporary file. */
	if (absent && !mb_replaceable_name(r->tmp, err))
		goto told;
	return true;
failed:
	cannot_write(r, err);
told:
	mb_replace_abort(r);
	return false;
}

static bool write_all(int fd, const char *data, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = pwrite(fd, data + done, len - done, (off_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

bool mb_replace_begin_light(struct mb_replace *r, const char *path, size_t reserve,
			    struct mb_err *err)
{
	bool ok = mb_replace_begin(r, path, reserve, err);

	r->durable = false;
	return ok;
}

/* Sync the folder after the rename, as a crash might bring the old file back. Some file systems cannot sync a folder;
 * only EIO counts as a failure. */
static bool sync_dir(const struct mb_replace *r, struct mb_err *err)
{
	bool broken;

	if (fsync(r->dir_fd) == 0 || fsync(r->dir_fd) == 0)
		return true;
	broken = errno == EIO;
	mb_err_errno(err, _("cannot write the folder of %s"), r->path);
	if (broken)
		return false;
	mb_step("%s", err->text);
	mb_err_clear(err);
	return true;
}

/* Check that the file at the path is the one that we wrote: if the folder was swapped for another meanwhile, the
 * rename moved somebody else's file. Sets errno. */
static bool arrived(const struct mb_replace *r)
{
	struct stat ours, there;

	if (fstat(r->fd, &ours) < 0 || lstat(r->path, &there) < 0)
		return false;
	errno = ESTALE;
	return ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

bool mb_replace_commit(struct mb_replace *r, const void *data, size_t len, struct mb_err *err)
{
	bool ok;

	if (!write_all(r->fd, data, len) || ftruncate(r->fd, (off_t)len) < 0 ||
	    (r->durable && fsync(r->fd) < 0) || rename(r->tmp, r->path) < 0 ||
	    (r->durable && !arrived(r))) {
		cannot_write(r, err);
		mb_replace_abort(r);
		return false;
	}
	free(r->tmp);
	r->tmp = NULL;
	ok = !r->durable || sync_dir(r, err);
	mb_replace_abort(r);
	return ok;
}

void mb_replace_abort(struct mb_replace *r)
{
	if (r->fd >= 0)
		close(r->fd);
	if (r->dir_fd >= 0)
		close(r->dir_fd);
	if (r->tmp && r->fd >= 0)
		unlink(r->tmp);
	free(r->path);
	free(r->tmp);
	*r = (struct mb_replace)MB_REPLACE_INIT;
}

static bool replace_twice(bool (*begin)(struct mb_replace *, const char *, size_t, struct mb_err *),
			  const char *path, const void *data, size_t len, struct mb_err *err)
{
	for (int i = 0; i < 2; i++) {
		struct mb_replace r = MB_REPLACE_INIT;

		mb_err_clear(err);
		if (begin(&r, path, len, err) && mb_replace_commit(&r, data, len, err))
			return true;
	}
	return false;
}

bool mb_file_replace(const char *path, const void *data, size_t len, struct mb_err *err)
{
	return replace_twice(mb_replace_begin, path, data, len, err);
}

bool mb_file_replace_light(const char *path, const void *data, size_t len, struct mb_err *err)
{
	return replace_twice(mb_replace_begin_light, path, data, len, err);
}
