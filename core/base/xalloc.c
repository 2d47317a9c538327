/* SPDX-License-Identifier: MIT */
#include "base/xalloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TRIES 5 /* attempts to get memory, 50 ms apart */

void mb_out_of_memory(void)
{
	static const char text[] = "mailbearer: out of memory: try again\n";

	/* stdio may need memory. */
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(75);
	_exit(75);
}

static void wait_a_moment(void)
{
	const struct timespec moment = { 0, 50 * 1000 * 1000 };

	nanosleep(&moment, NULL);
}

void *mb_xreallocarray(void *old, size_t n, size_t size)
{
	size_t len = n * size;

	if (size && n > SIZE_MAX / size)
		mb_out_of_memory();
	for (int i = 0; i < TRIES; i++) {
		void *p = realloc(old, len > 0 ? len : 1);

		if (p)
			return p;
		wait_a_moment();
	}
	mb_out_of_memory();
}

void *mb_xmalloc(size_t size)
{
	return mb_xreallocarray(NULL, 1, size);
}

void *mb_xcalloc(size_t n, size_t size)
{
	void *p = mb_xreallocarray(NULL, n, size);

	return memset(p, 0, n * size);
}

char *mb_xstrndup(const char *s, size_t len)
{
	char *p = mb_xmalloc(len + 1);

	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *mb_xstrdup(const char *s)
{
	return s ? mb_xstrndup(s, strlen(s)) : NULL;
}

char *mb_xvasprintf(const char *fmt, va_list ap)
{
	va_list copy;
	char *s;
	int len;

	va_copy(copy, ap);
	len = vsnprintf(NULL, 0, fmt, copy);
	va_end(copy);
	if (len < 0)
		mb_out_of_memory();
	s = mb_xmalloc((size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	return s;
}

char *mb_xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = mb_xvasprintf(fmt, ap);
	va_end(ap);
	return s;
}
