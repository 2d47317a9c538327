/* SPDX-License-Identifier: MIT */
#include "store/json_file.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "global/file.h"

static const char *const code_names[] = {
	[MB_OK] = "ok",         [MB_E_USAGE] = "usage",   [MB_E_DATA] = "data",
	[MB_E_BUG] = "bug",     [MB_E_IO] = "io",         [MB_E_RETRY] = "retry",
	[MB_E_LOGIN] = "login", [MB_E_DENIED] = "denied", [MB_E_CONFIG] = "config",
};

static enum mb_code code_of(const char *name)
{
	for (size_t i = 0; name && i < sizeof(code_names) / sizeof(*code_names); i++)
		if (mb_streq(name, code_names[i]))
			return (enum mb_code)i;
	return MB_E_BUG;
}

/* The address of a member, by its kind. */
union place {
	void *any;
	char **text;
	struct mb_secret **secret;
	int64_t *number;
	bool *flag;
	enum mb_code *code;
};

static union place place_of(void *object, const struct mb_member *m)
{
	return (union place){ .any = (char *)object + m->offset };
}

void mb_members_load(void *object, const struct mb_member *members, const json_t *json)
{
	for (const struct mb_member *m = members; m->name; m++) {
		union place p = place_of(object, m);

		if (m->kind == MB_MEMBER_TEXT)
			*p.text = mb_xstrdup(mb_json_str(json, m->name));
		else if (m->kind == MB_MEMBER_SECRET)
			*p.secret = mb_json_secret(json, m->name);
		else if (m->kind == MB_MEMBER_FLAG)
			*p.flag = json_is_true(json_object_get(json, m->name));
		else if (m->kind == MB_MEMBER_CODE)
			*p.code = code_of(mb_json_str(json, m->name));
		else if (!mb_json_int(json, m->name, p.number))
			*p.number = 0;
	}
}

void mb_members_save(const void *object, const struct mb_member *members, json_t *json)
{
	for (const struct mb_member *m = members; m->name; m++) {
		/* The struct is only read. */
		union place p = place_of((void *)(uintptr_t)object, m);

		if (m->kind == MB_MEMBER_TEXT)
			mb_json_set_str(json, m->name, *p.text);
		else if (m->kind == MB_MEMBER_SECRET)
			mb_json_set_str(json, m->name, mb_secret_expose(*p.secret));
		else if (m->kind == MB_MEMBER_FLAG && *p.flag)
			json_object_set_new(json, m->name, json_true());
		else if (m->kind == MB_MEMBER_CODE && *p.code)
			mb_json_set_str(json, m->name, code_names[*p.code]);
		else if (m->kind == MB_MEMBER_NUMBER && *p.number)
			mb_json_set_int(json, m->name, *p.number);
	}
}

void mb_members_fini(void *object, const struct mb_member *members)
{
	for (const struct mb_member *m = members; m->name; m++)
		if (m->kind == MB_MEMBER_TEXT)
			free(*place_of(object, m).text);
		else if (m->kind == MB_MEMBER_SECRET)
			mb_secret_free(place_of(object, m).secret);
}

json_t *mb_json_file_load(const char *path, size_t max, int64_t version, bool *absent_r,
			  struct mb_err *err)
{
	json_t *json = NULL;
	int64_t found = 0;
	struct mb_buf text;

	mb_buf_init(&text, max);
	if (!mb_file_read(path, MB_TRUST_OWN, &text, NULL, absent_r, err))
		goto out;
	json = mb_json_parse(mb_buf_str(&text), text.len);
	if (!json || (version && (!mb_json_int(json, "version", &found) || found != version))) {
		json_decref(json);
		json = NULL;
		mb_err_set(err, MB_E_LOGIN, _("%s is damaged or from another version"), path);
	}
out:
	mb_buf_fini(&text);
	return json;
}

bool mb_json_file_text(const json_t *json, const char *path, size_t max, struct mb_buf *text,
		       struct mb_err *err)
{
	mb_buf_init(text, max);
	mb_json_dump(json, text);
	return mb_buf_ok(text) || mb_err_set(err, MB_E_BUG, _("%s would be too long"), path);
}

bool mb_json_file_save(const json_t *json, const char *path, size_t max,
		       struct mb_replace *prepared, bool durable, struct mb_err *err)
{
	struct mb_buf text;
	bool ok = mb_json_file_text(json, path, max, &text, err);

	if (ok && !(prepared && prepared->fd >= 0 &&
		    mb_replace_commit(prepared, text.data, text.len, err)))
		ok = durable ? mb_file_replace(path, text.data, text.len, err)
			     : mb_file_replace_light(path, text.data, text.len, err);
	if (prepared)
		mb_replace_abort(prepared);
	mb_buf_fini(&text);
	return ok;
}
