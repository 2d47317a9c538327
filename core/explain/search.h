/* SPDX-License-Identifier: MIT */
/*
 * search - the row of a table that explains a pasted error
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
	const struct mb_error_rule *rule; /* what was found; NULL: nothing */
	const struct mb_plugin *plugin;   /* whose rule it is; NULL: the core's */
	const char *at;                   /* in the text; NULL: a word or number */
	const struct mb_error_rule *weak; /* only if there is nothing else */
	const struct mb_plugin *weak_plugin;
	long unknown_code;                /* 0: none */
	bool guessed;                     /* the number is not in the text */
	const struct mb_plugin *numbered; /* whose numbers they are */
};

/* `text` is untrusted, any bytes; `account` and `sure` as for mb_explain(). mb_search_fini() afterwards. */
void mb_search_init(struct mb_search *s, const char *text, size_t len,
		    const struct mb_account *account, bool sure);
void mb_search_fini(struct mb_search *s);

/* The last word of `error` ("invalid_grant") in the text that the standards or the row's plugin know;
 * NULL: there is none. Borrowed of the tables. */
const char *mb_search_word(const struct mb_search *s);

#endif
