/* SPDX-License-Identifier: MIT */
/*
 * rules - the errors that the standards define, for which a plugin's table needs no row
 */
#ifndef MB_RULES_H
#define MB_RULES_H

#include <mailbearer/plugin.h>
#include <stdbool.h>

/* The errors of OAuth, OpenID Connect and the mail protocols (RFC 6749 4.1.2.1 and 5.2, RFC 8628 3.5, OpenID Connect
 * Core 3.1.2.6, RFC 5530 3, RFC 9051 7.1, RFC 3206 4, RFC 2449 8, RFC 4954 6). */
extern const struct mb_error_rule mb_rfc_rules[];

/* What a refusal means that is an HTTP status and nothing else: of any request, and of one with a password. These
 * rows are used by number; no answer is compared with them. */
enum { MB_BARE, MB_BARE_PASSWORD };
extern const struct mb_error_rule mb_bare_rules[];

#endif
