/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"
#include "base/xalloc.h"

void mb_buf_init(struct mb_buf *buf, size_t max)
{
	*buf = (struct mb_buf){ .max = max };
}

void mb_buf_fini(struct mb_buf *buf)
{
	if (buf->data)
		mb_wipe(buf->data, buf->cap);
	free(buf->data);
	mb_buf_init(buf, buf->max);
}

/* Make room for `more` bytes and the NUL. realloc() would leave an unwiped copy of a secret behind. */
static bool reserve(struct mb_buf *buf, size_t more)
{
	size_t cap = buf->cap ? buf->cap : 128;
	char *data;

	if (buf->failed || more > buf->max - buf->len) {
		buf->failed = true;
		return false;
	}
	if (buf->data && buf->len + more < buf->cap)
		return true;
	while (cap <= buf->len + more)
		cap *= 2;
	data = mb_xmalloc(cap);
	if (buf->data) {
		memcpy(data, buf->data, buf->len + 1);
		mb_wipe(buf->data, buf->cap);
		free(buf->data);
	}
	buf->data = data;
	buf->cap = cap;
	return true;
}

void mb_buf_expect(struct mb_buf *buf, size_t len)
{
	if (buf->data || len > buf->max)
		return;
	buf->data = mb_xmalloc(len + 1);
	buf->data[0] = '\0';
	buf->cap = len + 1;
}

void mb_buf_add(struct mb_buf *buf, const void *data, size_t len)
{
	if (!reserve(buf, len))
		return;
	if (len)
		memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void mb_buf_adds(struct mb_buf *buf, const char *s)
{
	mb_buf_add(buf, s, strlen(s));
}

void mb_buf_addc(struct mb_buf *buf, char c)
{
	mb_buf_add(buf, &c, 1);
}

void mb_buf_addv(struct mb_buf *buf, const char *fmt, va_list ap)
{
	va_list again;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0 || !reserve(buf, (size_t)len)) {
		buf->failed = true;
		return;
	}
	vsnprintf(buf->data + buf->len, (size_t)len + 1, fmt, ap);
	buf->len += (size_t)len;
}

void mb_buf_addf(struct mb_buf *buf, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	mb_buf_addv(buf, fmt, ap);
	va_end(ap);
}

void mb_buf_cut(struct mb_buf *buf, size_t len)
{
	if (!buf->data || len >= buf->len)
		return;
	mb_wipe(buf->data + len, buf->len - len);
	buf->len = len;
}

bool mb_buf_ok(const struct mb_buf *buf)
{
	return !buf->failed;
}

const char *mb_buf_str(const struct mb_buf *buf)
{
	return buf->data ? buf->data : "";
}

char *mb_buf_take(struct mb_buf *buf)
{
	char *data = buf->data ? buf->data : mb_xstrdup("");

	mb_buf_init(buf, buf->max);
	return data;
}
