/* SPDX-License-Identifier: MIT */
/*
 * send_account - choosing the account that sends, and the sender
 */
#ifndef MB_SEND_ACCOUNT_H
#define MB_SEND_ACCOUNT_H

#include "global/err.h"

struct mb_account;
struct mb_config;

/* Find the account `name`; if that is NULL, the account whose user or mailbox is the address `from`, which may be
 * NULL; else the only account in the config. NULL with MB_E_USAGE if the account must be named, or with MB_E_CONFIG.
 * Borrowed. */
const struct mb_account *mb_send_account(const struct mb_config *config, const char *name,
					 const char *from, struct mb_err *err);

/* Return the sender if none was given: `from` if that is the account's user or mailbox, else the mailbox, else the
 * user. NULL with MB_E_CONFIG if that is no address. Borrowed. */
const char *mb_send_default_sender(const struct mb_account *account, const char *from,
				   struct mb_err *err);

#endif
