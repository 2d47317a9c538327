/* SPDX-License-Identifier: MIT */
/*
 * metadata - what an issuer last published about itself: ACCOUNT.metadata
 *
 * A copy, so that a refresh costs no further request and works while the issuer does not answer.
 * Its loss loses nothing. Written under the account's lock.
 */
#ifndef MB_STORE_METADATA_H
#define MB_STORE_METADATA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"

/* Load the copy of this issuer's metadata, for the caller to decref(). NULL: there is none that
 * can be used. *fetched_r: Unix time, 0 when the copy is doubtful. */
json_t *mb_metadata_load(const char *path, const char *issuer, int64_t *fetched_r);
/* Save a copy. A failure is only logged: the document is fetched again next time. */
void mb_metadata_save(const char *path, const char *issuer, json_t *document, int64_t fetched);

#endif
