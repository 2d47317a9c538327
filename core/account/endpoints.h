/* SPDX-License-Identifier: MIT */
/*
 * endpoints - where an account's requests go, if its issuer has to tell
 *
 * What the issuer publishes is kept in ACCOUNT.metadata (store/metadata.h) and renewed once a day; while the issuer
 * does not answer, the copy serves.
 */
#ifndef MB_ENDPOINTS_H
#define MB_ENDPOINTS_H

#include <stdbool.h>

struct mb_err;
struct mb_session;

/* See that the session knows its token endpoint. May ask the issuer; the lock is held. */
bool mb_endpoints_find(struct mb_session *s, struct mb_err *err);

/* Let the issuer be asked again next time: the token endpoint was not there. */
void mb_endpoints_doubt(const struct mb_session *s);

#endif
