/* SPDX-License-Identifier: MIT */
#include "mail/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "mail/received.h"

#define MEM_MAX   (1024 * 1024) /* bytes that are kept in memory */
#define MEM_FIRST 16384         /* bytes that are allocated first */

void mb_message_init(struct mb_message *m, const char *dir, size_t most)
{
	*m = (struct mb_message){ .dir = mb_xstrdup(dir), .most = most, .fd = -1 };
}

void mb_message_fini(struct mb_message *m)
{
	if (m->map)
		munmap(m->map, m->map_len);
	if (m->fd >= 0)
		close(m->fd);
	free(m->mem);
	free(m->dir);
	*m = (struct mb_message){ .fd = -1 };
}

int mb_message_file(const char *dir, struct mb_err *err)
{
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	/* The file system does not know O_TMPFILE. */
	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
		char *name = mb_xasprintf("%s/.message.XXXXXX", dir);

		fd = mkostemp(name, O_CLOEXEC);
		if (fd >= 0)
			unlink(name);
		free(name);
	}
	if (fd < 0)
		mb_err_errno(err, _("cannot make a file in %s"), dir);
	return fd;
}

/* Write the bytes in memory to the file. */
static bool spill(struct mb_message *m, struct mb_err *err)
{
	size_t done = 0;

	if (m->fd < 0)
		m->fd = mb_message_file(m->dir, err);
	if (m->fd < 0)
		return false;
	while (done < m->used) {
		ssize_t n = write(m->fd, m->mem + done, m->used - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return mb_err_errno(err, _("cannot keep the message in %s"), m->dir);
		done += (size_t)n;
	}
	m->in_file += m->used;
	m->used = 0;
	return true;
}

static bool bytes_put(struct mb_message *m, const char *data, size_t len, struct mb_err *err)
{
	if (len > m->most - m->in_file - m->used)
		return mb_err_set(err, MB_E_DATA,
				  _("the message is larger than %zu MB, which no server takes"),
				  m->most >> 20);
	while (len > 0) {
		size_t n;

		if (m->used == m->cap && m->cap < MEM_MAX) {
			m->cap = m->cap ? m->cap * 2 : MEM_FIRST;
			m->mem = mb_xreallocarray(m->mem, m->cap, 1);
		} else if (m->used == m->cap && !spill(m, err)) {
			return false;
		}
		n = m->cap - m->used < len ? m->cap - m->used : len;
		memcpy(m->mem + m->used, data, n);
		m->used += n;
		data += n;
		len -= n;
	}
	return true;
}

bool mb_message_add(struct mb_message *m, const void *data, size_t len, struct mb_err *err)
{
	const char *from = data, *end = from + len;

	if (memchr(data, '\0', len))
		m->has_nul = true;
	while (from < end) {
		const char *lf = memchr(from, '\n', (size_t)(end - from));
		const char *stop = lf ? lf : end;

		if (!bytes_put(m, from, (size_t)(stop - from), err))
			return false;
		if (stop > from)
			m->after_cr = stop[-1] == '\r';
		if (!lf)
			return true;
		if (!bytes_put(m, m->after_cr ? "\n" : "\r\n", m->after_cr ? 1 : 2, err))
			return false;
		m->after_cr = false;
		from = lf + 1;
	}
	return true;
}

static void skip_postmark(struct mb_message *m)
{
	const char *lf;

	if (m->len < 5 || memcmp(m->data, "From ", 5) != 0)
		return;
	lf = memchr(m->data, '\n', m->len);
	if (!lf)
		return;
	m->len -= (size_t)(lf + 1 - m->data);
	m->data = lf + 1;
}

bool mb_message_end(struct mb_message *m, struct mb_err *err)
{
	m->data = m->mem ? m->mem : "";
	m->len = m->used;
	if (m->fd >= 0) {
		if (!spill(m, err))
			return false;
		m->map = mmap(NULL, m->in_file, PROT_READ, MAP_PRIVATE, m->fd, 0);
		if (m->map == MAP_FAILED) {
			m->map = NULL;
			return mb_err_errno(err, _("cannot read the message back"));
		}
		m->data = m->map;
		m->len = m->map_len = m->in_file;
	}
	skip_postmark(m);
	return true;
}

bool mb_message_read(struct mb_message *m, int fd, struct mb_err *err)
{
	char piece[65536];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return mb_err_errno(err, _("cannot read the message"));
		if (!mb_message_add(m, piece, (size_t)n, err))
			return false;
	}
	return mb_message_end(m, err);
}

void mb_message_digest(const struct mb_message *m, unsigned char digest[MB_SHA256_LEN],
		       size_t *len_r)
{
	size_t start = 0, end = 0;

	mb_received_find(m->data, m->len, &start, &end);
	mb_sha256_joined(digest, m->data, start, m->data + end, m->len - end);
	*len_r = m->len - (end - start);
}
