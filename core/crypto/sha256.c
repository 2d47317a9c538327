/* SPDX-License-Identifier: MIT */
#include "crypto/sha256.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "base/xalloc.h"

void mb_sha256(unsigned char digest[MB_SHA256_LEN], const void *data, size_t len)
{
	/* gnutls_hash_fast() fails only for want of memory. */
	if (gnutls_hash_fast(GNUTLS_DIG_SHA256, data, len, digest) < 0)
		mb_out_of_memory();
}

void mb_sha256_joined(unsigned char digest[MB_SHA256_LEN], const void *a, size_t a_len,
		      const void *b, size_t b_len)
{
	gnutls_hash_hd_t hash;

	if (gnutls_hash_init(&hash, GNUTLS_DIG_SHA256) < 0 || gnutls_hash(hash, a, a_len) < 0 ||
	    gnutls_hash(hash, b, b_len) < 0)
		mb_out_of_memory();
	gnutls_hash_deinit(hash, digest);
}

const char *mb_sha256_hex(struct mb_sha256_hex *out, const unsigned char digest[MB_SHA256_LEN])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < MB_SHA256_LEN; i++) {
		out->text[2 * i] = digits[digest[i] >> 4];
		out->text[2 * i + 1] = digits[digest[i] & 15];
	}
	out->text[sizeof(out->text) - 1] = '\0';
	return out->text;
}
