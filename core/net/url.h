/* SPDX-License-Identifier: MIT */
/*
 * url - addresses from the config and from providers: untrusted
 */
#ifndef MB_URL_H
#define MB_URL_H

#include <stdbool.h>

#include "global/err.h"

struct mb_form;

/* NULL if requests may go there, else the reason, a static sentence: https only, but http for
 * literal loopback addresses (127.0.0.0/8, [::1]: RFC 8252 8.3 warns of names); no user, password
 * or fragment; scheme and host where everybody sees them. */
const char *mb_url_fault(const char *url);
bool mb_url_is_https(const char *url);

/* A server's name or address, as it can stand in a URL or a setting: no port, nothing else. */
bool mb_url_is_host(const char *host);

/* `url` with the parameters of `query` added to its query (RFC 6749 3.1); the caller frees it. */
char *mb_url_with_query(const char *url, const struct mb_form *query);

/* "https://host:port" of a URL that passed mb_url_fault(), for messages; the caller frees it. */
char *mb_url_origin(const char *url);

#endif
