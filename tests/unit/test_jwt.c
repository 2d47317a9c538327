/* SPDX-License-Identifier: MIT */
/* crypto/key, crypto/certificate and crypto/jwt, against what openssl says. */
#include "unit/scratch.h"

#include <gnutls/abstract.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/secret.h"
#include "crypto/base64.h"
#include "crypto/jwt.h"
#include "crypto/key.h"
#include "unit/keys.h"

/* By: openssl dgst -sha256 -sign */
static const char rs256[] =
    "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIn0."
    "MsNsNlxE_TdOvewnf4RB03ckxTz1vbgAR0-dpHEyUZxJOeP_9g2hLojprZYRZIA43B_JbrmLHtf9I8pu"
    "MFvXDh-2GSC_hr2ip26fuPL-ZoChQBm-4Mn-2lOoAi6hDMA-Z_z0pMo1sMqrMUs1AQXkWCokP8eg3g1G"
    "G-rvtFKJaarwMiQIx5HNybBDGNp5PHWTcjoFnekYPJjm7B1LGSmJ2r_J28SXYUbPLXSLdDQFpm8HiSwB"
    "u144e8osdLwIl2aA4poVcgTqxnzfBl5AOVlLsPc5sIN52IqOC78XX4kvvtEMsnb9LMtqWGOOUxvu9CUB"
    "p-dSHYFiVJUyDBCT-4ed-g";

static int setup(void **state)
{
	(void)state;
	mb_json_init();
	return 0;
}

static struct mb_buf text_of(const char *s)
{
	struct mb_buf buf;

	mb_buf_init(&buf, 65536);
	mb_buf_adds(&buf, s);
	return buf;
}

static struct mb_key *key_of(const char *pem, const char *password, struct mb_err *err)
{
	struct mb_secret *secret = mb_secret_new_str(password);
	struct mb_buf buf = text_of(pem);
	struct mb_key *key = NULL;
	bool ok = mb_key_of_pem(&key, &buf, secret, err);

	assert_int_equal(ok, key != NULL);
	mb_secret_free(&secret);
	mb_buf_fini(&buf);
	return key;
}

static struct mb_key *good_key(const char *pem, const char *password)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_key *key = key_of(pem, password, &err);

	if (!key)
		fail_msg("%s", err.text);
	return key;
}

static struct mb_secret *sign(const struct mb_key *key, const char *algorithm)
{
	json_t *header = json_object(), *claims = json_object();
	struct mb_err err = MB_ERR_INIT;
	struct mb_secret *jwt = NULL;

	mb_json_set_str(claims, "sub", "a");
	if (!mb_jwt_sign(&jwt, header, claims, algorithm, key, &err))
		assert_non_null(err.text);
	mb_err_clear(&err);
	json_decref(header);
	json_decref(claims);
	return jwt;
}

static void signs_as_openssl_does(void **state)
{
	struct mb_key *key = good_key(rsa_key, NULL);
	struct mb_secret *jwt = sign(key, "RS256");

	(void)state;
	assert_string_equal(mb_secret_expose(jwt), rs256);
	mb_secret_free(&jwt);
	mb_key_free(&key);
}

/* The signature is another each time: GnuTLS verifies it. RFC 7518 3.5 wants a salt of 32 bytes. */
static void signs_by_pss(void **state)
{
	gnutls_datum_t pem = { (unsigned char *)(uintptr_t)rsa_key, sizeof(rsa_key) - 1 };
	struct mb_key *key = good_key(rsa_key, NULL);
	struct mb_secret *jwt = sign(key, "PS256");
	const char *text = mb_secret_expose(jwt), *dot = strrchr(text, '.');
	struct mb_buf signature = text_of("");
	gnutls_datum_t data, value;
	gnutls_privkey_t private;
	gnutls_pubkey_t public;

	(void)state;
	assert_true(mb_base64_decode(&signature, dot + 1, strlen(dot + 1)));
	data = (gnutls_datum_t){ (unsigned char *)(uintptr_t)text, (unsigned)(dot - text) };
	value = (gnutls_datum_t){ (unsigned char *)signature.data, (unsigned)signature.len };
	gnutls_privkey_init(&private);
	gnutls_pubkey_init(&public);
	assert_true(gnutls_privkey_import_x509_raw(private, &pem, GNUTLS_X509_FMT_PEM, NULL, 0) >=
		    0);
	assert_true(gnutls_pubkey_import_privkey(public, private, 0, 0) >= 0);
	assert_true(gnutls_pubkey_verify_data2(public, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, 0, &data,
					       &value) >= 0);
	gnutls_pubkey_deinit(public);
	gnutls_privkey_deinit(private);
	mb_buf_fini(&signature);
	mb_secret_free(&jwt);
	mb_key_free(&key);
}

