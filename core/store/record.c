/* SPDX-License-Identifier: MIT */
#include "store/record.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "global/file.h"
#include "base/json.h"
#include "global/overwrite.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"

/* The text members and their names in the file. */
static const struct text_member {
	const char *name;
	size_t offset;
} text_members[] = {
	{ "provider", offsetof(struct mb_record, provider) },
	{ "grant", offsetof(struct mb_record, grant) },
	{ "client_id", offsetof(struct mb_record, client_id) },
	{ "user", offsetof(struct mb_record, user) },
	{ "scope", offsetof(struct mb_record, scope) },
	{ "token_endpoint", offsetof(struct mb_record, token_endpoint) },
	{ "signed_in_as", offsetof(struct mb_record, signed_in_as) },
	{ "granted_scope", offsetof(struct mb_record, granted_scope) },
	{ "iss", offsetof(struct mb_record, issuer) },
	{ "sub", offsetof(struct mb_record, subject) },
};

static const struct text_member number_members[] = {
	{ "signed_in", offsetof(struct mb_record, signed_in) },
	{ "refreshed", offsetof(struct mb_record, refreshed) },
	{ "refresh_expires", offsetof(struct mb_record, refresh_expires) },
};

#define N(table) (sizeof(table) / sizeof(*(table)))

static char **text_at(struct mb_record *rec, size_t i)
{
	return (char **)(void *)((char *)rec + text_members[i].offset);
}

static int64_t *number_at(struct mb_record *rec, size_t i)
{
	return (int64_t *)(void *)((char *)rec + number_members[i].offset);
}

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
	struct mb_buf buf;
	json_t *json = NULL;
	int64_t version = 0;

	*rec = (struct mb_record){ 0 };
	if (absent_r)
		*absent_r = false;
	mb_buf_init(&buf, MB_RECORD_MAX);
	if (!mb_record_is_no_link(path, err) ||
	    !mb_file_read(path, MB_TRUST_OWN, &buf, NULL, absent_r, err))
		goto out;
	json = mb_json_parse(mb_buf_str(&buf), buf.len);
	if (!json || !mb_json_int(json, "version", &version) || version != 1) {
		json_decref(json);
		json = NULL;
		mb_err_set(err, MB_E_LOGIN, _("%s is damaged or from another version"), path);
		goto out;
	}
	rec->refresh_token = mb_json_secret(json, "refresh_token");
	for (size_t i = 0; i < N(text_members); i++)
		*text_at(rec, i) = mb_xstrdup(mb_json_str(json, text_members[i].name));
	for (size_t i = 0; i < N(number_members); i++)
		mb_json_int(json, number_members[i].name, number_at(rec, i));
out:
	mb_buf_fini(&buf);
	if (!json)
		return false;
	json_decref(json);
	return true;
}

static void format(struct mb_record *rec, struct mb_buf *buf)
{
	json_t *json = json_object();

	mb_json_set_int(json, "version", 1);
	mb_json_set_str(json, "refresh_token", mb_secret_expose(rec->refresh_token));
	for (size_t i = 0; i < N(text_members); i++)
		mb_json_set_str(json, text_members[i].name, *text_at(rec, i));
	for (size_t i = 0; i < N(number_members); i++)
		if (*number_at(rec, i))
			mb_json_set_int(json, number_members[i].name, *number_at(rec, i));
	mb_json_dump(json, buf);
	json_decref(json);
}

static bool text_of(const struct mb_record *rec, const char *path, struct mb_buf *buf,
		    struct mb_err *err)
{
	struct mb_record copy = *rec;

	mb_buf_init(buf, MB_RECORD_MAX);
	format(&copy, buf);
	return mb_buf_ok(buf) ||
	       mb_err_set(err, MB_E_BUG, _("the login does not fit into %s"), path);
}

bool mb_record_save(const struct mb_record *rec, const char *path, struct mb_replace *prepared,
		    struct mb_err *err)
{
	struct mb_buf buf;
	bool ok = text_of(rec, path, &buf, err);

	ok = ok && (mb_replace_commit(prepared, buf.data, buf.len, err) ||
		    mb_file_replace(path, buf.data, buf.len, err));
	mb_replace_abort(prepared);
	mb_buf_fini(&buf);
	return ok;
}

/* Where the file can be replaced the disk is at fault, and no other way leads past that. */
static bool is_in_the_way(const char *folder, const char *path, struct mb_err *why)
{
	struct stat st;

	return stat(folder, &st) < 0 || !mb_replace_possible(path, why);
}

bool mb_record_rescue(const struct mb_record *rec, const char *path, struct mb_err *err)
{
	char *folder = mb_xstrndup(path, (size_t)(strrchr(path, '/') - path));
	struct mb_err ignored = MB_ERR_INIT;
	struct mb_buf buf;
	bool ok = text_of(rec, path, &buf, err);

	ok = ok && is_in_the_way(folder, path, &ignored) &&
	     ((mb_file_make_dir(folder, &ignored) &&
	       mb_file_replace(path, buf.data, buf.len, &ignored)) ||
	      mb_file_overwrite(path, buf.data, buf.len, err));
	mb_err_clear(&ignored);
	mb_buf_fini(&buf);
	free(folder);
	return ok;
}

void mb_record_fini(struct mb_record *rec)
{
	mb_secret_free(&rec->refresh_token);
	for (size_t i = 0; i < N(text_members); i++)
		free(*text_at(rec, i));
	*rec = (struct mb_record){ 0 };
}
