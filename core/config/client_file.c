/* SPDX-License-Identifier: MIT */
#include "config/client_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "global/file.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/account.h"
#include "config/config.h"
#include "global/path.h"

#define FILE_MAX 65536

bool mb_client_file_is_path(const char *client_id)
{
	return client_id && (*client_id == '/' || mb_text_after(client_id, "~/"));
}

/* The object that holds the client, or NULL with the error. */
static json_t *client_of(json_t *json, const char *path, struct mb_err *err)
{
	const char *type = mb_json_str(json, "type");
	json_t *client = json_object_get(json, "installed");

	if (!client)
		client = json_object_get(json, "web");
	if (!client && mb_streq(type, "authorized_user"))
		client = json;
	if (mb_streq(type, "service_account"))
		mb_err_set(err, MB_E_CONFIG,
			   _("%s is of a service account: name it in service_account_file and "
			     "leave client_id out"),
			   path);
	else if (!client || !mb_json_str(client, "client_id"))
		mb_err_set(err, MB_E_CONFIG,
			   _("%s holds no client: download the JSON of an OAuth client (Google "
			     "Cloud console > Clients)"),
			   path);
	else
		return client;
	return NULL;
}

bool mb_client_file_read(const char *path, char **id_r, struct mb_secret **secret_r,
			 struct mb_err *err)
{
	char *file = mb_path_expand(path);
	json_t *json = NULL, *client = NULL;
	struct mb_buf text;

	*id_r = NULL;
	*secret_r = NULL;
	mb_buf_init(&text, FILE_MAX);
	if (mb_file_read(file, MB_TRUST_SECRET, &text, NULL, NULL, err)) {
		json = mb_json_parse(mb_buf_str(&text), text.len);
		client = client_of(json, file, err);
	}
	if (client) {
		*id_r = mb_xstrdup(mb_json_str(client, "client_id"));
		*secret_r = mb_json_secret(client, "client_secret");
	}
	json_decref(json);
	mb_buf_fini(&text);
	free(file);
	return *id_r != NULL;
}

void mb_client_file_apply(struct mb_account *a)
{
	struct mb_secret *secret = NULL;
	struct mb_err err = MB_ERR_INIT;
	const struct mb_given *given = mb_given_get(&a->given, MB_SET_CLIENT_ID);
	char *id = NULL;

	if (!given || !mb_client_file_is_path(given->value))
		return;
	if (mb_client_file_read(given->value, &id, &secret, &err)) {
		mb_given_set(&a->given, given->key, id, given->line);
		if (secret && !mb_account_is_confidential(a))
			mb_given_set(&a->given, mb_settings[MB_SET_CLIENT_SECRET].key,
				     mb_xstrdup(mb_secret_expose(secret)), given->line);
	} else {
		mb_faults_add(&a->faults, given->line, "%s:%u: client_id: %s", a->config->path,
			      given->line, err.text);
	}
	mb_secret_free(&secret);
	mb_err_clear(&err);
}
