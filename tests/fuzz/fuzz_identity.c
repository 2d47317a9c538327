/* SPDX-License-Identifier: MIT */
/* JWTs: once as the id_token, once as the access token. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "meaning/identity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *jwt = fuzz_copy(data, size, 1);
	char *name = mb_identity(jwt, NULL), *other = mb_identity(NULL, jwt), *issuer, *subject;

	mb_identity_subject(jwt, &issuer, &subject);
	fuzz_must(!issuer || (*issuer && strlen(issuer) <= MB_IDENTITY_MAX));
	fuzz_must(!subject || (*subject && strlen(subject) <= MB_IDENTITY_MAX));
	free(issuer);
	free(subject);
	fuzz_must((name == NULL) == (other == NULL));
	fuzz_must(!name || (*name && strlen(name) <= 320 && strcmp(name, other) == 0));
	free(other);
	free(name);
	free(jwt);
	return 0;
}
