/* SPDX-License-Identifier: MIT */
#include "store/token_file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "global/file.h"
#include "base/text.h"

#define NEVER       (INT64_C(1) << 62)
#define OLD_SECONDS 300

/* The value of `key` in the lines at `s`, up to the end of the text: split() comes later. */
static const char *value_of(char *s, const char *key)
{
	size_t len = strlen(key);

	while (s) {
		char *next = strchr(s, '\n');

		if (strncmp(s, key, len) == 0 && s[len] == ' ')
			return s + len + 1;
		s = next ? next + 1 : NULL;
	}
	return NULL;
}

/* Makes strings of the lines: every value found before keeps its address. */
static void split(char *s)
{
	while ((s = strchr(s, '\n')))
		*s++ = '\0';
}

static bool parse(struct mb_token_file *t)
{
	const char *expires, *lifetime, *min_validity, *timeout, *version;
	char *end = t->text.data ? strchr(t->text.data, '\n') : NULL;
	char *rest = end ? end + 1 : NULL;

	if (!rest || strlen(t->text.data) != t->text.len)
		return false;
	t->token = t->text.data;
	t->token_len = (size_t)(end - t->text.data);
	version = value_of(rest, "version");
	expires = value_of(rest, "expires");
	lifetime = value_of(rest, "lifetime");
	min_validity = value_of(rest, "min_validity");
	timeout = value_of(rest, "timeout");
	t->stamp = value_of(rest, "config");
	t->binding = value_of(rest, "settings");
	split(rest);
	return version && mb_streq(version, "1") && expires && lifetime && min_validity &&
	       timeout && t->stamp && t->binding && t->token_len > 0 &&
	       t->token_len <= MB_TOKEN_MAX && mb_text_number(expires, 0, NEVER, &t->expires) &&
	       mb_text_number(lifetime, 0, NEVER, &t->lifetime) &&
	       mb_text_number(min_validity, 0, NEVER, &t->min_validity) &&
	       mb_text_number(timeout, 1, NEVER, &t->timeout);
}

bool mb_token_file_load(struct mb_token_file *t, const char *path)
{
	struct mb_err err = MB_ERR_INIT;
	bool ok;

	*t = (struct mb_token_file){ 0 };
	mb_buf_init(&t->text, MB_TOKEN_FILE_MAX);
	ok = mb_file_read(path, MB_TRUST_OWN, &t->text, NULL, NULL, &err) && parse(t);
	mb_err_clear(&err);
	return ok;
}

void mb_token_file_fini(struct mb_token_file *t)
{
	mb_buf_fini(&t->text);
	t->token = t->stamp = t->binding = NULL;
}

void mb_token_file_format(const struct mb_token_file *t, struct mb_buf *out)
{
	mb_buf_add(out, t->token, t->token_len);
	mb_buf_addf(out, "\nversion 1\nexpires %" PRId64 "\nlifetime %" PRId64, t->expires,
		    t->lifetime);
	mb_buf_addf(out, "\nmin_validity %" PRId64 "\ntimeout %" PRId64, t->min_validity,
		    t->timeout);
	mb_buf_addf(out, "\nconfig %s\nsettings %s\n", t->stamp, t->binding);
}

bool mb_token_file_fresh(const struct mb_token_file *t, int64_t now, int64_t min_validity)
{
	int64_t left = t->expires - now;

	if (min_validity > t->lifetime / 2)
		min_validity = t->lifetime / 2;
	return left > 0 && left >= min_validity && left <= t->lifetime;
}

bool mb_token_file_newer(const struct mb_token_file *t, const struct mb_token_file *before,
			 int64_t now)
{
	if (t->expires <= now)
		return false;
	return !before->token || before->expires != t->expires ||
	       before->token_len != t->token_len ||
	       memcmp(before->token, t->token, t->token_len) != 0;
}

bool mb_token_file_old(const struct mb_token_file *t, int64_t now)
{
	return now - (t->expires - t->lifetime) > OLD_SECONDS;
}

bool mb_token_print(const char *token_line, size_t len)
{
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, token_line, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		token_line += n;
		len -= (size_t)n;
	}
	return true;
}
