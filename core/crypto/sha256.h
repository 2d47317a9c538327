/* SPDX-License-Identifier: MIT */
/*
 * sha256 - SHA-256, from GnuTLS
 */
#ifndef MB_SHA256_H
#define MB_SHA256_H

#include <stddef.h>

#define MB_SHA256_LEN 32 /* bytes */

/* Hash `len` bytes. */
void mb_sha256(unsigned char digest[MB_SHA256_LEN], const void *data, size_t len);
/* Hash two pieces as if they were one. */
void mb_sha256_joined(unsigned char digest[MB_SHA256_LEN], const void *a, size_t a_len,
		      const void *b, size_t b_len);

struct mb_sha256_hex {
	char text[2 * MB_SHA256_LEN + 1];
};
/* Write the digest in lower case hexadecimal into `out`. Returns a string in `out`; borrowed. */
const char *mb_sha256_hex(struct mb_sha256_hex *out, const unsigned char digest[MB_SHA256_LEN]);

#endif
