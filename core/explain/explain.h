/* SPDX-License-Identifier: MIT */
/*
 * explain - what an error that a person pasted means, what to do, and who must
 *
 * Tables are asked in this order: numbers and words of the provider's token endpoint, lines of its mail servers, words
 * of mail programs and of the network, the standards' response codes, and words that say little. The provider is
 * guessed from the text; if that fails, it is the account's.
 */
#ifndef MB_EXPLAIN_H
#define MB_EXPLAIN_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stddef.h>

struct mb_account;
struct mb_config;

/* An explanation; owns its texts, which contain nothing of the input but numbers and words that stand in tables. */
struct mb_explanation {
	char *what, *remedy;
	char *code; /* "AADSTS700082", "535 5.7.3", "invalid_grant"; NULL: none */
	enum mb_who who;
};

/* Explain `text`, untrusted bytes. The explanation speaks of `account`; without `sure` only if its provider fits. If
 * `account` is NULL or does not fit, CAPITALS stand for its values. False if the text is empty; else the caller calls
 * mb_explanation_fini(). */
bool mb_explain(struct mb_explanation *out, const char *text, size_t len,
		const struct mb_account *account, bool sure);
void mb_explanation_fini(struct mb_explanation *e);

/* Return "you", "your administrator" ... in the reader's language. Borrowed. */
const char *mb_explain_who(enum mb_who who);

/* Errors of mail programs and libraries, and words that say little, for when nothing else fits. All rows are texts
 * that any mail server or program may say. */
extern const struct mb_error_rule mb_client_rules[];
extern const struct mb_error_rule mb_vague_rules[];

#endif
