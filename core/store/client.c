/* SPDX-License-Identifier: MIT */
#include "store/client.h"

#include "base/text.h"
#include "store/json_file.h"
#include "store/record.h"

#define FILE_MAX 65536 /* bytes */
/* Bytes of room made before the request. A longer secret still fits unless the disk is full just
 * then. */
#define RESERVE 4096

static const struct mb_member members[] = {
	{ "authority", MB_MEMBER_TEXT, offsetof(struct mb_client, authority) },
	{ "redirect_uri", MB_MEMBER_TEXT, offsetof(struct mb_client, redirect_uri) },
	{ "client_id", MB_MEMBER_TEXT, offsetof(struct mb_client, id) },
	{ "client_secret", MB_MEMBER_SECRET, offsetof(struct mb_client, secret) },
	{ "token_endpoint_auth_method", MB_MEMBER_TEXT, offsetof(struct mb_client, auth_method) },
	{ "client_secret_expires_at", MB_MEMBER_NUMBER,
	  offsetof(struct mb_client, secret_expires) },
	{ "registered", MB_MEMBER_NUMBER, offsetof(struct mb_client, registered) },
	{ .name = NULL },
};

bool mb_client_load(struct mb_client *client, const char *path, const char *authority,
		    const char *redirect_uri, struct mb_err *err)
{
	bool absent = false, ok = false;
	json_t *json = NULL;

	*client = (struct mb_client){ .id = NULL };
	if (!mb_record_is_no_link(path, err))
		return false;
	json = mb_json_file_load(path, FILE_MAX, 0, &absent, err);
	if (absent || (!json && err->code == MB_E_LOGIN))
		mb_err_clear(err);
	mb_members_load(client, members, json);
	ok = client->id && mb_streq(client->authority, authority) &&
	     mb_streq(client->redirect_uri, redirect_uri);
	if (!ok)
		mb_client_fini(client);
	json_decref(json);
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
	bool ok;

	mb_json_set_int(json, "version", 1);
	mb_members_save(client, members, json);
	ok = mb_record_is_no_link(path, err) &&
	     mb_json_file_save(json, path, FILE_MAX, prepared, true, err);
	mb_replace_abort(prepared);
	json_decref(json);
	return ok;
}

void mb_client_fini(struct mb_client *client)
{
	mb_members_fini(client, members);
	*client = (struct mb_client){ .id = NULL };
}
