/* SPDX-License-Identifier: MIT */
/*
 * limits - how long an access token mail programs take
 */
#ifndef MB_LIMITS_H
#define MB_LIMITS_H

#include <stdbool.h>
#include <stddef.h>

struct mb_buf;

/* Append the programs that cannot take a token of `token_len` bytes, as "msmtp before 1.8.31 and
 * mpop take 3039, ...". False: there is none. */
bool mb_limits_exceeded(struct mb_buf *out, size_t token_len);

#endif
