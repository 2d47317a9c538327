/* SPDX-License-Identifier: MIT */
/*
 * judge - what a provider's refusal means and what to do about it
 *
 * The HTTP status decides first (429 and 5xx pass by themselves), then the plugin's error table, then the errors of
 * the standards (rules.h), then the plugin's hook.
 */
#ifndef MB_JUDGE_H
#define MB_JUDGE_H

#include <mailbearer/plugin.h>
#include <stdint.h>

#include "global/err.h"
#include "base/json.h"

struct mb_account;
struct mb_redirect;
struct mb_reply;

/* What a refusal means. `cause` and `remedy` are borrowed from tables, `code` and `detail` are owned. */
struct mb_verdict {
	enum mb_meaning meaning;
	enum mb_who who;
	const char *cause;   /* NULL: not known */
	const char *remedy;  /* template; NULL: what the meaning says */
	char *code;          /* "AADSTS700082", "invalid_grant"; NULL: none */
	char *detail;        /* the provider's own words, if we have no better; NULL: none */
	int64_t retry_after; /* seconds to send the provider nothing; -1: not told */
	bool invalid_grant;  /* the error is invalid_grant, or a bare 401 (RFC 6749 5.2) */
	bool bare;           /* 400, 401 or 403 of the token endpoint without an OAuth error */
	bool plain;          /* no row of the plugin's error table matched */
	bool pause;          /* send the provider nothing for a while */
};

/* Judge an error reply. For this and the next two the caller calls mb_verdict_fini(). */
void mb_judge_reply(struct mb_verdict *verdict, const struct mb_account *account,
		    enum mb_where where, const struct mb_reply *reply);
/* Judge the error parameters of a redirect (RFC 6749 4.1.2.1). */
void mb_judge_redirect(struct mb_verdict *verdict, const struct mb_account *account,
		       const struct mb_redirect *redirect);
/* Judge a line of a mail server, of IMAP without the tag. */
void mb_judge_line(struct mb_verdict *verdict, const struct mb_account *account,
		   enum mb_where where, const char *line);
/* Tell whether one rule matches a member of the answer `json`. `where`: bits of enum mb_where. This and the next two
 * are for `explain`, which has no whole answer. */
bool mb_judge_member(const struct mb_error_rule *rule, unsigned where, const json_t *json);
/* Tell whether a number that begins or ends with `edge` is part of a longer one, which goes on with `beside`. */
bool mb_judge_goes_on(char edge, char beside);
/* Copy what the rule says into the verdict. */
void mb_judge_use(struct mb_verdict *verdict, const struct mb_error_rule *rule,
		  const struct mb_account *account);
/* Correct the verdict if a password was refused: if nothing better is known, the password counts as wrong and must
 * not be sent again. Servers say that by invalid_grant, in words of their own, or not at all (RFC 6749 5.2). */
void mb_judge_password(struct mb_verdict *verdict);
/* Correct the verdict if an authorization code was refused: "sign in again" does not help a person who is just
 * signing in (RFC 6749 4.1.2). */
void mb_judge_code(struct mb_verdict *verdict);
void mb_verdict_fini(struct mb_verdict *verdict);

/* Return what to do, a template: the rule's remedy, else what the meaning says. Borrowed. */
const char *mb_verdict_remedy(const struct mb_verdict *verdict);
/* Set `err` to the verdict: what to do and who must, then code and cause in brackets. Returns false. */
bool mb_verdict_err(const struct mb_verdict *verdict, const struct mb_account *account,
		    struct mb_err *err);

/* Translate an English sentence of mb_verdict_err() that was kept in a file into the reader's language, as far as its
 * parts are found in tables. The caller frees the result. */
char *mb_verdict_retell(const struct mb_account *account, const char *english);
/* Set `err` to the translated sentence and `code`. Returns false. */
bool mb_verdict_retold(const struct mb_account *account, enum mb_code code, const char *english,
		       struct mb_err *err);

#endif
