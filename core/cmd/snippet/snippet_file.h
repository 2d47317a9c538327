/* SPDX-License-Identifier: MIT */
/*
 * snippet_file - the installed files that say what mail programs want in their config
 *
 * core/snippets/README.md describes their form.
 */
#ifndef MB_SNIPPET_FILE_H
#define MB_SNIPPET_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "global/err.h"

#define MB_SNIPPET_INIT                                                                            \
	{                                                                                          \
		.title = NULL                                                                      \
	}

struct mb_snippet {
	char *client; /* the file's name */
	char *title;  /* for people: how it is done */
	/* Bits of enum mb_service. The account needs all of these, and one of those. */
	unsigned needs, needs_one_of;
	unsigned no_starttls; /* the services where TLS must begin at once */
	char *text;           /* with conditions and values (cmd/snippet/snippet_text.h) */
};

/* List the names of all snippets, sorted, with a NULL at the end. mb_snippet_list_free() in any case. */
bool mb_snippet_list(char ***names_r, struct mb_err *err);
void mb_snippet_list_free(char **names);

/* Read the snippet for a mail program; `client` may be any text. False: there is none of this name
 * (MB_E_USAGE), or its file cannot be read or used. mb_snippet_fini() in any case. */
bool mb_snippet_load(struct mb_snippet *snippet, const char *client, struct mb_err *err);
void mb_snippet_fini(struct mb_snippet *snippet);

#endif
