/* SPDX-License-Identifier: MIT */
/*
 * mutf7 - names of mailboxes in IMAP's spelling
 *
 * Every server takes modified UTF-7, unless UTF8=ACCEPT was enabled (RFC 3501 5.1.3).
 */
#ifndef MB_MUTF7_H
#define MB_MUTF7_H

#include "global/err.h"

struct mb_buf;

/* Append a name, given in UTF-8, as a quoted string. MB_E_USAGE if the name is not UTF-8, is empty or has control
 * characters. */
bool mb_mutf7_quoted(struct mb_buf *out, const char *utf8, struct mb_err *err);

#endif
