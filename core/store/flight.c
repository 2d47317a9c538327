/* SPDX-License-Identifier: MIT */
#include "store/flight.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "global/replace.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "store/paths.h"

#define RECORD_MAX 4096 /* bytes */
#define FIRST_LINE "mailbearer-flight 1"
#define LAST_LINE  "end"

char *mb_flight_dir(const struct mb_paths *paths, struct mb_err *err)
{
	char *dir = mb_paths_state_file(paths, MB_STATE_FLIGHT, "");

	dir[strlen(dir) - 1] = '\0'; /* its slash */
	if (mb_file_make_dir(dir, err))
		return dir;
	free(dir);
	return NULL;
}

/* Find the line "key value", and take its value as a number. */
static bool find_number(const char *text, const char *key, int64_t max, int64_t *value_r)
{
	for (const char *line = text; line;
	     line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		const char *value = mb_text_after(line, key);
		char *copy;
		bool ok;

		if (!value || *value != ' ')
			continue;
		copy = mb_xstrndup(value + 1, strcspn(value + 1, "\n"));
		ok = mb_text_number(copy, 0, max, value_r);
		free(copy);
		return ok;
	}
	return false;
}

static bool is_whole(const char *text)
{
	size_t len = strlen(text), last = strlen("\n" LAST_LINE "\n");

	return mb_text_after(text, FIRST_LINE "\n") && len > last &&
	       mb_streq(text + len - last, "\n" LAST_LINE "\n");
}

static void load_record(struct mb_flight *f)
{
	char text[RECORD_MAX + 1];
	int64_t uidvalidity, uidnext;
	ssize_t n = pread(f->lock.fd, text, RECORD_MAX, 0);

	const char *mailbox;

	f->state = n == 0 ? MB_FLIGHT_NONE : MB_FLIGHT_SENT;
	f->uidvalidity = f->uidnext = 0;
	f->lost = 0;
	text[n > 0 ? n : 0] = '\0';
	if (!is_whole(text))
		return;
	mailbox = strstr(text, "\nmailbox ");
	if (mailbox && !f->mailbox)
		f->mailbox = mb_xstrndup(mailbox + 9, strcspn(mailbox + 9, "\n"));
	if (find_number(text, "uidvalidity", UINT32_MAX, &uidvalidity) &&
	    find_number(text, "uidnext", UINT32_MAX, &uidnext)) {
		f->uidvalidity = (uint32_t)uidvalidity;
		f->uidnext = (uint32_t)uidnext;
		if (!find_number(text, "lost", INT64_MAX, &f->lost))
			f->lost = 0;
	}
}

/* Is the locked file still in the folder? Whoever held the lock may have removed it while we
 * waited. */
