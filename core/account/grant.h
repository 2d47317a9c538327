/* SPDX-License-Identifier: MIT */
/*
 * grant - the grants that need no person: refresh token, password, client
 * credentials, JWT bearer
 */
#ifndef MB_GRANT_H
#define MB_GRANT_H

#include <stdbool.h>

#include "account/obtain.h"
#include "account/session.h"
#include "global/err.h"

/* Send the refresh token of the session's record; all else as mb_obtain() (RFC 6749 6). */
enum mb_outcome mb_grant_refresh(struct mb_session *s, struct mb_token_file *token,
				 struct mb_verdict *verdict, struct mb_err *err);

/* Use the account's own grant, of those that mb_grant_is_direct() names. A password that was
 * refused once is sent again only `by_person` (RFC 6749 4.3 and 4.4, RFC 7523 2.1). */
enum mb_outcome mb_grant_direct(struct mb_session *s, bool by_person, struct mb_token_file *token,
				struct mb_verdict *verdict, struct mb_err *err);

#endif
