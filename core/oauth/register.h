/* SPDX-License-Identifier: MIT */
/*
 * register - making mailbearer known to a provider that lets every client register itself (RFC 7591)
 */
#ifndef MB_REGISTER_H
#define MB_REGISTER_H

#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"

struct mb_party;
struct mb_secret;

/* The client that a registration brings. */
struct mb_registered {
	char *id;                 /* NULL: nothing was registered */
	struct mb_secret *secret; /* NULL: a public client */
	int64_t secret_expires;   /* Unix time; 0: never */
	char *auth_method;        /* one that mailbearer can do; NULL: not told (RFC 7591 3.2.1) */
};

void mb_registered_fini(struct mb_registered *r);

/* Find the registration endpoint, for the caller to free. NULL with MB_E_CONFIG: there is none,
 * or not for clients that prove themselves as mailbearer can. */
char *mb_register_endpoint(const struct mb_party *p, struct mb_err *err);

/* Register at the endpoint. The party then has the client, which is to be saved before use: it
 * may exist nowhere else. */
bool mb_register(struct mb_party *p, const char *endpoint, struct mb_err *err);

#endif
