/* SPDX-License-Identifier: MIT */
#include "crypto/jwt.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/key.h"

#define JWT_MAX 65536 /* bytes */

/* Append the base64url text of `json`. */
static void add_part(struct mb_buf *out, const json_t *json)
{
	struct mb_buf text;

	mb_buf_init(&text, JWT_MAX);
	mb_json_dump_line(json, &text);
	mb_base64url(out, text.data, text.len);
	mb_buf_fini(&text);
}

bool mb_jwt_sign(struct mb_secret **jwt_r, json_t *header, const json_t *claims,
		 const char *algorithm, const struct mb_key *key, struct mb_err *err)
{
	bool ec = mb_streq(algorithm, "ES256");
	struct mb_buf out, signature;
	bool ok;

	if (ec != (mb_key_kind(key) == MB_KEY_EC))
		return mb_err_set(err, MB_E_CONFIG,
				  ec ? _("ES256 needs an EC key, and this one is RSA")
				     : _("%s needs an RSA key, and this one is EC: ES256 is for "
					 "those"),
				  algorithm);
	mb_buf_init(&out, JWT_MAX);
	mb_buf_init(&signature, JWT_MAX);
	mb_json_set_str(header, "alg", algorithm);
	mb_json_set_str(header, "typ", "JWT");
	add_part(&out, header);
	mb_buf_addc(&out, '.');
	add_part(&out, claims);
	ok = mb_key_sign(key, algorithm, out.data, out.len, &signature, err);
	if (ok) {
		mb_buf_addc(&out, '.');
		mb_base64url(&out, signature.data, signature.len);
		ok = mb_buf_ok(&out) ||
		     mb_err_set(err, MB_E_CONFIG, _("the settings make a JWT that is too long"));
	}
	if (ok)
		*jwt_r = mb_secret_new(out.data, out.len);
	mb_buf_fini(&signature);
	mb_buf_fini(&out);
	return ok;
}
