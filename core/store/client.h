/* SPDX-License-Identifier: MIT */
/*
 * client - a client that mailbearer registered itself (RFC 7591): ACCOUNT.client
 *
 * The client is a credential: on disk before it is used, and removed by `logout` alone. Written under the
 * account's lock.
 */
#ifndef MB_STORE_CLIENT_H
#define MB_STORE_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"
#include "global/replace.h"

struct mb_secret;

struct mb_client {
	/* What the client is registered for: others want another registration. */
	char *authority, *redirect_uri;
	char *id;
	struct mb_secret *secret; /* NULL: a public client */
	int64_t secret_expires;   /* Unix time; 0: never */
	char *auth_method;        /* one that mailbearer can do; NULL: not told (RFC 7591 3.2.1) */
	int64_t registered;       /* Unix time */
};

/* Load the client of this authority and redirect URI. False with an error: the file cannot be
 * read; without: there is no such client. The caller ends the client with mb_client_fini() in
 * any case. */
bool mb_client_load(struct mb_client *client, const char *path, const char *authority,
		    const char *redirect_uri, struct mb_err *err);
/* Begin the file before a client is registered, so that what can fail fails first. */
bool mb_client_prepare(struct mb_replace *prepared, const char *path, struct mb_err *err);
/* Save the client in the prepared file, which is used up; if that fails, save once more from the
 * start. */
bool mb_client_save(const struct mb_client *client, const char *path, struct mb_replace *prepared,
		    struct mb_err *err);
void mb_client_fini(struct mb_client *client);

#endif
