/* SPDX-License-Identifier: MIT */
/*
 * secret - passwords, client secrets and tokens
 *
 * The struct is opaque, so that the compiler warns about "%s" of a secret, and a search for mb_secret_expose() finds
 * each use of the plain text. A secret is one allocation of known length, wiped when freed.
 */
#ifndef MB_SECRET_H
#define MB_SECRET_H

#include <stdbool.h>
#include <stddef.h>

struct mb_secret;

/* Copy `data`, which may contain any byte, into a new secret. The caller frees the secret. */
struct mb_secret *mb_secret_new(const void *data, size_t len);
/* Copy a string or a secret; NULL gives NULL. The caller frees the copy. */
struct mb_secret *mb_secret_new_str(const char *s);
struct mb_secret *mb_secret_copy(const struct mb_secret *secret);
/* Wipe and free *secret, which may be NULL, and set it to NULL. */
void mb_secret_free(struct mb_secret **secret);

/* Return the plain text, NUL-terminated; NULL gives NULL. Borrowed. */
const char *mb_secret_expose(const struct mb_secret *secret);
size_t mb_secret_len(const struct mb_secret *secret);
/* Compare two secrets, in a time that depends on their lengths only. NULL equals only NULL. */
bool mb_secret_equal(const struct mb_secret *a, const struct mb_secret *b);

#endif
