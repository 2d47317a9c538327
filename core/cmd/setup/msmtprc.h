/* SPDX-License-Identifier: MIT */
/*
 * msmtprc - the accounts in msmtp's config
 *
 * The parser takes names, servers and users from the file, which is untrusted, and skips passwords. It does not refuse
 * all that msmtp would refuse.
 */
#ifndef MB_MSMTPRC_H
#define MB_MSMTPRC_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_buf;

/* Largest file, in bytes, and most accounts. */
#define MB_MSMTPRC_MAX      (1024 * 1024)
#define MB_MSMTPRC_ACCOUNTS 256

struct mb_msmtprc_account {
	char *name;
	char *host, *user, *from; /* set or inherited; NULL: not set */
	bool other_name;          /* only a second name for its parent: sets nothing itself */
};

struct mb_msmtprc {
	struct mb_msmtprc_account *accounts;
	size_t n;
	struct mb_msmtprc_account defaults; /* for the accounts that follow in the file */
};

#define MB_MSMTPRC_INIT                                                                            \
	{                                                                                          \
		.accounts = NULL                                                                   \
	}

/* Parse the text of the file `path`, whose name is for error messages. MB_E_DATA if there are too many accounts or a
 * parent is missing. */
bool mb_msmtprc_parse(struct mb_msmtprc *rc, const char *path, const struct mb_buf *text,
		      struct mb_err *err);
void mb_msmtprc_fini(struct mb_msmtprc *rc);

#endif
