/* SPDX-License-Identifier: MIT */
#include "sink_tls.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>

static gnutls_certificate_credentials_t credentials;

void sink_tls_init(const char *cert, const char *key)
{
	if (gnutls_certificate_allocate_credentials(&credentials) < 0 ||
	    gnutls_certificate_set_x509_key_file(credentials, cert, key, GNUTLS_X509_FMT_PEM) < 0) {
		fprintf(stderr, "sink: no use of %s and %s\n", cert, key);
		exit(1);
	}
}

static ssize_t get(void *tls, char *data, size_t len)
{
	ssize_t n;

	do {
		n = gnutls_record_recv(tls, data, len);
	} while (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_AGAIN);
	return n < 0 ? 0 : n;
}

static ssize_t put(void *tls, const char *data, size_t len)
{
	ssize_t n;

	do {
		n = gnutls_record_send(tls, data, len);
	} while (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_AGAIN);
	return n < 0 ? 0 : n;
}

void sink_tls_open(int fd, FILE **in, FILE **out)
{
	gnutls_session_t tls;

	*in = *out = NULL;
	if (gnutls_init(&tls, GNUTLS_SERVER) < 0 || gnutls_set_default_priority(tls) < 0 ||
	    gnutls_credentials_set(tls, GNUTLS_CRD_CERTIFICATE, credentials) < 0)
		return;
	gnutls_transport_set_int(tls, fd);
	if (gnutls_handshake(tls) < 0)
		return;
	*in = fopencookie(tls, "r", (cookie_io_functions_t){ .read = get });
	*out = fopencookie(tls, "w", (cookie_io_functions_t){ .write = put });
}
