/* SPDX-License-Identifier: MIT */
/*
 * lmtp_to - the mailbox of each recipient in LMTP
 */
#ifndef MB_LMTP_TO_H
#define MB_LMTP_TO_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_deliver;

struct mb_lmtp_to {
	size_t account; /* index in config->accounts */
	char *mailbox;  /* the caller frees it */
};

/* Check the values of --to. MB_E_USAGE for one that is malformed, else what is wrong with its account. */
bool mb_lmtp_to_check(const struct mb_deliver *deliver, struct mb_err *err);
/* Find the mailbox of an address: that of the first --to that fits, by a whole address, "@domain" or a local part;
 * else that of --mailbox. */
void mb_lmtp_to(const struct mb_deliver *deliver, const char *address, struct mb_lmtp_to *to);

#endif
