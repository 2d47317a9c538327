/* SPDX-License-Identifier: MIT */
/* JWTs: once as the id_token, once as the access token. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "meaning/identity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *jwt = fuzz_copy(data, size, 1);
	char *name, *issuer, *subject, *other, *no_issuer, *no_subject;

	mb_identity(jwt, NULL, &name, &issuer, &subject);
	mb_identity(NULL, jwt, &other, &no_issuer, &no_subject);
	fuzz_must(!no_issuer && !no_subject);
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
