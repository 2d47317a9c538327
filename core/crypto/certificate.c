/* SPDX-License-Identifier: MIT */
/* The part of crypto/key.h that reads certificates. */
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "crypto/base64.h"
#include "crypto/key.h"

#define DIGEST_MAX 32 /* bytes of a SHA-256 digest */

/* Return the base64url text of the certificate's digest; the caller frees it. */
static char *thumbprint(gnutls_x509_crt_t crt, gnutls_digest_algorithm_t how)
{
	unsigned char digest[DIGEST_MAX];
	size_t size = sizeof(digest);
	struct mb_buf text;

	if (gnutls_x509_crt_get_fingerprint(crt, how, digest, &size) < 0)
		mb_out_of_memory();
	mb_buf_init(&text, 64);
	mb_base64url(&text, digest, size);
	return mb_buf_take(&text);
}

bool mb_certificate_of_pem(struct mb_certificate *certificate, const struct mb_buf *pem,
			   struct mb_err *err)
{
	gnutls_datum_t data = { (unsigned char *)pem->data, (unsigned)pem->len };
	size_t size = sizeof(certificate->public_key);
	gnutls_x509_crt_t crt;
	int rc;

	*certificate = (struct mb_certificate){ .x5t = NULL };
	if (!strstr(mb_buf_str(pem), "CERTIFICATE-----"))
		return mb_err_set(err, MB_E_CONFIG, _("holds no certificate as PEM"));
	if (gnutls_x509_crt_init(&crt) < 0)
		mb_out_of_memory();
	rc = gnutls_x509_crt_import(crt, &data, GNUTLS_X509_FMT_PEM);
	if (rc >= 0)
		rc = gnutls_x509_crt_get_key_id(crt, GNUTLS_KEYID_USE_SHA256,
						certificate->public_key, &size);
	if (rc >= 0) {
		certificate->x5t = thumbprint(crt, GNUTLS_DIG_SHA1);
		certificate->x5t_s256 = thumbprint(crt, GNUTLS_DIG_SHA256);
		certificate->expires = (int64_t)gnutls_x509_crt_get_expiration_time(crt);
	}
	gnutls_x509_crt_deinit(crt);
	return rc >= 0 || mb_err_set(err, MB_E_CONFIG, _("holds no usable certificate: %s"),
				     gnutls_strerror(rc));
}

void mb_certificate_fini(struct mb_certificate *certificate)
{
	free(certificate->x5t);
	free(certificate->x5t_s256);
	*certificate = (struct mb_certificate){ .x5t = NULL };
}
