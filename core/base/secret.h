/* SPDX-License-Identifier: MIT */
/*
 * secret - passwords, client secrets and tokens
 *
 * Opaque, so that "%s" of a secret is a compiler warning and mb_secret_expose() is one word to
 * grep for. One allocation of known length, wiped when freed.
 */
#ifndef MB_SECRET_H
#define MB_SECRET_H

#include <stdbool.h>
#include <stddef.h>

struct mb_secret;

/* A copy that the caller owns. May contain any byte. */
struct mb_secret *mb_secret_new(const void *data, size_t len);
/* NULL gives NULL. */
struct mb_secret *mb_secret_new_str(const char *s);
struct mb_secret *mb_secret_copy(const struct mb_secret *secret);
/* Wipes, frees and sets to NULL; *secret may be NULL. */
void mb_secret_free(struct mb_secret **secret);

/* Borrowed, NUL-terminated; NULL gives NULL. */
const char *mb_secret_expose(const struct mb_secret *secret);
size_t mb_secret_len(const struct mb_secret *secret);
/* In constant time for equal lengths; NULL equals only NULL. */
bool mb_secret_equal(const struct mb_secret *a, const struct mb_secret *b);

#endif
