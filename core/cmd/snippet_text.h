/* SPDX-License-Identifier: MIT */
/*
 * snippet_text - filling in a text of cmd/snippets.h for an account
 */
#ifndef MB_SNIPPET_TEXT_H
#define MB_SNIPPET_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "global/err.h"

struct mb_account;

/* The values of the keys. */
struct mb_snippet_values {
	const struct mb_account *account;
	const char *config; /* NULL: the config is in its usual place */
	char *mb, *ca_file, *local, *runtime;
	struct mb_snippet_server {
		unsigned service;
		char *host; /* NULL: the account has none */
		char *port;
		bool implicit;
	} servers[3];
};

/* Collect the values of an account without a fault. MB_E_CONFIG if the config's path cannot stand in command lines.
 * The caller calls mb_snippet_values_fini(), also on failure. */
bool mb_snippet_values_init(struct mb_snippet_values *v, const struct mb_account *account,
			    const char *config, struct mb_err *err);
void mb_snippet_values_fini(struct mb_snippet_values *v);

/* Append the text, filled in. MB_E_CONFIG if the account lacks a value, or a value cannot be written there. */
bool mb_snippet_write(struct mb_buf *out, const struct mb_snippet_values *v, const char *text,
		      struct mb_err *err);

/* Return the length of the comment at the start of a snippet's text, in whole lines; 0 if there is none. Catalogues
 * translate this comment as a whole. */
size_t mb_snippet_comment(const char *text);

#endif
