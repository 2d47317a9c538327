/* SPDX-License-Identifier: MIT */
#include "store/record.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "global/overwrite.h"
#include "store/json_file.h"

#define VERSION 1

static const struct mb_member members[] = {
	{ "refresh_token", MB_MEMBER_SECRET, offsetof(struct mb_record, refresh_token) },
	{ "provider", MB_MEMBER_TEXT, offsetof(struct mb_record, provider) },
	{ "grant", MB_MEMBER_TEXT, offsetof(struct mb_record, grant) },
	{ "client_id", MB_MEMBER_TEXT, offsetof(struct mb_record, client_id) },
	{ "user", MB_MEMBER_TEXT, offsetof(struct mb_record, user) },
	{ "scope", MB_MEMBER_TEXT, offsetof(struct mb_record, scope) },
	{ "token_endpoint", MB_MEMBER_TEXT, offsetof(struct mb_record, token_endpoint) },
	{ "signed_in_as", MB_MEMBER_TEXT, offsetof(struct mb_record, signed_in_as) },
	{ "granted_scope", MB_MEMBER_TEXT, offsetof(struct mb_record, granted_scope) },
	{ "iss", MB_MEMBER_TEXT, offsetof(struct mb_record, issuer) },
	{ "sub", MB_MEMBER_TEXT, offsetof(struct mb_record, subject) },
	{ "signed_in", MB_MEMBER_NUMBER, offsetof(struct mb_record, signed_in) },
	{ "refreshed", MB_MEMBER_NUMBER, offsetof(struct mb_record, refreshed) },
	{ "refresh_expires", MB_MEMBER_NUMBER, offsetof(struct mb_record, refresh_expires) },
	{ .name = NULL },
};

bool mb_record_is_no_link(const char *path, struct mb_err *err)
{
	struct stat st;

	if (lstat(path, &st) < 0 || !S_ISLNK(st.st_mode))
		return true;
	return mb_err_set(
	    err, MB_E_CONFIG,
	    _("%s is a symbolic link: put the file itself there; to keep it elsewhere, "
	      "set state_dir or XDG_STATE_HOME"),
	    path);
}

bool mb_record_load(struct mb_record *rec, const char *path, bool *absent_r, struct mb_err *err)
{
	json_t *json = NULL;

	*rec = (struct mb_record){ 0 };
	if (absent_r)
		*absent_r = false;
	if (mb_record_is_no_link(path, err))
		json = mb_json_file_load(path, MB_RECORD_MAX, VERSION, absent_r, err);
	if (!json)
		return false;
	mb_members_load(rec, members, json);
	json_decref(json);
	return true;
}

static json_t *json_of(const struct mb_record *rec)
{
	json_t *json = json_object();

	mb_json_set_int(json, "version", VERSION);
	mb_members_save(rec, members, json);
	return json;
}

bool mb_record_save(const struct mb_record *rec, const char *path, struct mb_replace *prepared,
		    struct mb_err *err)
{
	json_t *json = json_of(rec);
	bool ok = mb_json_file_save(json, path, MB_RECORD_MAX, prepared, true, err);

	json_decref(json);
	return ok;
}

/* Is the folder gone, or can the file not be replaced? Otherwise the disk is at fault, and no
 * other way leads past that. */
static bool is_in_the_way(const char *folder, const char *path, struct mb_err *why)
{
	struct stat st;

	return stat(folder, &st) < 0 || !mb_replace_possible(path, why);
}

bool mb_record_rescue(const struct mb_record *rec, const char *path, struct mb_err *err)
{
	char *folder = mb_xstrndup(path, (size_t)(strrchr(path, '/') - path));
	struct mb_err ignored = MB_ERR_INIT;
	json_t *json = json_of(rec);
	struct mb_buf buf;
	bool ok = mb_json_file_text(json, path, MB_RECORD_MAX, &buf, err);

	ok = ok && is_in_the_way(folder, path, &ignored) &&
	     ((mb_file_make_dir(folder, &ignored) &&
	       mb_file_replace(path, buf.data, buf.len, &ignored)) ||
	      mb_file_overwrite(path, buf.data, buf.len, err));
	mb_err_clear(&ignored);
	mb_buf_fini(&buf);
	json_decref(json);
	free(folder);
	return ok;
}

void mb_record_fini(struct mb_record *rec)
{
	mb_members_fini(rec, members);
	*rec = (struct mb_record){ 0 };
}
