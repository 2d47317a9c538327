/* SPDX-License-Identifier: MIT */
/*
 * identity - who signed in, as far as the tokens say
 *
 * Read for people, never trusted: the signature is not checked, and nothing but a warning hangs on
 * it. The tokens came from the token endpoint by TLS (OpenID Connect Core 3.1.3.7).
 */
#ifndef MB_IDENTITY_H
#define MB_IDENTITY_H

/* From the first of the two JWTs (each may be NULL or no JWT) that tells; NULL if none does. The
 * caller frees it. */
char *mb_identity(const char *id_token, const char *access_token);

#endif
