/* SPDX-License-Identifier: MIT */
/*
 * token_file - the access token of an account, as a file
 *
 * Line 1 is the token and nothing else, so that `cat` works as passwordeval. Then "key value"
 * lines. Deleting the file is harmless: the next `token` refreshes.
 */
#ifndef MB_TOKEN_FILE_H
#define MB_TOKEN_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "global/err.h"

/* Longest access token taken from a provider, in bytes. */
#define MB_TOKEN_MAX (32 * 1024)
/* Longest token file. */
#define MB_TOKEN_FILE_MAX (MB_TOKEN_MAX + 16 * 1024)

struct mb_token_file {
	const char *token;    /* secret; followed by the file's line break */
	size_t token_len;     /* without the line break */
	int64_t expires;      /* Unix time */
	int64_t lifetime;     /* seconds */
	int64_t min_validity; /* the account's setting, so that nobody has to parse the config */
	int64_t timeout;      /* likewise */
	const char *stamp;    /* of the config, see stamp.h */
	const char *binding;  /* the settings it was obtained for, see account/session.h */
	struct mb_buf text;   /* the strings above point into it */
};

/* False when there is no such file, or none that can be trusted and understood: both mean that
 * there is no token. Either way the caller ends with mb_token_file_fini(). */
bool mb_token_file_load(struct mb_token_file *t, const char *path);
void mb_token_file_fini(struct mb_token_file *t);

/* Formats the file's text into `out`; its members but `text` are read. */
void mb_token_file_format(const struct mb_token_file *t, struct mb_buf *out);

/* Valid for at least `min_validity` seconds. That is capped at half the token's lifetime; a token
 * that expires later than its lifetime allows (the clock was set back) is not fresh. */
bool mb_token_file_fresh(const struct mb_token_file *t, int64_t now, int64_t min_validity);
/* Another token than `before` (obtained while we waited for it) that has not expired. */
bool mb_token_file_newer(const struct mb_token_file *t, const struct mb_token_file *before,
			 int64_t now);
/* Too old to be wrong from the start: a server that refuses a younger one has other reasons, unless it
 * has expired on the way. */
bool mb_token_file_old(const struct mb_token_file *t, int64_t now);

/* Writes token and line break to stdout in one write(2). False with errno. */
bool mb_token_print(const char *token_line, size_t len);

#endif
