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
	MB_PERSON_UNSEEN, /* the tokens, or those of then, do not say enough */
};

/* Compares whose the tokens are with the session's record: by issuer and subject, which a client knows a
 * person by for ever (OpenID Connect Core 5.7), else by the sign-in name, in any case of letters. */
enum mb_person mb_person_compare(const struct mb_session *s, const struct mb_tokens *tokens);

/* At a login: false with MB_E_DENIED when another person signed in, unless the session's `as_other` says that
 * this is meant, or the grant asks nobody and so signs in whom the settings name. Sets the session's `unseen`.
 * The other's tokens are then to be forgotten and not to be revoked: at some providers (Google) that would end
 * the person's other logins too. */
bool mb_person_admit(struct mb_session *s, unsigned grant, const struct mb_tokens *tokens,
		     struct mb_err *err);

#endif
