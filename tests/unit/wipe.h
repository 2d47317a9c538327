/* SPDX-License-Identifier: MIT */
/*
 * wipe - sees whether memory with a secret is freed unwiped (link with -Wl,--wrap=free,--wrap=realloc)
 */
#ifndef MB_TEST_WIPE_H
#define MB_TEST_WIPE_H

/* Counts, from now on, blocks that are freed with this text in them. */
void wipe_watch(const char *marker);
unsigned wipe_count(void);

#endif
