/* SPDX-License-Identifier: MIT */
/*
 * key - private keys and certificates, from PEM files or from PKCS#11 tokens, by GnuTLS
 *
 * A token here is a smart card or the like. A key on a token is named by a pkcs11: URL and never leaves the token
 * (RFC 7512).
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

/* Read the private key in `pem`, an untrusted text that may hold certificates, too. `password` is NULL if none was
 * given. MB_E_CONFIG if there is no key, a key of a kind we cannot use, or the password is wrong. The caller frees
 * the key. */
bool mb_key_of_pem(struct mb_key **key_r, const struct mb_buf *pem,
		   const struct mb_secret *password, struct mb_err *err);
/* Find the private key that a pkcs11: URL names. `pin` is NULL if none was given. MB_E_CONFIG if the URL is wrong, or
 * the module, token or key is missing, or a PIN is wanted and none given; MB_E_DENIED if the token refuses the PIN;
 * MB_E_RETRY for any other failure of the token. The caller frees the key. */
bool mb_key_of_url(struct mb_key **key_r, const char *url, const struct mb_secret *pin,
		   struct mb_err *err);
/* Free *key, which may be NULL, and set it to NULL. */
void mb_key_free(struct mb_key **key);

enum mb_key_kind mb_key_kind(const struct mb_key *key);

/* Append the signature of `data` to `out`, in the format of a JWT. `algorithm` is RS256, PS256 or ES256 and must fit
 * the kind of key (RFC 7518 3.3 to 3.5). */
bool mb_key_sign(const struct mb_key *key, const char *algorithm, const void *data, size_t len,
		 struct mb_buf *out, struct mb_err *err);

/* What an assertion says of the client's certificate. */
struct mb_certificate {
	char *x5t;                    /* SHA-1 of its DER form, base64url (RFC 7515 4.1.7) */
	char *x5t_s256;               /* SHA-256 of its DER form, base64url (RFC 7515 4.1.8) */
	int64_t expires;              /* Unix time */
	unsigned char public_key[32]; /* SHA-256 of its public key */
};

/* Read the first certificate in `pem`, which is untrusted. The caller calls mb_certificate_fini(), also on failure.
 * MB_E_CONFIG if there is no usable certificate. */
bool mb_certificate_of_pem(struct mb_certificate *certificate, const struct mb_buf *pem,
			   struct mb_err *err);
void mb_certificate_fini(struct mb_certificate *certificate);
/* Tell whether the certificate belongs to the key. True, too, if a token does not hand out the public key. */
bool mb_certificate_fits(const struct mb_certificate *certificate, const struct mb_key *key);

#endif
