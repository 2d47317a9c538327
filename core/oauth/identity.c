/* SPDX-License-Identifier: MIT */
#include "oauth/identity.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "crypto/base64.h"

#define PAYLOAD_MAX  (64 * 1024)
#define NAME_MAX_LEN 320 /* RFC 5321 4.5.3.1: 64 + @ + 255 */

/* The claims in which providers put a sign-in name, the most telling first. */
static const char *const claims[] = { "preferred_username", "upn", "email", "unique_name" };

/* It is shown on terminals and stored. */
static char *printable(const char *name)
{
	struct mb_buf buf;

	mb_buf_init(&buf, NAME_MAX_LEN + 1);
	mb_text_printable(&buf, name, NAME_MAX_LEN);
	if (buf.len > 0)
		return mb_buf_take(&buf);
	mb_buf_fini(&buf);
	return NULL;
}

static char *from_jwt(const char *jwt)
{
	const char *payload = jwt ? strchr(jwt, '.') : NULL;
	const char *name = NULL;
	char *result = NULL;
	json_t *json = NULL;
	struct mb_buf text;

	if (!payload)
		return NULL;
	payload++;
	mb_buf_init(&text, PAYLOAD_MAX);
	if (mb_base64_decode(&text, payload, strcspn(payload, ".")))
		json = mb_json_parse(mb_buf_str(&text), text.len);
	for (size_t i = 0; json && !name && i < sizeof(claims) / sizeof(*claims); i++)
		name = mb_json_str(json, claims[i]);
	if (name && strlen(name) <= NAME_MAX_LEN)
		result = printable(name);
	json_decref(json);
	mb_buf_fini(&text);
	return result;
}

char *mb_identity(const char *id_token, const char *access_token)
{
	char *name = from_jwt(id_token);

	return name ? name : from_jwt(access_token);
}
