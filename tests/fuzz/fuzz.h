/* SPDX-License-Identifier: MIT */
/*
 * fuzz - one harness per parser of what comes from outside
 *
 * Each is a libFuzzer program (--enable-fuzzers, make fuzz) and, with replay.c, a plain test that runs
 * its corpus everywhere (make check).
 */
#ifndef MB_FUZZ_H
#define MB_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of just this size, so that a sanitizer sees a byte read too far; with `nul`, one NUL more. The
 * caller frees it. */
char *fuzz_copy(const uint8_t *data, size_t size, int nul);
/* The path of a file in memory with these contents, mode 0600. Static; good until the next call. */
const char *fuzz_file(const uint8_t *data, size_t size);
/* What must hold, whatever the input. */
void fuzz_must(int holds);

#endif
