/* SPDX-License-Identifier: MIT */
/*
 * obtain - one grant at the token endpoint, from the form to the disk
 *
 * The only place where tokens come into being. Under the account's lock: makes room on the disk,
 * holds signals back, sends, saves (ACCOUNT.json first, then the token file), lets signals go. So
 * a rotated refresh token is on disk before anybody sees the access token.
 */
#ifndef MB_OBTAIN_H
#define MB_OBTAIN_H

#include <mailbearer/plugin.h>
#include <stdbool.h>

#include "account/session.h"
#include "global/err.h"
#include "meaning/judge.h"

struct mb_form;

/* How a grant ended. */
enum mb_outcome {
	MB_OBTAINED = 1,
	MB_REFUSED, /* the provider said no, or yes with nothing that can be used: see the verdict */
	MB_NO_ANSWER, /* network, disk, settings: see the error */
};

/*
 * Send `form` (grant_type and the grant's own parameters; client and plugin parameters are added
 * here). `signing_in`: the form is a login's, so the record begins anew; else the old refresh token is
 * kept when no new one comes (RFC 6749 6). The session holds the lock and was loaded.
 * After MB_OBTAINED the session's record is the new one, and `token` is filled: the caller ends it
 * with mb_token_file_fini(). After MB_REFUSED the verdict says why, and `err` the same: the caller
 * ends the verdict with mb_verdict_fini().
 */
enum mb_outcome mb_obtain(struct mb_session *s, enum mb_phase phase, unsigned grant,
			  struct mb_form *form, bool signing_in, struct mb_token_file *token,
			  struct mb_verdict *verdict, struct mb_err *err);

#endif
