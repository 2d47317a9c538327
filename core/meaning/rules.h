/* SPDX-License-Identifier: MIT */
/*
 * rules - the errors that the standards define, for when a plugin's table says nothing
 */
#ifndef MB_RULES_H
#define MB_RULES_H

#include <mailbearer/plugin.h>
#include <stdbool.h>

/* RFC 6749 4.1.2.1 and 5.2, RFC 8628 3.5, OpenID Connect Core 3.1.2.6. */
extern const struct mb_error_rule mb_rfc_rules[];

/* What a refusal means that is an HTTP status and nothing else, of any request and of one with a password.
 * No answer is compared with these rows. */
enum { MB_BARE, MB_BARE_PASSWORD };
extern const struct mb_error_rule mb_bare_rules[];

#endif
