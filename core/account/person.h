/* SPDX-License-Identifier: MIT */
/*
 * person - whether the same person signed in as before
 *
 * A browser may be signed in as somebody else, and somebody else may sign in where the person is expected:
 * either way the account would hand out another one's mail from then on.
 */
#ifndef MB_PERSON_H
#define MB_PERSON_H

#include <stdbool.h>

struct mb_err;
struct mb_session;
struct mb_tokens;

enum mb_person {
	MB_PERSON_SAME, /* or the first one */
	MB_PERSON_OTHER,
	MB_PERSON_UNSEEN, /* the tokens or the record do not say enough */
};

/* Compare the person of the tokens with the session's record: by issuer and subject, which stay
 * a person's for ever, else by the sign-in name, in any case of letters (OpenID Connect Core
 * 5.7). */
enum mb_person mb_person_compare(const struct mb_session *s, const struct mb_tokens *tokens);

/* Admit the person who signed in. False with MB_E_DENIED: it is another one than before, unless
 * the session's `as_other` allows that or the grant asks nobody. Sets the session's `unseen`.
 * The caller then forgets the tokens and does not revoke them: at some providers (Google) that
 * would end other logins of their person too. */
bool mb_person_admit(struct mb_session *s, unsigned grant, const struct mb_tokens *tokens,
		     struct mb_err *err);

#endif
