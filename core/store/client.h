/* SPDX-License-Identifier: MIT */
/*
 * client - a client that mailbearer registered itself (RFC 7591): ACCOUNT.client
 *
 * A credential: on disk before it is used, and removed by `logout` alone. Written under the account's
 * lock.
 */
#ifndef MB_STORE_CLIENT_H
#define MB_STORE_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"
#include "global/replace.h"

struct mb_secret;

struct mb_client {
	/* For whom: another issuer or redirect URI wants another registration. */
	char *authority, *redirect_uri;
	char *id;
	struct mb_secret *secret; /* NULL: a public client */
	int64_t secret_expires;   /* Unix time; 0: never */
	char *auth_method;        /* RFC 7591 3.2.1, one that mailbearer can do; NULL: not told */
	int64_t registered;       /* Unix time */
};

/* False when there is none of this authority and redirect URI, or it cannot be read: then with the
 * error, which is clear otherwise. mb_client_fini() in any case. */
bool mb_client_load(struct mb_client *client, const char *path, const char *authority,
		    const char *redirect_uri, struct mb_err *err);
/* Begins the file, so that all that can fail fails before a client is registered. */
bool mb_client_prepare(struct mb_replace *prepared, const char *path, struct mb_err *err);
/* Uses up what was prepared; when that fails, it is tried once more from the start. */
bool mb_client_save(const struct mb_client *client, const char *path, struct mb_replace *prepared,
		    struct mb_err *err);
void mb_client_fini(struct mb_client *client);

#endif
