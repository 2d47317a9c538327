/* SPDX-License-Identifier: MIT */
/*
 * when - moments and spans as people read them
 */
#ifndef MB_WHEN_H
#define MB_WHEN_H

#include <stddef.h>
#include <stdint.h>

/* A span: "3 days", "59 minutes", "10 s"; into `out`, which is returned. */
const char *mb_when_span(char *out, size_t size, int64_t seconds);
/* A moment in local time: "2026-11-24 08:15"; into `out`, which is returned. */
const char *mb_when_local(char *out, size_t size, int64_t when);

#endif
