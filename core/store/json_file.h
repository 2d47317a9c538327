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

/* A row of a table of members, which are in the order of the file; a NULL name ends the table. */
struct mb_member {
	const char *name;
	enum mb_member_kind kind;
	size_t offset;
};

/* Fill the members of the struct from the file's object. A member that the file lacks is NULL, 0
 * or false; a code that is missing or unknown is MB_E_BUG. */
void mb_members_load(void *object, const struct mb_member *members, const json_t *json);
/* Add the members of the struct to the file's object, except those that are NULL, 0 or false. */
void mb_members_save(const void *object, const struct mb_member *members, json_t *json);
/* Free the texts and secrets. The caller clears the struct. */
void mb_members_fini(void *object, const struct mb_member *members);

/* Load a file of at most `max` bytes that its owner alone can read, for the caller to decref().
 * NULL with *absent_r (which may be NULL): there is no file. NULL with MB_E_LOGIN: the file is
 * damaged, or its "version" is not `version` (0: any). */
json_t *mb_json_file_load(const char *path, size_t max, int64_t version, bool *absent_r,
			  struct mb_err *err);
/* Format the object, for the caller to end `text` in any case. False with MB_E_BUG: longer than
 * `max` bytes. */
bool mb_json_file_text(const json_t *json, const char *path, size_t max, struct mb_buf *text,
		       struct mb_err *err);
/* Save the object in the `prepared` file (begun by the caller; NULL or empty: not begun), which
 * is used up. If that fails, save once more from the start, `durable` or without fsync. */
bool mb_json_file_save(const json_t *json, const char *path, size_t max,
		       struct mb_replace *prepared, bool durable, struct mb_err *err);

#endif
