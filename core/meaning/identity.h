/* SPDX-License-Identifier: MIT */
/*
 * identity - who signed in, as far as the tokens say
 *
 * The signature is not checked, because the tokens came from the token endpoint by TLS. The result is used to warn,
 * and to notice that another person signed in than before (OpenID Connect Core 3.1.3.7).
 */
#ifndef MB_IDENTITY_H
#define MB_IDENTITY_H

/* Return the sign-in name from the first of the two tokens that has one; NULL if neither has. Each token may be NULL
 * or no JWT. The caller frees the name. */
char *mb_identity(const char *id_token, const char *access_token);

/* Longest issuer and subject, in bytes. */
#define MB_IDENTITY_MAX 2048
/* Read issuer and subject from the id token, which may be NULL or no JWT. (Those in an access token are not meant for
 * us.) Each becomes NULL if it is missing or too long. Untrusted text; the caller frees both. */
void mb_identity_subject(const char *id_token, char **issuer_r, char **subject_r);

#endif