/* RFC 7518 3.4: 64 bytes, whatever the length of the numbers in DER; often enough to meet short ones. */
static void signs_by_ec(void **state)
{
	struct mb_key *key = good_key(ec_key, NULL);

	(void)state;
	for (int i = 0; i < 600; i++) {
		struct mb_secret *jwt = sign(key, "ES256");

		assert_int_equal(strlen(strrchr(mb_secret_expose(jwt), '.') + 1), 86);
		mb_secret_free(&jwt);
	}
	mb_key_free(&key);
}

static void algorithm_fits_key(void **state)
{
	struct mb_key *rsa = good_key(rsa_key, NULL), *ec = good_key(ec_key, NULL);

	(void)state;
	assert_int_equal(mb_key_kind(rsa), MB_KEY_RSA);
	assert_int_equal(mb_key_kind(ec), MB_KEY_EC);
	assert_null(sign(rsa, "ES256"));
	assert_null(sign(ec, "PS256"));
	assert_null(sign(ec, "RS256"));
	mb_key_free(&rsa);
	mb_key_free(&ec);
}

static void unusable_keys(void **state)
{
	static const struct {
		const char *pem, *password, *sentence;
	} cases[] = {
		{ "", NULL, "no private key" },
		{ rsa_certificate, NULL, "no private key" },
		{ "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", NULL,
		  "no usable private key" },
		{ small_rsa_key, NULL, "neither RSA of 2048 bits" },
		{ p384_key, NULL, "nor EC on P-256" },
		{ ec_key_locked, NULL, "is encrypted: set" },
		{ ec_key_locked, "falsch", "another password" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct mb_err err = MB_ERR_INIT;

		assert_null(key_of(cases[i].pem, cases[i].password, &err));
		assert_int_equal(err.code, MB_E_CONFIG);
		if (!strstr(err.text, cases[i].sentence))
			fail_msg("\"%s\" lacks \"%s\"", err.text, cases[i].sentence);
		mb_err_clear(&err);
	}
}

static void locked_key(void **state)
{
	struct mb_key *key = good_key(ec_key_locked, "geheim");

	(void)state;
	mb_key_free(&key);
	/* A password for a key that needs none does no harm. */
	key = good_key(ec_key, "geheim");
	mb_key_free(&key);
}

static void certificates(void **state)
{
	struct mb_buf pem = text_of(rsa_key), none = text_of("-----BEGIN CERTIFICATE-----\n");
	struct mb_key *rsa = good_key(rsa_key, NULL), *ec = good_key(ec_key, NULL);
	struct mb_err err = MB_ERR_INIT;
	struct mb_certificate c;

	(void)state;
	mb_buf_adds(&pem, rsa_certificate); /* behind a key */
	assert_true(mb_certificate_of_pem(&c, &pem, &err));
	assert_string_equal(c.x5t, "kbp4N0qFYY4Kv5a5KWjqza3WIbs");
	assert_string_equal(c.x5t_s256, "urjm9UKvpArBexUVv92hYgqQWaj72DZazIOxpcOucbA");
	/* GnuTLS gives the last day of 2037 where time_t ends in 2038. */
	assert_int_equal(c.expires, sizeof(time_t) > 4 ? 4949134921 : 2145914603);
	assert_true(mb_certificate_fits(&c, rsa));
	assert_false(mb_certificate_fits(&c, ec));
	mb_certificate_fini(&c);
	assert_false(mb_certificate_of_pem(&c, &none, &err));
	assert_int_equal(err.code, MB_E_CONFIG);
	mb_certificate_fini(&c);
	mb_err_clear(&err);
	mb_key_free(&rsa);
	mb_key_free(&ec);
	mb_buf_fini(&none);
	mb_buf_fini(&pem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_as_openssl_does), cmocka_unit_test(signs_by_pss),
		cmocka_unit_test(signs_by_ec),           cmocka_unit_test(algorithm_fits_key),
		cmocka_unit_test(unusable_keys),         cmocka_unit_test(locked_key),
		cmocka_unit_test(certificates),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
