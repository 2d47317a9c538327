/* SPDX-License-Identifier: MIT */
/*
 * random - unguessable bytes, from GnuTLS
 */
#ifndef MB_RANDOM_H
#define MB_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_secret;

/* Fill `out` with `len` random bytes. */
bool mb_random(void *out, size_t len, struct mb_err *err);
/* Return `bytes` random bytes (64 at most) as base64url text, for state, code_verifier and the like; NULL on failure.
 * The caller frees the text. */
struct mb_secret *mb_random_text(size_t bytes, struct mb_err *err);

#endif
