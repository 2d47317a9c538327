/* SPDX-License-Identifier: MIT */
#include "oauth/client_auth.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/when.h"
#include "config/account.h"
#include "crypto/jwt.h"
#include "crypto/key.h"
#include "crypto/random.h"
#include "global/file.h"
#include "global/log.h"
#include "net/form.h"
#include "oauth/client_secret.h"

#define JWT_BEARER    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#define PEM_MAX       65536 /* bytes */
#define ASSERTION_MAX 16384 /* bytes */
#define LIFE          300   /* seconds; Microsoft advises 5 to 10 minutes */
#define JTI_BYTES     16    /* random bytes of an assertion's id */

static bool read_pem(const struct mb_account *a, enum mb_setting_id id, unsigned trust,
		     struct mb_buf *pem, struct mb_err *err)
{
	return mb_file_read(mb_account_path(a, id), trust, pem, NULL, NULL, err) ||
	       mb_err_wrap(err, "%s", mb_settings[id].key);
}

/* Load the client's key from its file or token, else from the certificate's own file. */
static bool load_key(struct mb_party *p, struct mb_err *err)
{
	const struct mb_account *a = p->account;
	const char *url = mb_account_given(a, MB_SET_CLIENT_KEY);
	enum mb_setting_id from = url ? MB_SET_CLIENT_KEY : MB_SET_CLIENT_CERTIFICATE;
	struct mb_secret *password = NULL;
	struct mb_buf pem;
	bool ok = true;

	mb_buf_init(&pem, PEM_MAX);
	if (mb_account_has_secret(a, MB_SECRET_KEY_PASSWORD))
		ok = mb_account_secret(a, MB_SECRET_KEY_PASSWORD, p->deadline, &password, err);
	if (ok && url && mb_text_after(url, "pkcs11:"))
		ok = mb_key_of_url(&p->client_key, url, password, err) ||
		     mb_err_wrap(err, "client_key");
	else if (ok)
		ok = read_pem(a, from, MB_TRUST_SECRET, &pem, err) &&
		     (mb_key_of_pem(&p->client_key, &pem, password, err) ||
		      mb_err_wrap(err, "%s", mb_settings[from].key));
	mb_secret_free(&password);
	mb_buf_fini(&pem);
	return ok;
}

/* Add the certificate's thumbprint (x5t, x5t#S256) to the header, if there is a certificate. */
static bool add_thumbprint(struct mb_party *p, const char *algorithm, json_t *header,
			   struct mb_err *err)
{
	struct mb_certificate certificate = { .x5t = NULL };
	char day[32];
	struct mb_buf pem;
	bool ok;

	if (!mb_account_given(p->account, MB_SET_CLIENT_CERTIFICATE))
		return true;
	mb_buf_init(&pem, PEM_MAX);
	ok = read_pem(p->account, MB_SET_CLIENT_CERTIFICATE, MB_TRUST_WRITER, &pem, err) &&
	     (mb_certificate_of_pem(&certificate, &pem, err) ||
	      mb_err_wrap(err, "client_certificate"));
	if (ok && !mb_certificate_fits(&certificate, p->client_key))
		ok = mb_err_set(err, MB_E_CONFIG,
				_("client_key is not the key of client_certificate"));
	if (ok && certificate.expires <= mb_clock_now())
		ok = mb_err_set(err, MB_E_CONFIG,
				_("client_certificate has expired (%s): make a new one and upload "
				  "it to the app registration"),
				mb_when_local(day, sizeof(day), certificate.expires));
	if (ok && mb_streq(algorithm, "RS256"))
		mb_json_set_str(header, "x5t", certificate.x5t);
	else if (ok)
		mb_json_set_str(header, "x5t#S256", certificate.x5t_s256);
	mb_certificate_fini(&certificate);
	mb_buf_fini(&pem);
	return ok;
}

/* Fill the claims. The token endpoint stands for the provider, at its other endpoints too (RFC
 * 7523 3). */
