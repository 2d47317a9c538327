/* SPDX-License-Identifier: MIT */
/*
 * append_refused - what it means that a server does not take a message
 */
#ifndef MB_APPEND_REFUSED_H
#define MB_APPEND_REFUSED_H

#include <stdbool.h>

#include "global/err.h"

struct mb_account;
struct mb_imap;

/* From imap->words, after APPEND, or after STATUS or EXAMINE (`at_opening`). MB_E_DATA only where the message itself is the
 * reason (RFC 7889 TOOBIG); everything else may pass: MB_E_RETRY. */
void mb_append_refused(const struct mb_imap *imap, const struct mb_account *account,
		       const char *mailbox, bool at_opening, struct mb_err *err);

#endif
