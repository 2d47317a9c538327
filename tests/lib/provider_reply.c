/* SPDX-License-Identifier: MIT */
#include "provider.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

char *mb_pv_strdup(const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		abort();
	return copy;
}

void mb_pv_reply_clear(struct mb_pv_reply *reply)
{
	free(reply->headers);
	free(reply->body);
	memset(reply, 0, sizeof(*reply));
}

void mb_pv_reply_set(struct mb_pv_call *call, int status, const char *type, char *body, size_t len)
{
	free(call->reply.body);
	call->reply.status = status;
	call->reply.type = type;
	call->reply.body = body;
	call->reply.len = len;
}

void mb_pv_reply_text(struct mb_pv_call *call, int status, const char *text)
{
	mb_pv_reply_set(call, status, NULL, mb_pv_strdup(text), strlen(text));
}

void mb_pv_reply_json(struct mb_pv_call *call, int status, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	if (!text)
		abort();
	json_decref(json);
	mb_pv_reply_set(call, status, "application/json; charset=utf-8", text, strlen(text));
}

void mb_pv_reply_header(struct mb_pv_call *call, const char *name, const char *value)
{
	const char *old = call->reply.headers ? call->reply.headers : "";
	size_t size = strlen(old) + strlen(name) + strlen(value) + 5;
	char *headers = malloc(size);

	if (!headers)
		abort();
	snprintf(headers, size, "%s%s: %s\r\n", old, name, value);
	free(call->reply.headers);
	call->reply.headers = headers;
}

void mb_pv_urlencode(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (isalnum((unsigned char)*text) || strchr("-._~", *text))
			fputc(*text, out);
		else
			fprintf(out, "%%%02X", (unsigned)(unsigned char)*text);
	}
}
