/* SPDX-License-Identifier: MIT */
#include "meaning/identity.h"

#include <string.h>

#include "base/xalloc.h"
#include "meaning/claims.h"

static json_t *claims_of(const char *jwt)
{
	return jwt ? mb_claims(jwt, strlen(jwt)) : NULL;
}

/* Return a copy of a claim, NULL if it is missing or too long. The caller frees it. */
static char *claim_copy(const json_t *claims, const char *name)
{
	const char *value = mb_json_str(claims, name);

	return value && strlen(value) <= MB_IDENTITY_MAX ? mb_xstrdup(value) : NULL;
}

void mb_identity(const char *id_token, const char *access_token, char **user_r, char **issuer_r,
		 char **subject_r)
{
	json_t *claims = claims_of(id_token);

	*user_r = mb_claims_user(claims);
	*issuer_r = claim_copy(claims, "iss");
	*subject_r = claim_copy(claims, "sub");
	json_decref(claims);
	if (*user_r)
		return;
	claims = claims_of(access_token);
	*user_r = mb_claims_user(claims);
	json_decref(claims);
}
