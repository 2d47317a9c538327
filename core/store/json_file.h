/* SPDX-License-Identifier: MIT */
/*
 * json_file - a file of one JSON object, and which of its members a struct holds
 */
#ifndef MB_JSON_FILE_H
#define MB_JSON_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json.h"
#include "global/err.h"
#include "global/replace.h"

enum mb_member_kind {
	MB_MEMBER_TEXT,   /* char *, owned by the struct */
	MB_MEMBER_SECRET, /* struct mb_secret *, likewise */
	MB_MEMBER_NUMBER, /* int64_t */
	MB_MEMBER_FLAG,   /* bool */
	MB_MEMBER_CODE, /* enum mb_code; in the file a word, which survives a change of the enum */
};

/* A table of these, in the order of the file, ends with a NULL name. */
struct mb_member {
	const char *name;
	enum mb_member_kind kind;
	size_t offset;
};

/* NULL, 0 and false where the file says nothing; an unknown or missing code is MB_E_BUG. */
void mb_members_load(void *object, const struct mb_member *members, const json_t *json);
/* NULL, 0 and false are left out. */
void mb_members_save(const void *object, const struct mb_member *members, json_t *json);
/* Frees what they own; the struct is the caller's to clear. */
void mb_members_fini(void *object, const struct mb_member *members);

/* A file that is readable for its owner alone, and at most `max` bytes long. NULL: with *absent_r (which may
 * be NULL) there is none; with MB_E_LOGIN it is damaged, or its "version" is another than `version` (0: it has
 * none). The caller decref()s the object. */
json_t *mb_json_file_load(const char *path, size_t max, int64_t version, bool *absent_r,
			  struct mb_err *err);
/* False, with MB_E_BUG: longer than `max`. Initialises `text` in any case. */
bool mb_json_file_text(const json_t *json, const char *path, size_t max, struct mb_buf *text,
		       struct mb_err *err);
/* `prepared` (begun by the caller; NULL or empty: it was not) is used up; when it fails, the save is tried
 * once more from the start, `durable` or without fsync. */
bool mb_json_file_save(const json_t *json, const char *path, size_t max,
		       struct mb_replace *prepared, bool durable, struct mb_err *err);

#endif
