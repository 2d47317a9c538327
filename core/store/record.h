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

/* Longest ACCOUNT.json. */
#define MB_RECORD_MAX (256 * 1024)

struct mb_record {
	struct mb_secret *refresh_token; /* NULL: the grant gave none */
	char *grant;                     /* that signed in: "authorization_code" ... */
	/* What it was obtained for: a record of other settings is not used. */
	char *provider, *client_id, *user, *scope;
	char *token_endpoint; /* or the issuer that tells it */
	/* What the provider said; NULL and 0 where it did not. Untrusted text. */
	char *signed_in_as, *granted_scope;
	char *issuer, *subject;  /* of the id token: the person, whatever the name is */
	int64_t signed_in;       /* Unix times */
	int64_t refreshed;       /* the refresh token's last use */
	int64_t refresh_expires; /* when the provider said it dies */
};

/* False with MB_E_CONFIG: the file is a symbolic link. Replaced by rename, it would leave its target
 * with a refresh token that is good no more. */
bool mb_record_is_no_link(const char *path, struct mb_err *err);
/* False when it cannot be read, or is a symbolic link; with *absent_r when there is none. */
bool mb_record_load(struct mb_record *rec, const char *path, bool *absent_r, struct mb_err *err);
/* `prepared` (begun by the caller before the grant was sent) is used up; when it fails, the save
 * is tried once more from the start: this text may exist nowhere else. */
bool mb_record_save(const struct mb_record *rec, const char *path, struct mb_replace *prepared,
		    struct mb_err *err);
/* When that failed, and the refresh token in it exists nowhere else: makes the folder anew if it went
 * meanwhile, and writes the file in its place if it cannot be replaced. */
bool mb_record_rescue(const struct mb_record *rec, const char *path, struct mb_err *err);
void mb_record_fini(struct mb_record *rec);

#endif
