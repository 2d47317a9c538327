/* SPDX-License-Identifier: MIT */
/*
 * msmtprc - the accounts of msmtp's config
 *
 * Reads of a text from outside what mailbearer can use: names, servers, users. Passwords are passed
 * over. What msmtp itself would refuse is not looked for.
 */
#ifndef MB_MSMTPRC_H
#define MB_MSMTPRC_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_buf;

/* Largest file, most accounts. */
#define MB_MSMTPRC_MAX      (1024 * 1024)
#define MB_MSMTPRC_ACCOUNTS 256

struct mb_msmtprc_account {
	char *name;
	char *host, *user, *from; /* with what it inherits; NULL: not set */
	bool other_name;          /* sets nothing itself: the other account by a second name */
};

struct mb_msmtprc {
	struct mb_msmtprc_account *accounts;
	size_t n;
	struct mb_msmtprc_account defaults; /* of those that follow */
};

#define MB_MSMTPRC_INIT                                                                            \
	{                                                                                          \
		.accounts = NULL                                                                   \
	}

/* `path` is for the sentence. Too many accounts or a parent that is not there: MB_E_DATA. */
bool mb_msmtprc_parse(struct mb_msmtprc *rc, const char *path, const struct mb_buf *text,
		      struct mb_err *err);
void mb_msmtprc_fini(struct mb_msmtprc *rc);

#endif
