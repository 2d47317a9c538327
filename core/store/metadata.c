/* SPDX-License-Identifier: MIT */
#include "store/metadata.h"

#include "base/text.h"
#include "global/log.h"
#include "store/json_file.h"

#define FILE_MAX 65536 /* bytes */

json_t *mb_metadata_load(const char *path, const char *issuer, int64_t *fetched_r)
{
	struct mb_err err = MB_ERR_INIT;
	json_t *json, *document = NULL;

	*fetched_r = 0;
	json = mb_json_file_load(path, FILE_MAX, 0, NULL, &err);
	if (json && mb_streq(mb_json_str(json, "issuer"), issuer)) {
		document = json_incref(json_object_get(json, "document"));
		mb_json_int(json, "fetched", fetched_r);
	}
	json_decref(json);
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

	mb_json_set_str(json, "issuer", issuer);
	mb_json_set_int(json, "fetched", fetched);
	json_object_set(json, "document", document);
	if (!mb_json_file_save(json, path, FILE_MAX, NULL, false, &err))
		mb_step("%s", err.text);
	mb_err_clear(&err);
	json_decref(json);
}
