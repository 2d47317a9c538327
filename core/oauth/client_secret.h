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

/* Adds the secret of the account; may read a file or run a command. MB_E_CONFIG: the provider says that
 * it takes none. */
bool mb_client_secret_of_account(struct mb_party *p, struct mb_form *form, struct mb_err *err);

/* Adds the secret that a registration brought, if it did and wants it. */
void mb_client_secret_of_registration(const struct mb_party *p, struct mb_form *form);

/* The token_endpoint_auth_method to register with; NULL with MB_E_CONFIG: the issuer takes none of ours. */
const char *mb_client_secret_method(const struct mb_party *p, struct mb_err *err);

/* Can a client that registered itself prove itself this way? `method` is untrusted; NULL is the default. */
bool mb_client_secret_can(const char *method);

#endif
