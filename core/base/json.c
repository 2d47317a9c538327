/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/wiping.h"

void mb_json_init(void)
{
	json_set_alloc_funcs(mb_wiping_malloc, mb_wiping_free);
}

json_t *mb_json_parse(const char *text, size_t len)
{
	json_error_t error;
	json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);

	/* A number too large for an integer must not make us lose the refresh token in the same answer. */
	if (!json && json_error_code(&error) == json_error_numeric_overflow)
		json = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL,
				  NULL);
	if (json_is_object(json))
		return json;
	json_decref(json);
	return NULL;
}

static int add_part(const char *data, size_t len, void *buf)
{
	mb_buf_add(buf, data, len);
	return 0;
}

/* Append `json` as text. jansson escapes only characters below 0x20; mb_text_json() escapes the others that a
 * terminal must not get. */
static void dump(const json_t *json, size_t flags, struct mb_buf *buf)
{
	struct mb_buf text;

	mb_buf_init(&text, buf->max);
	if (json_dump_callback(json, add_part, &text, flags | JSON_PRESERVE_ORDER) < 0 ||
	    !mb_buf_ok(&text))
		buf->failed = true;
	mb_text_json(buf, mb_buf_str(&text), text.len);
	mb_buf_fini(&text);
}

void mb_json_dump_line(const json_t *json, struct mb_buf *buf)
{
	dump(json, JSON_COMPACT, buf);
}

void mb_json_dump(const json_t *json, struct mb_buf *buf)
{
	dump(json, JSON_INDENT(2), buf);
	mb_buf_addc(buf, '\n');
}

const char *mb_json_str(const json_t *json, const char *name)
{
	const char *s = json_string_value(json_object_get(json, name));

	return s && *s ? s : NULL;
}

bool mb_json_int(const json_t *json, const char *name, int64_t *value_r)
{
	const json_t *v = json_object_get(json, name);

	if (json_is_integer(v)) {
		*value_r = json_integer_value(v);
		return true;
	}
	if (json_is_real(v) && json_real_value(v) > -9e15 && json_real_value(v) < 9e15) {
		*value_r = (int64_t)json_real_value(v);
		return true;
	}
	return json_is_string(v) && mb_text_number(json_string_value(v), 0, INT64_MAX, value_r);
}

struct mb_secret *mb_json_secret(const json_t *json, const char *name)
{
	return mb_secret_new_str(mb_json_str(json, name));
}

void mb_json_set_str(json_t *json, const char *name, const char *value)
{
	if (value && json_object_set_new(json, name, json_string(value)) < 0) {
		/* A value from outside that is not UTF-8 cannot be kept. */
		json_object_del(json, name);
	}
}

void mb_json_set_int(json_t *json, const char *name, int64_t value)
{
	json_object_set_new(json, name, json_integer(value));
}
