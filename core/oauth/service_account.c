/* SPDX-License-Identifier: MIT */
#include "oauth/service_account.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "config/account.h"
#include "crypto/jwt.h"
#include "crypto/key.h"
#include "global/file.h"
#include "global/log.h"

#define FILE_MAX 65536 /* bytes */
#define LIFE     3600  /* seconds, the most that Google takes; the access token lives as long */

/* Read the key file, for the caller to decref(). NULL with an error. */
static json_t *read_key_file(const struct mb_account *a, struct mb_err *err)
{
	const char *path = mb_account_path(a, MB_SET_SERVICE_ACCOUNT_FILE);
	json_t *json = NULL;
	struct mb_buf text;

	mb_buf_init(&text, FILE_MAX);
	if (!mb_file_read(path, MB_TRUST_SECRET, &text, NULL, NULL, err)) {
		mb_err_wrap(err, "service_account_file");
	} else {
		json = mb_json_parse(mb_buf_str(&text), text.len);
		if (!mb_streq(json ? mb_json_str(json, "type") : NULL, "service_account") ||
		    !mb_json_str(json, "client_email") || !mb_json_str(json, "private_key")) {
			json_decref(json);
			json = NULL;
			mb_err_set(err, MB_E_CONFIG,
				   _("service_account_file: %s is no key of a service account: "
				     "make one as JSON (Google Cloud console > IAM & Admin > "
				     "Service Accounts > Keys)"),
				   path);
		}
	}
	mb_buf_fini(&text);
	return json;
}

static bool load_key(const json_t *json, struct mb_key **key_r, struct mb_err *err)
{
	const char *text = mb_json_str(json, "private_key");
	struct mb_buf pem;
	bool ok;

	mb_buf_init(&pem, FILE_MAX);
	mb_buf_adds(&pem, text);
	ok = mb_key_of_pem(key_r, &pem, NULL, err) ||
	     mb_err_wrap(err, "service_account_file: private_key");
	mb_buf_fini(&pem);
	return ok;
}

bool mb_service_account_load(struct mb_service_account *sa, const struct mb_account *account,
			     struct mb_err *err)
{
	*sa = (struct mb_service_account){ .json = read_key_file(account, err) };
	return sa->json && load_key(sa->json, &sa->key, err);
}

void mb_service_account_fini(struct mb_service_account *sa)
{
	mb_key_free(&sa->key);
	json_decref(sa->json);
	*sa = (struct mb_service_account){ NULL, NULL };
}

/* The file's own token_uri is not followed: only who can edit the config may say where assertions
 * go. */
bool mb_service_account_assertion(const struct mb_service_account *sa, const struct mb_party *p,
				  struct mb_secret **assertion_r, struct mb_err *err)
{
	const char *subject = mb_account_get(p->account, MB_SET_SUBJECT);
	json_t *header = json_object(), *claims = json_object();
	int64_t now = mb_clock_now();
	bool ok;

	mb_json_set_str(header, "kid", mb_json_str(sa->json, "private_key_id"));
	mb_json_set_str(claims, "iss", mb_json_str(sa->json, "client_email"));
	mb_json_set_str(claims, "sub", subject ? subject : mb_account_get(p->account, MB_SET_USER));
	mb_json_set_str(claims, "scope", p->scope);
	mb_json_set_str(claims, "aud", p->token_endpoint);
	mb_json_set_int(claims, "iat", now);
	mb_json_set_int(claims, "exp", now + LIFE);
	ok = mb_jwt_sign(assertion_r, header, claims, "RS256", sa->key, err);
	json_decref(header);
	json_decref(claims);
	return ok;
}
