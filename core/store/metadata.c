/* SPDX-License-Identifier: MIT */
#include "store/metadata.h"

#include "base/buf.h"
#include "global/err.h"
#include "global/file.h"
#include "global/log.h"
#include "global/replace.h"
#include "base/text.h"

#define FILE_MAX 65536

json_t *mb_metadata_load(const char *path, const char *issuer, int64_t *fetched_r)
{
	struct mb_err err = MB_ERR_INIT;
	json_t *json = NULL, *document = NULL;
	struct mb_buf text;

	*fetched_r = 0;
	mb_buf_init(&text, FILE_MAX);
	if (mb_file_read(path, MB_TRUST_OWN, &text, NULL, NULL, &err))
		json = mb_json_parse(mb_buf_str(&text), text.len);
	if (json && mb_streq(mb_json_str(json, "issuer"), issuer)) {
		document = json_incref(json_object_get(json, "document"));
		mb_json_int(json, "fetched", fetched_r);
	}
	json_decref(json);
	mb_buf_fini(&text);
	mb_err_clear(&err);
	if (json_is_object(document))
		return document;
	json_decref(document);
	return NULL;
}

void mb_metadata_save(const char *path, const char *issuer, json_t *document, int64_t fetched)
{
	struct mb_err err = MB_ERR_INIT;
	json_t *json = json_object();
	struct mb_buf text;

	mb_buf_init(&text, FILE_MAX);
	mb_json_set_str(json, "issuer", issuer);
	mb_json_set_int(json, "fetched", fetched);
	json_object_set(json, "document", document);
	mb_json_dump(json, &text);
	if (mb_buf_ok(&text) && !mb_file_replace_light(path, text.data, text.len, &err))
		mb_step("%s", err.text);
	mb_err_clear(&err);
	mb_buf_fini(&text);
	json_decref(json);
}
