/* SPDX-License-Identifier: MIT */
/*
 * record - what is kept of a login: ACCOUNT.json
 *
 * Written only by a successful grant, under the account's lock; removed only by `logout`.
 */
#ifndef MB_RECORD_H
#define MB_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "global/err.h"
#include "global/replace.h"

struct mb_secret;

/* Longest ACCOUNT.json, in bytes. */
#define MB_RECORD_MAX (256 * 1024)

struct mb_record {
	struct mb_secret *refresh_token; /* NULL: the grant gave none */
	char *grant;                     /* of the login: "authorization_code" ... */
	/* The settings of the login: a record of other settings is not used. */
	char *provider, *client_id, *user, *scope;
	char *token_endpoint; /* or the issuer that tells it */
	/* What the provider said; NULL and 0 where it did not. Untrusted text. */
	char *signed_in_as, *granted_scope;
	char *issuer, *subject;  /* of the id token: the person, whatever the name is */
	int64_t signed_in;       /* Unix times */
	int64_t refreshed;       /* the refresh token's last use */
	int64_t refresh_expires; /* when the provider said it dies */
};

/* Check that the file is no symbolic link; false with MB_E_CONFIG. Replaced by rename, a link
 * would leave its target with a refresh token that is good no more. */
bool mb_record_is_no_link(const char *path, struct mb_err *err);
/* Load the record. False: it cannot be read, or is a symbolic link; with *absent_r: there is
 * none. The caller ends the record with mb_record_fini() in any case. */
bool mb_record_load(struct mb_record *rec, const char *path, bool *absent_r, struct mb_err *err);
/* Save the record in the `prepared` file (begun by the caller before the grant was sent), which
 * is used up. If that fails, save once more from the start: the refresh token may exist nowhere
 * else. */
bool mb_record_save(const struct mb_record *rec, const char *path, struct mb_replace *prepared,
		    struct mb_err *err);
/* Save the record after mb_record_save() has failed, when its refresh token exists nowhere else:
 * make the folder anew if it went meanwhile, and write over the file if it cannot be replaced. */
bool mb_record_rescue(const struct mb_record *rec, const char *path, struct mb_err *err);
void mb_record_fini(struct mb_record *rec);

#endif
