/* SPDX-License-Identifier: MIT */
#include "store/client.h"

#include <stdlib.h>

#include "base/buf.h"
#include "global/file.h"
#include "base/json.h"
#include "global/replace.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "store/record.h"

#define FILE_MAX 65536
/* Bytes of room for the usual; a longer secret still fits unless the disk is full just then. */
#define RESERVE 4096

static bool take(struct mb_client *client, const json_t *json, const char *authority,
		 const char *redirect_uri)
{
	if (!mb_streq(mb_json_str(json, "authority"), authority) ||
	    !mb_streq(mb_json_str(json, "redirect_uri"), redirect_uri))
		return false;
	client->authority = mb_xstrdup(authority);
	client->redirect_uri = mb_xstrdup(redirect_uri);
	client->id = mb_xstrdup(mb_json_str(json, "client_id"));
	client->secret = mb_json_secret(json, "client_secret");
	client->auth_method = mb_xstrdup(mb_json_str(json, "token_endpoint_auth_method"));
	mb_json_int(json, "client_secret_expires_at", &client->secret_expires);
	mb_json_int(json, "registered", &client->registered);
	return client->id != NULL;
}

bool mb_client_load(struct mb_client *client, const char *path, const char *authority,
		    const char *redirect_uri, struct mb_err *err)
{
	bool absent = false, ok = false;
	json_t *json = NULL;
	struct mb_buf text;

	*client = (struct mb_client){ .id = NULL };
	mb_buf_init(&text, FILE_MAX);
	if (mb_record_is_no_link(path, err) &&
	    mb_file_read(path, MB_TRUST_OWN, &text, NULL, &absent, err))
		json = mb_json_parse(mb_buf_str(&text), text.len);
	else if (absent)
		mb_err_clear(err);
	ok = json && take(client, json, authority, redirect_uri);
	json_decref(json);
	mb_buf_fini(&text);
	return ok;
}

bool mb_client_prepare(struct mb_replace *prepared, const char *path, struct mb_err *err)
{
	return mb_record_is_no_link(path, err) && mb_replace_begin(prepared, path, RESERVE, err);
}

bool mb_client_save(const struct mb_client *client, const char *path, struct mb_replace *prepared,
		    struct mb_err *err)
{
	json_t *json = json_object();
	struct mb_buf text;
	bool ok;

	mb_buf_init(&text, FILE_MAX);
	mb_json_set_int(json, "version", 1);
	mb_json_set_str(json, "authority", client->authority);
	mb_json_set_str(json, "redirect_uri", client->redirect_uri);
	mb_json_set_str(json, "client_id", client->id);
	mb_json_set_str(json, "client_secret", mb_secret_expose(client->secret));
	mb_json_set_str(json, "token_endpoint_auth_method", client->auth_method);
	if (client->secret_expires)
		mb_json_set_int(json, "client_secret_expires_at", client->secret_expires);
	mb_json_set_int(json, "registered", client->registered);
	mb_json_dump(json, &text);
	ok = mb_buf_ok(&text) || mb_err_set(err, MB_E_BUG, _("%s would be too long"), path);
	ok = ok && mb_record_is_no_link(path, err) &&
	     (mb_replace_commit(prepared, text.data, text.len, err) ||
	      mb_file_replace(path, text.data, text.len, err));
	mb_replace_abort(prepared);
	mb_buf_fini(&text);
	json_decref(json);
	return ok;
}

void mb_client_fini(struct mb_client *client)
{
	free(client->authority);
	free(client->redirect_uri);
	free(client->id);
	mb_secret_free(&client->secret);
	free(client->auth_method);
	*client = (struct mb_client){ .id = NULL };
}
