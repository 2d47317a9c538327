/* SPDX-License-Identifier: MIT */
/*
 * identity - who signed in, as far as the tokens say
 *
 * The signature is not checked: the tokens came from the token endpoint by TLS (OpenID Connect Core
 * 3.1.3.7). What hangs on it is a warning, and that nobody else takes the place of whoever signed in before.
 */
#ifndef MB_IDENTITY_H
#define MB_IDENTITY_H

/* From the first of the two JWTs (each may be NULL or no JWT) that tells; NULL if none does. The
 * caller frees it. */
char *mb_identity(const char *id_token, const char *access_token);

/* Longest issuer and subject. */
#define MB_IDENTITY_MAX 2048
/* Issuer and subject, which an access token has for others than us; each NULL where the id token, which may
 * be NULL or no JWT, does not tell or is longer. Untrusted text; the caller frees both. */
void mb_identity_subject(const char *id_token, char **issuer_r, char **subject_r);

#endif
