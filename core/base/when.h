/* SPDX-License-Identifier: MIT */
/*
 * when - times and durations as people read them
 */
#ifndef MB_WHEN_H
#define MB_WHEN_H

#include <stddef.h>
#include <stdint.h>

/* Write a duration in the reader's language: "3 days", "59 minutes", "10 s". Returns `out`. */
const char *mb_when_span(char *out, size_t size, int64_t seconds);
/* Write a Unix time in the local time zone: "2026-11-24 08:15". Returns `out`. */
const char *mb_when_local(char *out, size_t size, int64_t when);

#endif
