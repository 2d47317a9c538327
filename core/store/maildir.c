/* SPDX-License-Identifier: MIT */
#include "store/maildir.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/xalloc.h"

static bool sync_dir(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Sync the folder that has `path` in it. */
static bool sync_above(const char *path)
{
	size_t len = strlen(path);
	char *above;
	bool ok;

	while (len > 1 && path[len - 1] == '/')
		len--;
	while (len > 0 && path[len - 1] != '/')
		len--;
	above = len ? mb_xstrndup(path, len) : mb_xstrdup(".");
	ok = sync_dir(above);
	free(above);
	return ok;
}

static bool make_dirs(const char *folder)
{
	static const char *const parts[] = { "", "/tmp", "/new", "/cur" };
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof(parts) / sizeof(*parts); i++) {
		char *path = mb_text_cat(folder, parts[i], NULL);

		if (mkdir(path, 0700) == 0)
			ok = sync_above(path);
		else
			ok = errno == EEXIST;
		free(path);
	}
	return ok;
}

/* Make a name that is used once, for the caller to free: time, process and a counter, and the
 * machine, as the format wants it. */
static char *unique_name(void)
{
	static unsigned count;
	char host[HOST_NAME_MAX + 1] = "localhost";

	if (gethostname(host, sizeof(host) - 1) < 0 || strpbrk(host, "/:"))
		snprintf(host, sizeof(host), "localhost");
	return mb_xasprintf("%" PRId64 ".M%" PRId64 "P%ldQ%u.%s", mb_clock_now(), mb_clock_ms(),
			    (long)getpid(), ++count, host);
}

/* Write all but the CRs before LFs. Closes `fd` in any case. */
static bool write_lines(int fd, const char *data, size_t len)
{
	FILE *file = fdopen(fd, "w");
	size_t from = 0;
	bool ok;

	if (!file) {
		close(fd);
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		if (data[i] != '\n' || i == 0 || data[i - 1] != '\r')
			continue;
		fwrite(data + from, 1, i - 1 - from, file);
		from = i;
	}
	fwrite(data + from, 1, len - from, file);
	ok = fflush(file) == 0 && !ferror(file) && fsync(fd) == 0;
	return fclose(file) == 0 && ok;
}

bool mb_maildir_keep(const char *folder, const char *data, size_t len, struct mb_err *err)
{
	char *name = unique_name();
	char *tmp = mb_text_cat(folder, "/tmp/", name, NULL);
	char *new_dir = mb_text_cat(folder, "/new", NULL);
	char *new = mb_text_cat(new_dir, "/", name, NULL);
	const char *made = NULL;
	bool ok = false;
	int fd;

	if (!make_dirs(folder))
		goto out;
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		goto out;
	made = tmp;
	if (!write_lines(fd, data, len) || rename(tmp, new) != 0)
		goto out;
	made = new;
	ok = sync_dir(new_dir);
out:
	if (!ok)
		mb_err_errno(err, _("cannot put the message into %s"), folder);
	/* A message that was answered with a failure comes again. */
	if (!ok && made)
		unlink(made);
	free(name);
	free(tmp);
	free(new);
	free(new_dir);
	return ok;
}
