/* SPDX-License-Identifier: MIT */
/*
 * search - finding the row of a table that explains a pasted error
 */
#ifndef MB_SEARCH_H
#define MB_SEARCH_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stddef.h>

#include "explain/evidence.h"
#include "explain/suspects.h"

struct mb_search {
	struct mb_evidence evidence;
	struct mb_suspects suspects;
	const struct mb_error_rule *rule; /* the row that was found, or NULL */
	const struct mb_plugin *plugin;   /* the plugin of that row; NULL: the core */
	const char *at;                   /* its place in the text; NULL: a word or number */
	const struct mb_error_rule *weak; /* the row to take if there is nothing else */
	const struct mb_plugin *weak_plugin;
	long unknown_code;                /* a number that is in no table; 0: none */
	bool guessed;                     /* the number was guessed from its sentence */
	const struct mb_plugin *numbered; /* the plugin whose errors have numbers */
};

/* Search for an explanation of `text`, untrusted bytes; `account` and `sure` as for mb_explain(). The caller calls
 * mb_search_fini(). */
void mb_search_init(struct mb_search *s, const char *text, size_t len,
		    const struct mb_account *account, bool sure);
void mb_search_fini(struct mb_search *s);

/* Return the last word in the text that the standards or the row's plugin have as a value of `error`
 * ("invalid_grant"); NULL if there is none. Borrowed from the tables. */
const char *mb_search_word(const struct mb_search *s);

#endif
