/* SPDX-License-Identifier: MIT */
#include "unit/wipe.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define VALGRIND_DISABLE_ERROR_REPORTING
#define VALGRIND_ENABLE_ERROR_REPORTING
#endif

void __real_free(void *p);
void *__real_realloc(void *p, size_t size);
void __wrap_free(void *p);
void *__wrap_realloc(void *p, size_t size);

static char watched[64];
static unsigned unwiped;

void wipe_watch(const char *marker)
{
	strncpy(watched, marker, sizeof(watched) - 1);
	unwiped = 0;
}

unsigned wipe_count(void)
{
	return unwiped;
}

/* Also at bytes that were never written. */
static void look(const void *p, size_t size)
{
	VALGRIND_DISABLE_ERROR_REPORTING;
	if (watched[0] && memmem(p, size, watched, strlen(watched)))
		unwiped++;
	VALGRIND_ENABLE_ERROR_REPORTING;
}

void __wrap_free(void *p)
{
	if (p)
		look(p, malloc_usable_size(p));
	__real_free(p);
}

/* Growing may move the block and leave the old one as it is. */
void *__wrap_realloc(void *p, size_t size)
{
	if (p)
		look(p, malloc_usable_size(p));
	return __real_realloc(p, size);
}
