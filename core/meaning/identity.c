/* SPDX-License-Identifier: MIT */
#include "meaning/identity.h"

#include <string.h>

#include "base/xalloc.h"
#include "meaning/claims.h"

static char *user_of_jwt(const char *jwt)
{
	json_t *claims = jwt ? mb_claims(jwt, strlen(jwt)) : NULL;
	char *name = mb_claims_user(claims);

	json_decref(claims);
	return name;
}

/* Return a copy of a claim, NULL if it is missing or too long. The caller frees it. */
static char *claim_copy(const json_t *claims, const char *name)
{
	const char *value = claims ? mb_json_str(claims, name) : NULL;

	return value && strlen(value) <= MB_IDENTITY_MAX ? mb_xstrdup(value) : NULL;
}

void mb_identity_subject(const char *id_token, char **issuer_r, char **subject_r)
{
	json_t *claims = id_token ? mb_claims(id_token, strlen(id_token)) : NULL;

	*issuer_r = claim_copy(claims, "iss");
	*subject_r = claim_copy(claims, "sub");
	json_decref(claims);
}

char *mb_identity(const char *id_token, const char *access_token)
{
	char *name = user_of_jwt(id_token);

	return name ? name : user_of_jwt(access_token);
}
