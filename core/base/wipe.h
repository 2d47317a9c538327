/* SPDX-License-Identifier: MIT */
/*
 * wipe - overwrites memory with a secret; the compiler cannot leave it out
 *
 * What explicit_bzero() does, for the files of the front program: under FORTIFY that one lies in a
 * part of libc that nothing else there touches, which costs 64 KB of memory in every `token`.
 */
#ifndef MB_WIPE_H
#define MB_WIPE_H

#include <string.h>

static inline void mb_wipe(void *data, size_t len)
{
	memset(data, 0, len);
	__asm__ __volatile__("" : : "r"(data) : "memory");
}

#endif
