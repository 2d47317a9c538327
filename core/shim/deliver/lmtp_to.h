/* SPDX-License-Identifier: MIT */
/*
 * lmtp_to - which recipient's mail goes where
 */
#ifndef MB_LMTP_TO_H
#define MB_LMTP_TO_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_deliver;

struct mb_lmtp_to {
	size_t account; /* in config->accounts */
	char *mailbox;  /* the caller frees it */
};

/* Are the values of --to well-formed? MB_E_USAGE. */
bool mb_lmtp_to_check(const struct mb_deliver *deliver, struct mb_err *err);
/* The first --to that fits the address: a whole address, "@domain", or a local part. Without one,
 * where --mailbox says. */
void mb_lmtp_to(const struct mb_deliver *deliver, const char *address, struct mb_lmtp_to *to);

#endif
