/* SPDX-License-Identifier: MIT */
/*
 * greeting - the first line of SMTP or LMTP when there will be no session
 */
#ifndef MB_GREETING_H
#define MB_GREETING_H

#include "global/err.h"

/* Says the failure on standard output in place of the greeting, as what passes (RFC 5321 3.8): the
 * client keeps its mail. SIGPIPE must be ignored. */
void mb_greeting_refuse(const struct mb_err *err);

#endif