static bool is_linked(const struct mb_flight *f)
{
	struct stat ours, there;

	return fstat(f->lock.fd, &ours) == 0 && stat(f->path, &there) == 0 &&
	       ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

bool mb_flight_open(struct mb_flight *f, const struct mb_paths *paths, const char *key,
		    struct mb_deadline deadline, struct mb_err *err)
{
	struct mb_flight removed = MB_FLIGHT_INIT;
	bool waited;

	*f = (struct mb_flight)MB_FLIGHT_INIT;
	f->path = mb_paths_state_file(paths, MB_STATE_FLIGHT, key);
	while (mb_lock_take(&f->lock, f->path, true, deadline, &waited, err)) {
		load_record(f);
		if (is_linked(f)) {
			/* A message that the process before us has sent and ended is there, most likely. */
			if (f->state == MB_FLIGHT_NONE && removed.state == MB_FLIGHT_SENT) {
				f->state = MB_FLIGHT_SENT;
				f->uidvalidity = removed.uidvalidity;
				f->uidnext = removed.uidnext;
				f->lost = removed.lost;
			}
			return true;
		}
		removed = *f;
		mb_lock_release(&f->lock);
	}
	return false;
}

static bool write_text(struct mb_flight *f, const char *text, size_t len)
{
	ssize_t n = pwrite(f->lock.fd, text, len, 0);

	if (n >= 0 && (size_t)n < len)
		errno = ENOSPC;
	return n == (ssize_t)len && ftruncate(f->lock.fd, (off_t)len) == 0;
}

/* Bring the record to the disk: its name must survive a crash as well as its contents. */
static bool sync_record(const struct mb_flight *f)
{
	char *dir = mb_xstrndup(f->path, (size_t)(strrchr(f->path, '/') - f->path));
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(f->lock.fd) == 0 && fsync(fd) == 0;
	int saved = errno;

	if (fd >= 0)
		close(fd);
	free(dir);
	errno = saved;
	return ok;
}

static bool write_record(struct mb_flight *f)
{
	struct mb_buf text;
	bool ok;

	mb_buf_init(&text, RECORD_MAX);
	mb_buf_addf(&text, FIRST_LINE "\nuidvalidity %" PRIu32 "\nuidnext %" PRIu32, f->uidvalidity,
		    f->uidnext);
	if (f->lost)
		mb_buf_addf(&text, "\nlost %" PRId64, f->lost);
	mb_buf_adds(&text, "\nmailbox ");
	mb_text_printable(&text, f->mailbox ? f->mailbox : "", RECORD_MAX / 2);
	mb_buf_adds(&text, "\n" LAST_LINE "\n");
	ok = write_text(f, text.data, text.len);
	mb_buf_fini(&text);
	return ok;
}

bool mb_flight_sent(struct mb_flight *f, const char *mailbox, uint32_t uidvalidity,
		    uint32_t uidnext, struct mb_err *err)
{
	if (f->state == MB_FLIGHT_SENT && f->uidvalidity == uidvalidity && f->uidnext < uidnext)
		uidnext = f->uidnext;
	f->uidvalidity = uidvalidity;
	f->uidnext = uidnext;
	f->lost = 0;
	free(f->mailbox);
	f->mailbox = mb_xstrdup(mailbox);
	if (!write_record(f) || !sync_record(f))
		return mb_err_errno(err, _("cannot write %s"), f->path);
	f->state = MB_FLIGHT_SENT;
	return true;
}

void mb_flight_looked(struct mb_flight *f, uint32_t uidvalidity, uint32_t uidnext)
{
	if (f->state != MB_FLIGHT_SENT || !uidvalidity)
		return;
	f->uidvalidity = uidvalidity;
	f->uidnext = uidnext;
	write_record(f);
}

/* Write without fsync: a record that does not tell the loss only makes the next try slower. */
void mb_flight_lost(struct mb_flight *f)
{
	if (f->state != MB_FLIGHT_SENT)
		return;
	f->lost = mb_clock_now();
	write_record(f);
}

void mb_flight_done(struct mb_flight *f, uint32_t uidvalidity, uint32_t uid)
{
	if (uidvalidity && uid) {
		f->uidvalidity = uidvalidity;
		f->uidnext = uid;
	}
	f->lost = 1; /* nobody is at work on it any more */
	write_record(f);
	f->state = MB_FLIGHT_DONE;
}

void mb_flight_none(struct mb_flight *f)
{
	f->state = MB_FLIGHT_NONE;
}

static void release_record(struct mb_flight *f, bool remove)
{
	/* Removed before unlocking: whoever waits for the lock sees what became of the message. */
	if (remove && f->lock.fd >= 0 && is_linked(f))
		unlink(f->path);
	mb_lock_release(&f->lock);
	free(f->path);
	free(f->mailbox);
	*f = (struct mb_flight)MB_FLIGHT_INIT;
}

void mb_flight_close(struct mb_flight *f)
{
	release_record(f, f->state == MB_FLIGHT_NONE);
}

void mb_flight_end(struct mb_flight *f)
{
	release_record(f, true);
}

static bool is_old(int dir, const char *name, int64_t now)
{
	struct stat st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
	       now - (int64_t)st.st_mtime > MB_FLIGHT_MAX_AGE;
}

void mb_flight_sweep(const struct mb_paths *paths)
{
	char *path = mb_paths_state_file(paths, MB_STATE_FLIGHT, "");
	int64_t now = mb_clock_now();
	DIR *dir = opendir(path);
	struct dirent *entry;

	free(path);
	while (dir && (entry = readdir(dir))) {
		int fd;

		if (*entry->d_name == '.' || !is_old(dirfd(dir), entry->d_name, now))
			continue;
		fd = openat(dirfd(dir), entry->d_name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
		/* Nobody is at work on the record, and it has not become younger. */
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
		    is_old(dirfd(dir), entry->d_name, now))
			unlinkat(dirfd(dir), entry->d_name, 0);
		if (fd >= 0)
			close(fd);
	}
	if (dir)
		closedir(dir);
}
