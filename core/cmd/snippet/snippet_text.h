/* SPDX-License-Identifier: MIT */
/*
 * snippet_text - a text of cmd/snippet/snippets.h, filled in for an account
 */
#ifndef MB_SNIPPET_TEXT_H
#define MB_SNIPPET_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "global/err.h"

struct mb_account;

/* What the keys stand for. */
struct mb_snippet_values {
	const struct mb_account *account;
	const char *config; /* NULL: it is where it is looked for */
	char *mb, *ca_file, *local, *runtime;
	struct mb_snippet_server {
		unsigned service;
		char *host; /* NULL: the account has none */
		char *port;
		bool implicit;
	} servers[3];
};

/* The account has no fault. False (MB_E_CONFIG) when the config's path cannot stand in command lines.
 * mb_snippet_values_fini() either way. */
bool mb_snippet_values_init(struct mb_snippet_values *v, const struct mb_account *account,
			    const char *config, struct mb_err *err);
void mb_snippet_values_fini(struct mb_snippet_values *v);

/* False (MB_E_CONFIG) when the account lacks a value, or one cannot be written there. */
bool mb_snippet_write(struct mb_buf *out, const struct mb_snippet_values *v, const char *text,
		      struct mb_err *err);

/* The length of the comment at the beginning of a snippet's text, whole lines; 0: there is none. It is what a
 * catalogue has. */
size_t mb_snippet_comment(const char *text);

#endif
