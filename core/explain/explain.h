/* SPDX-License-Identifier: MIT */
/*
 * explain - what an error that a person pasted means, what to do, and who must
 *
 * Asked in this order: the numbers and words of the provider's token endpoint, the lines of its mail
 * servers, what mail programs say, what the standards say of a mail server's line, the network, and
 * what says little. Which provider is seen from the text, else it is the account's.
 */
#ifndef MB_EXPLAIN_H
#define MB_EXPLAIN_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stddef.h>

struct mb_account;
struct mb_config;

/* Owned; never a part of the input but numbers and words that tables know. */
struct mb_explanation {
	char *what, *remedy;
	char *code; /* "AADSTS700082", "535 5.7.3", "invalid_grant"; NULL: none */
	enum mb_who who;
};

/* `text` is untrusted, any bytes. `account` may be NULL, then CAPITALS stand for its values; with
 * `sure` it is the one to speak of, else only if its provider fits. False: there is nothing in the
 * text. mb_explanation_fini() after true. */
bool mb_explain(struct mb_explanation *out, const char *text, size_t len,
		const struct mb_account *account, bool sure);
void mb_explanation_fini(struct mb_explanation *e);

/* "you", "your administrator" ... */
const char *mb_explain_who(enum mb_who who);

/* What mail programs and libraries say; and what says little, for when nothing else fits. All rows
 * are texts, for any place. */
extern const struct mb_error_rule mb_client_rules[];
extern const struct mb_error_rule mb_vague_rules[];

#endif
