/* SPDX-License-Identifier: MIT */
#include "base/wiping.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"
#include "base/xalloc.h"

/* Stands before each block and holds its length, which wiping needs. */
union head {
	size_t size;
	max_align_t align;
};

void *mb_wiping_malloc(size_t size)
{
	union head *head;

	if (size > SIZE_MAX - sizeof(*head))
		mb_out_of_memory();
	head = mb_xmalloc(sizeof(*head) + size);
	head->size = size;
	return head + 1;
}

void *mb_wiping_calloc(size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		mb_out_of_memory();
	return memset(mb_wiping_malloc(n * size), 0, n * size);
}

/* realloc() would leave an unwiped copy behind. */
void *mb_wiping_realloc(void *old, size_t size)
{
	size_t had = old ? ((union head *)old - 1)->size : 0;
	void *new = mb_wiping_malloc(size);

	if (old)
		memcpy(new, old, had < size ? had : size);
	mb_wiping_free(old);
	return new;
}

char *mb_wiping_strdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(mb_wiping_malloc(size), s, size);
}

void mb_wiping_free(void *p)
{
	union head *head = p;

	if (!head)
		return;
	head--;
	mb_wipe(head, sizeof(*head) + head->size);
	free(head);
}
