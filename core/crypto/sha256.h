/* SPDX-License-Identifier: MIT */
/*
 * sha256 - SHA-256, from GnuTLS
 */
#ifndef MB_SHA256_H
#define MB_SHA256_H

#include <stddef.h>

#define MB_SHA256_LEN 32

void mb_sha256(unsigned char digest[MB_SHA256_LEN], const void *data, size_t len);

#endif
