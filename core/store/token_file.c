/* SPDX-License-Identifier: MIT */
#include "store/token_file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "global/file.h"
#include "base/text.h"

/* Greatest number in a token file. */
#define NEVER (INT64_C(1) << 62)
/* Age from which a token is old. */
#define OLD_SECONDS 300

enum key { VERSION, EXPIRES, LIFETIME, MIN_VALIDITY, TIMEOUT, CONFIG, SETTINGS, KEYS };

static const char keys[KEYS][16] = {
	[VERSION] = "version ",           [EXPIRES] = "expires ", [LIFETIME] = "lifetime ",
	[MIN_VALIDITY] = "min_validity ", [TIMEOUT] = "timeout ", [CONFIG] = "config ",
	[SETTINGS] = "settings ",
};

/* Make strings of the lines, and find the values; of two lines with one key the first counts. */
static void split_lines(char *line, const char *values[KEYS])
{
	for (char *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		for (int i = 0; i < KEYS; i++)
			if (!values[i])
				values[i] = mb_text_after(line, keys[i]);
	}
}

static bool parse_text(struct mb_token_file *t)
{
	const char *values[KEYS] = { NULL };
	char *end = t->text.data ? strchr(t->text.data, '\n') : NULL;

	if (!end || strlen(t->text.data) != t->text.len)
		return false;
	t->token = t->text.data;
	t->token_len = (size_t)(end - t->text.data);
	split_lines(end + 1, values);
	for (int i = 0; i < KEYS; i++)
		if (!values[i])
			return false;
	t->stamp = values[CONFIG];
	t->binding = values[SETTINGS];
	return mb_streq(values[VERSION], "1") && t->token_len > 0 && t->token_len <= MB_TOKEN_MAX &&
	       mb_text_number(values[EXPIRES], 0, NEVER, &t->expires) &&
	       mb_text_number(values[LIFETIME], 0, NEVER, &t->lifetime) &&
	       mb_text_number(values[MIN_VALIDITY], 0, NEVER, &t->min_validity) &&
	       mb_text_number(values[TIMEOUT], 1, NEVER, &t->timeout);
}

bool mb_token_file_load(struct mb_token_file *t, const char *path)
{
	struct mb_err err = MB_ERR_INIT;
	bool ok;

	*t = (struct mb_token_file){ 0 };
	mb_buf_init(&t->text, MB_TOKEN_FILE_MAX);
	ok = mb_file_read(path, MB_TRUST_OWN, &t->text, NULL, NULL, &err) && parse_text(t);
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
