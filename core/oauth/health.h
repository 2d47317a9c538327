/* SPDX-License-Identifier: MIT */
/*
 * health - how an account is doing, from its files alone
 */
#ifndef MB_HEALTH_H
#define MB_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "oauth/session.h"

struct mb_health {
	enum mb_code code;   /* MB_OK: a token can be had without a person, as far as files tell */
	bool signed_in;      /* there is a login, or the grant needs none */
	const char *differs; /* the setting that has changed since the login, or NULL */
	int64_t token_expires; /* Unix time; 0: no access token */
	size_t token_len;
	int64_t
	    refresh_dies; /* forecast for the refresh token if it is not used; 0: not known, or dead */
};

/* The session was loaded. */
void mb_health(struct mb_health *h, const struct mb_session *s);

#endif
