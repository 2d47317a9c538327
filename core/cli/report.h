/* SPDX-License-Identifier: MIT */
/*
 * report - reporting failures where somebody may see them
 *
 * Mail programs run us with stderr on /dev/null (fetchmail in the background, mutt's tunnel) or on the connection
 * itself (inetd, postfix). So reports go to syslog, too, and to stderr only if that is not the connection.
 */
#ifndef MB_REPORT_H
#define MB_REPORT_H

#include "global/err.h"

/* Open syslog as "mailbearer", facility mail, and turn stderr into /dev/null if it is the same socket as stdin or
 * stdout. A file that is both stdout and stderr (`> log 2>&1`) stays both. */
void mb_report_init(void);
/* Report a failure about `account` (NULL: about none) and clear it. Returns its exit status. */
int mb_report_failure(const char *account, struct mb_err *err);
/* Report a wrong command line: the hook `misused` of struct mb_verb. */
struct mb_run;
int mb_report_misuse(const struct mb_run *run, struct mb_err *err);
/* Write a line to the mail log: never a secret, never the contents of a message. */
void mb_report_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
