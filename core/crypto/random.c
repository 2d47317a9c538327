/* SPDX-License-Identifier: MIT */
#include "crypto/random.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "crypto/base64.h"

#define MAX_BYTES 64 /* random bytes in one text */

bool mb_random(void *out, size_t len, struct mb_err *err)
{
	int rc = gnutls_rnd(GNUTLS_RND_KEY, out, len);

	return rc == 0 ||
	       mb_err_set(err, MB_E_RETRY, _("no random numbers: %s"), gnutls_strerror(rc));
}

struct mb_secret *mb_random_text(size_t bytes, struct mb_err *err)
{
	struct mb_secret *secret = NULL;
	unsigned char raw[MAX_BYTES];
	struct mb_buf text;

	if (bytes > MAX_BYTES || !mb_random(raw, bytes, err))
		return NULL;
	mb_buf_init(&text, 2 * MAX_BYTES);
	mb_base64url(&text, raw, bytes);
	secret = mb_secret_new(text.data, text.len);
	mb_buf_fini(&text);
	explicit_bzero(raw, sizeof(raw));
	return secret;
}
