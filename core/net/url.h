/* SPDX-License-Identifier: MIT */
/*
 * url - URLs from the config and from providers, which are untrusted
 */
#ifndef MB_URL_H
#define MB_URL_H

#include <stdbool.h>

#include "global/err.h"

struct mb_form;

/* Return NULL if requests may be sent to `url`, else the reason, a static sentence. Allowed are https URLs, and http
 * URLs with a literal loopback address (127.0.0.0/8, [::1]; names are not safe); without user, password and fragment
 * (RFC 8252 8.3). */
const char *mb_url_fault(const char *url);
bool mb_url_is_https(const char *url);

/* Tell whether `host` is a server's name or address as a setting has it: without a port or anything else. */
bool mb_url_is_host(const char *host);

/* Return `url` with the parameters of `query` added to its query; the caller frees it (RFC 6749 3.1). */
char *mb_url_with_query(const char *url, const struct mb_form *query);

/* Return "https://host:port" of a URL that passed mb_url_fault(), for messages; the caller frees it. */
char *mb_url_origin(const char *url);

#endif
