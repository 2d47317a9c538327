/* SPDX-License-Identifier: MIT */
#include "crypto/sha256.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "base/xalloc.h"

void mb_sha256(unsigned char digest[MB_SHA256_LEN], const void *data, size_t len)
{
	/* It fails only for want of memory. */
	if (gnutls_hash_fast(GNUTLS_DIG_SHA256, data, len, digest) < 0)
		mb_out_of_memory();
}
