/* SPDX-License-Identifier: MIT */
#include "crypto/key.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/pkcs11.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"

/* Bytes of R, and of S, in a signature on P-256 (RFC 7518 3.4). */
#define ES256_HALF 32

struct mb_key {
	gnutls_privkey_t handle;
	enum mb_key_kind kind;
	struct mb_secret *pin; /* kept, as some tokens want it again for each signature */
};

/* Return the public half of the key; NULL if a token does not hand it out. The caller frees it. */
static gnutls_pubkey_t public_of(const struct mb_key *key)
{
	gnutls_pubkey_t public;

	if (gnutls_pubkey_init(&public) < 0)
		mb_out_of_memory();
	if (gnutls_pubkey_import_privkey(public, key->handle, 0, 0) >= 0)
		return public;
	gnutls_pubkey_deinit(public);
	return NULL;
}

static bool set_kind(struct mb_key *key, struct mb_err *err)
{
	int algorithm = gnutls_privkey_get_pk_algorithm(key->handle, NULL);
	gnutls_pubkey_t public = public_of(key);
	unsigned bits = 0; /* if the key is on a token, only the public half tells its size */

	if (public) {
		gnutls_pubkey_get_pk_algorithm(public, &bits);
		gnutls_pubkey_deinit(public);
	}
	if (algorithm == GNUTLS_PK_RSA && (!bits || bits >= 2048))
		key->kind = MB_KEY_RSA;
	else if (algorithm == GNUTLS_PK_ECDSA && (!bits || bits == 256))
		key->kind = MB_KEY_EC;
	else
		return mb_err_set(err, MB_E_CONFIG,
				  _("the key is neither RSA of 2048 bits or more nor EC on P-256"));
	return true;
}

static struct mb_key *new_key(const struct mb_secret *pin)
{
	struct mb_key *key = mb_xcalloc(1, sizeof(*key));

	if (gnutls_privkey_init(&key->handle) < 0)
		mb_out_of_memory();
	key->pin = mb_secret_copy(pin);
	return key;
}

/* Hand the key to the caller, or free it if it cannot be used. Returns `ok`. */
static bool key_deliver(struct mb_key *key, bool ok, struct mb_key **key_r)
{
	if (ok)
		*key_r = key;
	else
		mb_key_free(&key);
	return ok;
}

bool mb_key_of_pem(struct mb_key **key_r, const struct mb_buf *pem,
		   const struct mb_secret *password, struct mb_err *err)
{
	const char *text = mb_buf_str(pem);
	gnutls_datum_t data = { (unsigned char *)pem->data, (unsigned)pem->len };
	/* The marks of encryption in PKCS#8 and in OpenSSL's older format. */
	bool encrypted = strstr(text, "BEGIN ENCRYPTED PRIVATE KEY") || strstr(text, "4,ENCRYPTED");
	struct mb_key *key;
	int rc;

	if (!strstr(text, "PRIVATE KEY-----"))
		return mb_err_set(err, MB_E_CONFIG, _("holds no private key as PEM"));
	if (encrypted && !password)
		return mb_err_set(err, MB_E_CONFIG,
				  _("is encrypted: set client_key_password_command or "
				    "client_key_password_file"));
	key = new_key(NULL);
	rc = gnutls_privkey_import_x509_raw(key->handle, &data, GNUTLS_X509_FMT_PEM,
					    encrypted ? mb_secret_expose(password) : NULL, 0);
	if (rc == GNUTLS_E_DECRYPTION_FAILED)
		mb_err_set(err, MB_E_CONFIG, _("is encrypted with another password"));
	else if (rc < 0)
		mb_err_set(err, MB_E_CONFIG, _("holds no usable private key: %s"),
			   gnutls_strerror(rc));
	return key_deliver(key, rc >= 0 && set_kind(key, err), key_r);
}

/* Give GnuTLS the PIN, once: a second attempt means that the PIN is wrong, and more of them lock the token. */
static int on_pin(void *arg, int attempt, const char *url, const char *label, unsigned flags,
		  char *pin, size_t max)
{
	const struct mb_key *key = arg;
	size_t len = mb_secret_len(key->pin);

	(void)url;
	(void)label;
	if (!key->pin || len >= max || attempt > 0 ||
	    (flags & (GNUTLS_PIN_WRONG | GNUTLS_PIN_FINAL_TRY)))
		return GNUTLS_E_PKCS11_PIN_ERROR;
	memcpy(pin, mb_secret_expose(key->pin), len + 1);
	return 0;
}

static bool token_failed(int rc, bool pin, struct mb_err *err)
{
	bool locked = rc == GNUTLS_E_PKCS11_PIN_LOCKED || rc == GNUTLS_E_PKCS11_PIN_EXPIRED;
	bool wrong = rc == GNUTLS_E_PKCS11_PIN_ERROR || rc == GNUTLS_E_PKCS11_USER_ERROR;

	if (locked)
		return mb_err_set(err, MB_E_DENIED,
				  _("the token's PIN is locked or has expired: give it a new one "
				    "with the token's own program (%s)"),
				  gnutls_strerror(rc));
	if (wrong && !pin)
		return mb_err_set(err, MB_E_CONFIG,
				  _("the token wants a PIN: set client_key_password_command or "
				    "client_key_password_file"));
	if (wrong)
		return mb_err_set(err, MB_E_DENIED, _("the token does not take the PIN (%s)"),
				  gnutls_strerror(rc));
	return mb_err_set(err, MB_E_RETRY, _("the token does not give the key: %s"),
			  gnutls_strerror(rc));
}

