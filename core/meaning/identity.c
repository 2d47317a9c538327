/* SPDX-License-Identifier: MIT */
#include "meaning/identity.h"

#include <string.h>

#include "base/xalloc.h"
#include "meaning/claims.h"

static char *from_jwt(const char *jwt)
{
	json_t *claims = jwt ? mb_claims(jwt, strlen(jwt)) : NULL;
	char *name = mb_claims_user(claims);

	json_decref(claims);
	return name;
}

static char *claim(const json_t *claims, const char *name)
{
	const char *value = claims ? mb_json_str(claims, name) : NULL;

	return value && strlen(value) <= MB_IDENTITY_MAX ? mb_xstrdup(value) : NULL;
}

void mb_identity_subject(const char *id_token, char **issuer_r, char **subject_r)
{
	json_t *claims = id_token ? mb_claims(id_token, strlen(id_token)) : NULL;

	*issuer_r = claim(claims, "iss");
	*subject_r = claim(claims, "sub");
	json_decref(claims);
}

char *mb_identity(const char *id_token, const char *access_token)
{
	char *name = from_jwt(id_token);

	return name ? name : from_jwt(access_token);
}
