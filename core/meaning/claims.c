/* SPDX-License-Identifier: MIT */
#include "meaning/claims.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "crypto/base64.h"

#define PAYLOAD_MAX  (64 * 1024) /* bytes */
#define NAME_MAX_LEN 320         /* bytes of a mail address: 64 + @ + 255 (RFC 5321 4.5.3.1) */

json_t *mb_claims(const char *token, size_t len)
{
	const char *payload = token ? memchr(token, '.', len) : NULL, *end;
	json_t *json = NULL;
	struct mb_buf text;

	if (!payload)
		return NULL;
	payload++;
	len -= (size_t)(payload - token);
	end = memchr(payload, '.', len);
	mb_buf_init(&text, PAYLOAD_MAX);
	if (mb_base64_decode(&text, payload, end ? (size_t)(end - payload) : len))
		json = mb_json_parse(mb_buf_str(&text), text.len);
	mb_buf_fini(&text);
	return json;
}

char *mb_claims_user(const json_t *claims)
{
	/* The claims in which providers put a sign-in name, the most telling first. */
	static const char *const names[] = { "preferred_username", "upn", "email", "unique_name" };
	const char *name = NULL;
	struct mb_buf buf;

	for (size_t i = 0; claims && !name && i < sizeof(names) / sizeof(*names); i++)
		name = mb_json_str(claims, names[i]);
	if (!name || strlen(name) > NAME_MAX_LEN)
		return NULL;
	mb_buf_init(&buf, NAME_MAX_LEN + 1);
	mb_text_printable(&buf, name, NAME_MAX_LEN);
	if (buf.len > 0)
		return mb_buf_take(&buf);
	mb_buf_fini(&buf);
	return NULL;
}
