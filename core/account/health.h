/* SPDX-License-Identifier: MIT */
/*
 * health - how an account is doing, from its files alone
 */
#ifndef MB_HEALTH_H
#define MB_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account/session.h"

struct mb_health {
	enum mb_code code;   /* MB_OK: a token can be had without a person, as far as files tell */
	bool signed_in;      /* there is a login, or the grant needs none */
	bool no_token_yet;   /* the grant needs no login, and was never tried with success */
	const char *differs; /* the setting that has changed since the login, or NULL */
	int64_t token_expires; /* Unix time; 0: no access token */
	size_t token_len;
	int64_t refresh_dies;         /* forecast for the refresh token; 0: not known, or dead */
	const char *refresh_dies_why; /* part of a sentence, translated; NULL: refresh_dies is 0 */
	bool soon;                    /* MB_OK, but a person had better sign in before long */
};

/* Fill `h` from the session, which was loaded. */
void mb_health(struct mb_health *h, const struct mb_session *s);

/* Note how long the session's login lasted, which the provider has just called dead, for the
 * forecast of the next one. A login that was not in use says nothing. The caller saves the
 * status. */
void mb_health_note_end(struct mb_session *s);

#endif
