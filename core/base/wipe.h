/* SPDX-License-Identifier: MIT */
/*
 * wipe - overwriting memory that held a secret, which the compiler cannot optimise away
 *
 * The same as explicit_bzero(), for files that the front program links, and for what is called for each member of a JSON
 * object. Under FORTIFY explicit_bzero() lies in a part of libc that the front does not use otherwise; loading that part
 * would cost 64 KB of memory in each `token`.
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
