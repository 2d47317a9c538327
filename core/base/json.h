/* SPDX-License-Identifier: MIT */
/*
 * json - jansson, with memory that is wiped
 *
 * Replies and state files hold tokens. All of jansson's memory is wiped when freed.
 */
#ifndef MB_JSON_H
#define MB_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct mb_buf;
struct mb_secret;

/* Once, before any other use. */
void mb_json_init(void);

/* NULL if the text is not one JSON object without duplicate members. The caller decref()s it. */
json_t *mb_json_parse(const char *text, size_t len);
void mb_json_dump(const json_t *json, struct mb_buf *buf);
/* The same without blanks and line breaks. */
void mb_json_dump_line(const json_t *json, struct mb_buf *buf);

/* Borrowed; NULL when there is no such member, or it is no string, or empty. */
const char *mb_json_str(const json_t *json, const char *name);
/* An integer, also one written as a string of digits or as a real number (what is behind the point
 * is cut off). */
bool mb_json_int(const json_t *json, const char *name, int64_t *value_r);
/* A copy that the caller owns, or NULL. */
struct mb_secret *mb_json_secret(const json_t *json, const char *name);

/* NULL values are left out. */
void mb_json_set_str(json_t *json, const char *name, const char *value);
void mb_json_set_int(json_t *json, const char *name, int64_t value);

#endif
