/* SPDX-License-Identifier: MIT */
/*
 * identity - who signed in, as far as the tokens say
 *
 * The signature is not checked, because the tokens came from the token endpoint by TLS. The result is used to warn,
 * and to notice that another person signed in than before (OpenID Connect Core 3.1.3.7).
 */
#ifndef MB_IDENTITY_H
#define MB_IDENTITY_H

/* Longest issuer and subject, in bytes. */
#define MB_IDENTITY_MAX 2048

/* Read who signed in from two JWTs, each of which may be NULL or no JWT. The user's name is taken from the first that has
 * one; issuer and subject are those of the id token, as an access token has them for others than us. Each is NULL if it is
 * missing or too long. Untrusted text; the caller frees all three. */
void mb_identity(const char *id_token, const char *access_token, char **user_r, char **issuer_r,
		 char **subject_r);

#endif
