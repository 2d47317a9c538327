/* SPDX-License-Identifier: MIT */
/*
 * key - private keys and certificates, from PEM files or from PKCS#11 tokens, by GnuTLS
 *
 * A key on a token (`pkcs11:`, RFC 7512) never leaves it.
 */
#ifndef MB_KEY_H
#define MB_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "global/err.h"

struct mb_buf;
struct mb_secret;

enum mb_key_kind {
	MB_KEY_RSA = 1,
	MB_KEY_EC,
};

struct mb_key;

/* `pem` (untrusted, limited by its reader) may hold certificates too. `password` NULL: none was
 * given. MB_E_CONFIG: no key, of an unusable kind, or another password. The caller owns the key. */
bool mb_key_of_pem(struct mb_key **key_r, const struct mb_buf *pem,
		   const struct mb_secret *password, struct mb_err *err);
/* `pin` NULL: none was given. MB_E_CONFIG: no such module, token or key, or no such URL; MB_E_DENIED: the PIN. */
bool mb_key_of_url(struct mb_key **key_r, const char *url, const struct mb_secret *pin,
		   struct mb_err *err);
/* Frees, sets to NULL. */
void mb_key_free(struct mb_key **key);

enum mb_key_kind mb_key_kind(const struct mb_key *key);

/* For crypto/jwt.c: the signature of RFC 7518 3.3 to 3.5. `algorithm`: RS256, PS256 or ES256, and it
 * fits the kind. Appends to `out`. */
bool mb_key_sign(const struct mb_key *key, const char *algorithm, const void *data, size_t len,
		 struct mb_buf *out, struct mb_err *err);

/* What an assertion needs to know of a certificate. */
struct mb_certificate {
	char *x5t;                    /* base64url of SHA-1 of the DER form, RFC 7515 4.1.7 */
	char *x5t_s256;               /* ... of SHA-256, RFC 7515 4.1.8 */
	int64_t expires;              /* Unix time */
	unsigned char public_key[32]; /* SHA-256 of its public key */
};

/* The first certificate of `pem` (untrusted). mb_certificate_fini() in any case. */
bool mb_certificate_of_pem(struct mb_certificate *certificate, const struct mb_buf *pem,
			   struct mb_err *err);
void mb_certificate_fini(struct mb_certificate *certificate);
/* Is it the key's? Also true when a token does not say. */
bool mb_certificate_fits(const struct mb_certificate *certificate, const struct mb_key *key);

#endif
