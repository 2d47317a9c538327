/* SPDX-License-Identifier: MIT */
/*
 * judge - what a provider's refusal means and what to do about it
 *
 * HTTP's own word comes first (429 and 5xx pass), then the plugin's table, then RFC 6749 and RFC
 * 8628, then the plugin's hook.
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

/* Borrowed texts live as long as the tables; `code` and `detail` are owned. */
struct mb_verdict {
	enum mb_meaning meaning;
	enum mb_who who;
	const char *cause;   /* NULL: not known */
	const char *remedy;  /* template; NULL: the meaning's own */
	char *code;          /* "AADSTS700082", "invalid_grant"; NULL: none */
	char *detail;        /* the provider's own words, when we have no better; NULL: none */
	int64_t retry_after; /* seconds to leave the provider alone; -1: it does not say */
	bool invalid_grant;  /* the error is invalid_grant (RFC 6749 5.2), or a bare 401 */
	bool bare;  /* the token endpoint says 400, 401 or 403 without an error of OAuth's */
	bool plain; /* the plugin knows no more about it than RFC 6749 */
	bool pause; /* the provider is to be left alone for a while */
};

void mb_judge_reply(struct mb_verdict *verdict, const struct mb_account *account,
		    enum mb_where where, const struct mb_reply *reply);
/* The error parameters of a redirect (RFC 6749 4.1.2.1). */
void mb_judge_redirect(struct mb_verdict *verdict, const struct mb_account *account,
		       const struct mb_redirect *redirect);
/* What a mail server said: of IMAP without the tag. */
void mb_judge_line(struct mb_verdict *verdict, const struct mb_account *account,
		   enum mb_where where, const char *line);
/* One row alone, for `explain`, which has no whole answer. `where`: bits of enum mb_where. A member of
 * an answer: */
bool mb_judge_member(const struct mb_error_rule *rule, unsigned where, const json_t *json);
/* Is a number whose outermost character is `edge` part of a longer one that goes on with `beside`? */
bool mb_judge_goes_on(char edge, char beside);
/* Puts into the verdict what the row says. */
void mb_judge_use(struct mb_verdict *verdict, const struct mb_error_rule *rule,
		  const struct mb_account *account);
/* The refusal was of a password: where nothing better is known it counts as wrong, and must not be sent
 * again. invalid_grant says so (RFC 6749 5.2); many servers say it in words of their own, or in none. */
void mb_judge_password(struct mb_verdict *verdict);
/* The refusal was of an authorization code (RFC 6749 4.1.2): "sign in again" is no help to whoever does. */
void mb_judge_code(struct mb_verdict *verdict);
void mb_verdict_fini(struct mb_verdict *verdict);

/* What to do: the rule's remedy, else the meaning's own; a template. Borrowed. */
const char *mb_verdict_remedy(const struct mb_verdict *verdict);
/* The verdict as an error: what to do and who must, then code and cause in brackets. */
bool mb_verdict_err(const struct mb_verdict *verdict, const struct mb_account *account,
		    struct mb_err *err);

/* What mb_verdict_err() once made, in English, from a file: the sentence in the language of whoever reads it
 * now, as far as its parts stand in tables. The caller frees it. */
char *mb_verdict_retell(const struct mb_account *account, const char *english);
/* The same as an error. Returns false. */
bool mb_verdict_retold(const struct mb_account *account, enum mb_code code, const char *english,
		       struct mb_err *err);

#endif