static bool fill_claims(const struct mb_party *p, json_t *claims, struct mb_err *err)
{
	struct mb_secret *jti = mb_random_text(JTI_BYTES, err);
	int64_t now = mb_clock_now();

	if (!jti)
		return false;
	mb_json_set_str(claims, "aud", p->token_endpoint);
	mb_json_set_str(claims, "iss", p->client_id);
	mb_json_set_str(claims, "sub", p->client_id);
	mb_json_set_str(claims, "jti", mb_secret_expose(jti));
	mb_json_set_int(claims, "iat", now);
	mb_json_set_int(claims, "nbf", now);
	mb_json_set_int(claims, "exp", now + LIFE);
	mb_secret_free(&jti);
	return true;
}

static bool sign_assertion(struct mb_party *p, struct mb_secret **assertion_r, struct mb_err *err)
{
	const char *algorithm = mb_account_given(p->account, MB_SET_CLIENT_ASSERTION_ALG);
	json_t *header = json_object(), *claims = json_object();
	bool ok;

	/* The key is loaded once: a command may ask a person, and a device code is polled every few
	 * seconds. */
	ok = p->client_key || load_key(p, err);
	if (ok && !algorithm)
		algorithm = mb_key_kind(p->client_key) == MB_KEY_EC ? "ES256" : "PS256";
	ok = ok && add_thumbprint(p, algorithm, header, err) && fill_claims(p, claims, err) &&
	     mb_jwt_sign(assertion_r, header, claims, algorithm, p->client_key, err);
	if (ok)
		mb_step(_("signed a client assertion (%s)"), algorithm);
	json_decref(header);
	json_decref(claims);
	return ok;
}

/* Read the assertion from its file, for the caller to free. Surrounding white space is ignored. */
static bool read_assertion(const struct mb_party *p, struct mb_secret **assertion_r,
			   struct mb_err *err)
{
	const char *text;
	struct mb_buf buf;
	size_t len;
	bool ok;

	mb_buf_init(&buf, ASSERTION_MAX);
	/* Kubernetes lets all users of a container read the file. */
	ok = read_pem(p->account, MB_SET_CLIENT_ASSERTION_FILE, MB_TRUST_WRITER, &buf, err);
	text = mb_buf_str(&buf);
	text += strspn(text, " \t\r\n");
	len = strcspn(text, " \t\r\n");
	if (ok && (len == 0 || text[len + strspn(text + len, " \t\r\n")] ||
		   !mb_text_is_graphic(text, len)))
		ok = mb_err_set(err, MB_E_DENIED, _("client_assertion_file holds no JWT"));
	if (ok)
		*assertion_r = mb_secret_new(text, len);
	mb_buf_fini(&buf);
	return ok;
}

static void add_brought_secret(struct mb_party *p, struct mb_form *form)
{
	const char *text = p->account->plugin->client_secret;

	if (!p->client_secret)
		p->client_secret = mb_secret_new(text, strlen(text));
	mb_form_set_secret(form, "client_secret", p->client_secret);
}

static bool add_proof(struct mb_party *p, struct mb_form *form, struct mb_err *err)
{
	const struct mb_account *a = p->account;
	struct mb_secret *assertion = NULL;
	bool ok;

	if (mb_account_has_secret(a, MB_SECRET_CLIENT))
		return mb_client_secret_of_account(p, form, err);
	if (!mb_account_is_confidential(a)) {
		if (a->plugin->client_secret && mb_account_brought_id(a))
			add_brought_secret(p, form);
		else
			mb_client_secret_of_registration(p, form);
		return true;
	}
	ok = mb_account_has_client_key(a) ? sign_assertion(p, &assertion, err)
					  : read_assertion(p, &assertion, err);
	if (ok) {
		mb_form_set(form, "client_assertion_type", JWT_BEARER);
		mb_form_set_secret(form, "client_assertion", assertion);
	}
	mb_secret_free(&assertion);
	return ok;
}

bool mb_client_auth(struct mb_party *p, struct mb_form *form, struct mb_err *err)
{
	mb_form_set(form, "client_id", p->client_id);
	return add_proof(p, form, err);
}
