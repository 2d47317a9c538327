/* SPDX-License-Identifier: MIT */
#include "meaning/identity.h"

#include <string.h>

#include "meaning/claims.h"

static char *from_jwt(const char *jwt)
{
	json_t *claims = jwt ? mb_claims(jwt, strlen(jwt)) : NULL;
	char *name = mb_claims_user(claims);

	json_decref(claims);
	return name;
}

char *mb_identity(const char *id_token, const char *access_token)
{
	char *name = from_jwt(id_token);

	return name ? name : from_jwt(access_token);
}