/* Find out whether the module, the token or the key is missing; GnuTLS has one error for all of them. */
static bool nothing_at(const char *url, struct mb_err *err)
{
	char *some = NULL;
	unsigned flags;

	if (gnutls_pkcs11_token_get_flags(url, &flags) >= 0)
		return mb_err_set(err, MB_E_CONFIG,
				  _("there is no such key on the token: correct it "
				    "(p11tool --login --list-privkeys shows the keys)"));
	if (gnutls_pkcs11_token_get_url(0, 0, &some) < 0)
		return mb_err_set(err, MB_E_CONFIG,
				  _("there is no token at all: plug it in, and install its PKCS#11 "
				    "module (p11-kit list-modules shows the modules)"));
	gnutls_free(some);
	return mb_err_set(err, MB_E_CONFIG,
			  _("there is no such token: plug it in, or correct its name "
			    "(p11tool --list-tokens shows the tokens)"));
}

static bool url_failed(const char *url, int rc, bool pin, struct mb_err *err)
{
	if (rc == GNUTLS_E_PARSING_ERROR)
		return mb_err_set(err, MB_E_CONFIG, _("is no pkcs11: URL: correct it"));
	if (rc == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE ||
	    rc == GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE)
		return nothing_at(url, err);
	return token_failed(rc, pin, err);
}

bool mb_key_of_url(struct mb_key **key_r, const char *url, const struct mb_secret *pin,
		   struct mb_err *err)
{
	struct mb_key *key = new_key(pin);
	int rc;

	gnutls_privkey_set_pin_function(key->handle, on_pin, key);
	rc = gnutls_privkey_import_url(key->handle, url, 0);
	if (rc < 0)
		url_failed(url, rc, pin != NULL, err);
	return key_deliver(key, rc >= 0 && set_kind(key, err), key_r);
}

void mb_key_free(struct mb_key **key)
{
	if (!*key)
		return;
	gnutls_privkey_deinit((*key)->handle);
	mb_secret_free(&(*key)->pin);
	free(*key);
	*key = NULL;
}

enum mb_key_kind mb_key_kind(const struct mb_key *key)
{
	return key->kind;
}

/* Append R and S of a DER signature as two halves of fixed length (RFC 7518 3.4). */
static bool add_halves(const gnutls_datum_t *der, struct mb_buf *out)
{
	static const unsigned char zeros[ES256_HALF];
	gnutls_datum_t half[2] = { { NULL, 0 }, { NULL, 0 } };
	bool ok = gnutls_decode_rs_value(der, &half[0], &half[1]) >= 0;

	for (size_t i = 0; i < 2 && ok; i++) {
		size_t skip = half[i].size > ES256_HALF ? half[i].size - ES256_HALF : 0;

		mb_buf_add(out, zeros, ES256_HALF - (half[i].size - skip));
		mb_buf_add(out, half[i].data + skip, half[i].size - skip);
	}
	gnutls_free(half[0].data);
	gnutls_free(half[1].data);
	return ok;
}

bool mb_key_sign(const struct mb_key *key, const char *algorithm, const void *data, size_t len,
		 struct mb_buf *out, struct mb_err *err)
{
	gnutls_datum_t text = { (unsigned char *)(uintptr_t)data, (unsigned)len };
	gnutls_datum_t signature = { NULL, 0 };
	gnutls_sign_algorithm_t how = mb_streq(algorithm, "RS256") ? GNUTLS_SIGN_RSA_SHA256
				      : mb_streq(algorithm, "PS256")
					  ? GNUTLS_SIGN_RSA_PSS_RSAE_SHA256
					  : GNUTLS_SIGN_ECDSA_SHA256;
	int rc = gnutls_privkey_sign_data2(key->handle, how, 0, &text, &signature);

	if (rc < 0)
		return token_failed(rc, key->pin != NULL, err);
	if (how == GNUTLS_SIGN_ECDSA_SHA256)
		add_halves(&signature, out);
	else
		mb_buf_add(out, signature.data, signature.size);
	gnutls_free(signature.data);
	return true;
}

bool mb_certificate_fits(const struct mb_certificate *certificate, const struct mb_key *key)
{
	unsigned char id[sizeof(certificate->public_key)];
	size_t size = sizeof(id);
	gnutls_pubkey_t public = public_of(key);
	bool fits;

	if (!public)
		return true;
	fits = gnutls_pubkey_get_key_id(public, GNUTLS_KEYID_USE_SHA256, id, &size) >= 0 &&
	       memcmp(id, certificate->public_key, sizeof(id)) == 0;
	gnutls_pubkey_deinit(public);
	return fits;
}
