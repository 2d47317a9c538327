/* SPDX-License-Identifier: MIT */
#include "global/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"

char *mb_file_distrust(const char *path, const struct stat *st, unsigned trust)
{
	bool mine = st->st_uid == geteuid();

	if ((trust & MB_TRUST_OWN) && !mine)
		return mb_xasprintf(_("%s belongs to another user: remove it or run as its owner"),
				    path);
	if ((trust & MB_TRUST_WRITER) && !mine && st->st_uid != 0)
		return mb_xasprintf(_("%s belongs neither to you nor to root: chown it"), path);
	if ((trust & MB_TRUST_OWN) && (st->st_mode & 077))
		return mb_xasprintf(_("others can get at %s: chmod go= it"), path);
	if ((trust & MB_TRUST_WRITER) && (st->st_mode & 022))
		return mb_xasprintf(_("others can write %s: chmod go-w it"), path);
	if ((trust & MB_TRUST_SECRET) && (st->st_mode & 027))
		return mb_xasprintf(_("%s holds a secret and others can read it: chmod 600 it"),
				    path);
	return NULL;
}

static bool read_all(int fd, struct mb_buf *buf)
{
	char chunk[4096];
	ssize_t n;

	for (;;) {
		n = read(fd, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		mb_buf_add(buf, chunk, (size_t)n);
		if (!mb_buf_ok(buf)) {
			errno = EFBIG;
			n = -1;
			break;
		}
	}
	mb_wipe(chunk, sizeof(chunk));
	return n == 0;
}

bool mb_file_read(const char *path, unsigned trust, struct mb_buf *buf, struct stat *st_r,
		  bool *absent_r, struct mb_err *err)
{
	struct stat st;
	char *why = NULL;
	bool ok = false;
	int fd;

	if (absent_r)
		*absent_r = false;
	/* With O_NONBLOCK a FIFO in the file's place does not block us. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0) {
		if (absent_r)
			*absent_r = errno == ENOENT || errno == ENOTDIR;
		return mb_err_errno(err, _("cannot read %s"), path);
	}
	if (fstat(fd, &st) < 0) {
		mb_err_errno(err, _("cannot read %s"), path);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		mb_err_set(err, MB_E_IO, _("%s is not a file"), path);
		goto out;
	}
	why = mb_file_distrust(path, &st, trust);
	if (why) {
		mb_err_set(err, MB_E_CONFIG, "%s", why);
		goto out;
	}
	mb_buf_expect(buf, st.st_size > 0 ? (size_t)st.st_size : 0);
	if (!read_all(fd, buf)) {
		mb_err_errno(err, _("cannot read %s"), path);
		goto out;
	}
	if (st_r)
		*st_r = st;
	ok = true;
out:
	close(fd);
	free(why);
	return ok;
}
