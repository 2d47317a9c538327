/* SPDX-License-Identifier: MIT */
/*
 * json - jansson, with memory that is wiped
 *
 * Replies of providers and our own files hold tokens: all memory that jansson frees is wiped first.
 */
#ifndef MB_JSON_H
#define MB_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct mb_buf;
struct mb_secret;

/* Make jansson use memory that is wiped. Call it once, before any other use of jansson. */
void mb_json_init(void);

/* Parse an untrusted text. Returns NULL unless the text is one JSON object without duplicate members. The caller
 * json_decref()s the object. */
json_t *mb_json_parse(const char *text, size_t len);
/* Append `json` as indented text with a newline at its end. */
void mb_json_dump(const json_t *json, struct mb_buf *buf);
/* Append `json` as one line without blanks and newline. */
void mb_json_dump_line(const json_t *json, struct mb_buf *buf);

/* Return the string in the member `name`; NULL if the member is missing, no string or empty. Borrowed. */
const char *mb_json_str(const json_t *json, const char *name);
/* Read the integer in the member `name`, also one written as a string of digits, or as a real number, whose
 * fraction is cut off. False if the member is missing or anything else. */
bool mb_json_int(const json_t *json, const char *name, int64_t *value_r);
/* Return the string in the member `name` as a new secret, or NULL as mb_json_str() does. The caller frees the
 * secret. */
struct mb_secret *mb_json_secret(const json_t *json, const char *name);

/* Set the member `name`. NULL sets nothing; a value that is not UTF-8 removes the member. */
void mb_json_set_str(json_t *json, const char *name, const char *value);
void mb_json_set_int(json_t *json, const char *name, int64_t value);

#endif
