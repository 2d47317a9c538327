/* SPDX-License-Identifier: MIT */
/*
 * snippet_text - fill in the text of a snippet for an account
 *
 * core/snippets/README.md describes conditions and values.
 */
#ifndef MB_SNIPPET_TEXT_H
#define MB_SNIPPET_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "global/err.h"

struct mb_account;

/* What the keys of a text stand for. */
struct mb_snippet_values {
	const char *client; /* the snippet's name, for messages */
	const struct mb_account *account;
	const char *config; /* NULL: the config is in its usual place */
	char *mb, *local, *runtime;
	const char *ca_file;
	struct mb_snippet_server {
		unsigned service;
		char *host; /* NULL: the account has none */
		char *port;
		bool implicit;
	} servers[3];
};

/* Collect the values of an account without a fault. MB_E_CONFIG if the config's path cannot stand in command lines.
 * The caller calls mb_snippet_values_fini(), also on failure. */
bool mb_snippet_values_init(struct mb_snippet_values *v, const char *client,
			    const struct mb_account *account, const char *config,
			    struct mb_err *err);
void mb_snippet_values_fini(struct mb_snippet_values *v);

/* Append the text, filled in, to `out`. False (MB_E_CONFIG): the account lacks a value, a value cannot be written
 * there, or the text has a condition, key or quoting that there is not. */
bool mb_snippet_write(struct mb_buf *out, const struct mb_snippet_values *v, const char *text,
		      struct mb_err *err);

/* Measure the comment at the beginning of `text`, whole lines, in bytes; 0: there is none. A comment is one message
 * of a catalogue. */
size_t mb_snippet_comment(const char *text);

#endif
