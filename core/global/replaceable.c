/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "global/replaceable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

/* The file that shall be replaced. */
struct target {
	mode_t mode; /* 0: there is no such file */
	bool mounted;
};

/* Find out whether the file is a mount point by a second link to it: link(2) fails with EXDEV if the file lies in
 * another mount than its folder, even if both are on one file system. */
static bool target_is_mounted(const char *path, const char *probe)
{
	int rc = link(path, probe);

	if (rc < 0 && errno == EEXIST && unlink(probe) == 0)
		rc = link(path, probe);
	if (rc == 0)
		unlink(probe);
	return rc < 0 && errno == EXDEV;
}

/* Fill in `t`. False with errno if that fails; a missing file is no failure. */
static bool target_look(struct target *t, const char *path, const char *probe)
{
	struct stat st;

	*t = (struct target){ .mode = 0 };
#if defined(HAVE_STATX) && defined(STATX_ATTR_MOUNT_ROOT)
	struct statx stx;

	/* Linux 5.8 and later tell mount points. */
	if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, STATX_TYPE, &stx) < 0) {
		if (errno == ENOENT)
			return true;
	} else if (stx.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) {
		t->mode = stx.stx_mode;
		t->mounted = stx.stx_attributes & STATX_ATTR_MOUNT_ROOT;
		return true;
	}
#endif
	if (lstat(path, &st) < 0)
		return errno == ENOENT;
	t->mode = st.st_mode;
	t->mounted = S_ISREG(st.st_mode) && target_is_mounted(path, probe);
	return true;
}

/* rmdir(2) of a file makes the kernel check all that it checks before it removes or replaces the name; only then it
 * fails with ENOTDIR. */
bool mb_replaceable_name(const char *path, struct mb_err *err)
{
	if (rmdir(path) == 0 || errno == ENOTDIR || errno == ENOENT || errno == ENOSYS)
		return true;
	if (errno == EPERM)
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s cannot be replaced: its attributes, or its folder's, "
				    "forbid that: see lsattr and ls -ld"),
				  path);
	return mb_err_errno(err, _("cannot write %s"), path);
}

bool mb_replaceable(const char *path, const char *probe, bool *absent_r, struct mb_err *err)
{
	struct target t;

	if (!target_look(&t, path, probe))
		return mb_err_errno(err, _("cannot write %s"), path);
	*absent_r = !t.mode;
	if (S_ISDIR(t.mode))
		return mb_err_set(err, MB_E_CONFIG, _("%s is a folder: move it away"), path);
	if (t.mounted)
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s is mounted by itself and cannot be replaced: mount the "
				    "folder that it is in"),
				  path);
	return !t.mode || mb_replaceable_name(path, err);
}
