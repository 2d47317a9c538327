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
/* Longest token file, in bytes. */
#define MB_TOKEN_FILE_MAX (MB_TOKEN_MAX + 16 * 1024)

struct mb_token_file {
	const char *token;    /* secret; followed by the file's line break */
	size_t token_len;     /* without the line break */
	int64_t expires;      /* Unix time */
	int64_t lifetime;     /* seconds */
	int64_t min_validity; /* the account's setting, for those who do not parse the config */
	int64_t timeout;      /* likewise */
	const char *stamp;    /* of the config, see stamp.h */
	const char *binding;  /* the settings it was obtained for, see account/session.h */
	struct mb_buf text;   /* the strings above point into it */
};

/* Load a token file. False: there is none, or none that can be trusted and understood; both mean
 * that there is no token. The caller ends the token with mb_token_file_fini() in any case. */
bool mb_token_file_load(struct mb_token_file *t, const char *path);
void mb_token_file_fini(struct mb_token_file *t);

/* Append the file's text to `out`, from all members but `text`. */
void mb_token_file_format(const struct mb_token_file *t, struct mb_buf *out);

/* Is the token valid for at least `min_validity` seconds, capped at half its lifetime? A token
 * that expires later than its lifetime allows (the clock was set back) is not fresh. */
bool mb_token_file_fresh(const struct mb_token_file *t, int64_t now, int64_t min_validity);
/* Is the token another one than `before` (obtained while we waited), and has it not expired? */
bool mb_token_file_newer(const struct mb_token_file *t, const struct mb_token_file *before,
			 int64_t now);
/* Is the token so old that it may have gone bad since it was obtained? A mail server that
 * refuses a younger one has other reasons, unless the token has expired on the way. */
bool mb_token_file_old(const struct mb_token_file *t, int64_t now);

/* Write token and line break to stdout, in one write(2) if possible. False with errno. */
bool mb_token_print(const char *token_line, size_t len);

#endif
