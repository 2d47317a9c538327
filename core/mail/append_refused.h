/* SPDX-License-Identifier: MIT */
/*
 * append_refused - what it means that an IMAP server refuses a message
 */
#ifndef MB_APPEND_REFUSED_H
#define MB_APPEND_REFUSED_H

#include <stdbool.h>

#include "global/err.h"

struct mb_account;
struct mb_imap;

/* Set `err` from the server's answer in imap->words, to APPEND, or to STATUS or EXAMINE (`at_opening`). MB_E_DATA only
 * if the message itself is the reason (TOOBIG); MB_E_RETRY for all else, which may pass (RFC 7889). */
void mb_append_refused(const struct mb_imap *imap, const struct mb_account *account,
		       const char *mailbox, bool at_opening, struct mb_err *err);

#endif
