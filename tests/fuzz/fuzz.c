/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

char *fuzz_copy(const uint8_t *data, size_t size, int nul)
{
	char *copy = malloc(size + (nul ? 1 : 0) + (size == 0));

	if (!copy)
		abort();
	if (size)
		memcpy(copy, data, size);
	if (nul)
		copy[size] = '\0';
	return copy;
}

const char *fuzz_file(const uint8_t *data, size_t size)
{
	static char path[64];
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("fuzz", MFD_CLOEXEC);
		if (fd < 0 || fchmod(fd, 0600) < 0)
			abort();
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	if (ftruncate(fd, 0) < 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	return path;
}

void fuzz_must(int holds)
{
	if (!holds)
		abort();
}
