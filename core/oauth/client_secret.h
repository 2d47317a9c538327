/* SPDX-License-Identifier: MIT */
/*
 * client_secret - where a provider wants to see a client's secret: in the form or in the head of the
 * request (RFC 6749 2.3.1), as registration (RFC 7591) or metadata (RFC 8414) say
 */
#ifndef MB_CLIENT_SECRET_H
#define MB_CLIENT_SECRET_H

#include <stdbool.h>

#include "global/err.h"

struct mb_form;
struct mb_party;

/* Add the account's secret to the form; may read a file or run a command. MB_E_CONFIG: the
 * provider says that it takes none. */
bool mb_client_secret_of_account(struct mb_party *p, struct mb_form *form, struct mb_err *err);

/* Add the secret of the client that mailbearer registered, if it has one and the provider wants
 * it. */
void mb_client_secret_of_registration(const struct mb_party *p, struct mb_form *form);

/* Choose the token_endpoint_auth_method to register with. NULL with MB_E_CONFIG: the issuer
 * takes none that mailbearer can do. */
const char *mb_client_secret_method(const struct mb_party *p, struct mb_err *err);

/* Can a client that registered itself prove itself by `method` (untrusted; NULL: the default)? */
bool mb_client_secret_can(const char *method);

#endif
