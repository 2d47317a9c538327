/* SPDX-License-Identifier: MIT */
/*
 * send_account - which account sends, and as whom
 */
#ifndef MB_SEND_ACCOUNT_H
#define MB_SEND_ACCOUNT_H

#include "global/err.h"

struct mb_account;
struct mb_config;

/* The account called `name`; when that is NULL, the one whose user or mailbox the address `from` (may
 * be NULL) is; else the only one there is. NULL with MB_E_CONFIG, MB_E_USAGE when it must be named. */
const struct mb_account *mb_send_account(const struct mb_config *config, const char *name,
					 const char *from, struct mb_err *err);

/* The sender where none was given: `from` if it is the account's user or mailbox, else its mailbox, else
 * its user; NULL with MB_E_CONFIG if that is no address. Borrowed. */
const char *mb_send_default_sender(const struct mb_account *account, const char *from,
				   struct mb_err *err);

#endif
