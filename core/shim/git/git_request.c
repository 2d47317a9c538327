/* SPDX-License-Identifier: MIT */
#include "shim/git/git_request.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"

#define INPUT_MAX (256 * 1024) /* bytes */

/* Read all of git's request, without a stdio buffer, as it may hold a password. */
static bool read_all(struct mb_buf *input, FILE *in, struct mb_err *err)
{
	char block[4096];
	size_t n;

	setvbuf(in, NULL, _IONBF, 0);
	while (mb_buf_ok(input) && (n = fread(block, 1, sizeof(block), in)) > 0)
		mb_buf_add(input, block, n);
	mb_wipe(block, sizeof(block));
	if (ferror(in))
		return mb_err_errno(err, _("cannot read what git asks"));
	if (!mb_buf_ok(input) || strlen(mb_buf_str(input)) != input->len)
		return mb_err_set(err, MB_E_DATA,
				  _("what git asks cannot be understood: it is too long, or has a "
				    "NUL"));
	return true;
}

static void set_value(char **to, const char *value, size_t len)
{
	free(*to);
	*to = mb_xstrndup(value, len);
}

static void take_line(struct mb_git_request *r, const char *line, size_t len)
{
	const char *value = memchr(line, '=', len);
	size_t key_len, value_len;

	if (!value)
		return;
	key_len = (size_t)(value++ - line);
	value_len = len - key_len - 1;
	if (key_len == 8 && strncmp(line, "protocol", key_len) == 0) {
		set_value(&r->protocol, value, value_len);
	} else if (key_len == 4 && strncmp(line, "host", key_len) == 0) {
		set_value(&r->host, value, value_len);
	} else if (key_len == 8 && strncmp(line, "username", key_len) == 0) {
		set_value(&r->username, value, value_len);
	} else if (key_len == 8 && strncmp(line, "password", key_len) == 0) {
		mb_secret_free(&r->password);
		r->password = mb_secret_new(value, value_len);
	}
}

/* Split the port off "host:587" or "[::1]:587"; "::1" has no port. False if the port is no number. */
static bool split_host(struct mb_git_request *r)
{
	char *colon = r->host ? strrchr(r->host, ':') : NULL;
	char *bracket = r->host ? strchr(r->host, ']') : NULL;
	size_t len = r->host ? strlen(r->host) : 0;
	int64_t port = 0;

	if (colon && (bracket ? colon > bracket : colon == strchr(r->host, ':'))) {
		if (!mb_text_number(colon + 1, 1, UINT16_MAX, &port))
			return false;
		*colon = '\0';
		len = (size_t)(colon - r->host);
	}
	if (bracket && *r->host == '[' && bracket[1] == '\0') {
		memmove(r->host, r->host + 1, len - 2);
		r->host[len - 2] = '\0';
	}
	r->port = (uint16_t)port;
	return true;
}

bool mb_git_request_read(struct mb_git_request *request, FILE *in, struct mb_err *err)
{
	struct mb_buf input;
	bool ok;

	*request = (struct mb_git_request){ .port = 0 };
	mb_buf_init(&input, INPUT_MAX);
	ok = read_all(&input, in, err);
	for (const char *p = mb_buf_str(&input); ok && *p && *p != '\n';) {
		size_t len = strcspn(p, "\n");

		take_line(request, p, len > 0 && p[len - 1] == '\r' ? len - 1 : len);
		p += len + (p[len] == '\n');
	}
	mb_buf_fini(&input);
	if (ok && !split_host(request))
		ok = mb_err_set(err, MB_E_DATA, _("git asks about %s, whose port is no number"),
				request->host);
	return ok;
}

void mb_git_request_fini(struct mb_git_request *request)
{
	free(request->protocol);
	free(request->host);
	free(request->username);
	mb_secret_free(&request->password);
	*request = (struct mb_git_request){ .port = 0 };
}
