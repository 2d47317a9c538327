/* SPDX-License-Identifier: MIT */
/*
 * report - telling what happened where somebody may see it
 *
 * Mail programs run us with stderr on /dev/null (fetchmail in the background, mutt's tunnel) or, inetd
 * and postfix, on the connection itself. So what matters goes to syslog too, and to stderr only if that
 * is not the connection.
 */
#ifndef MB_REPORT_H
#define MB_REPORT_H

#include "global/err.h"

/* Begins syslog as "mailbearer", facility mail, and turns stderr into /dev/null if it is the same
 * socket as standard input or output. With `> log 2>&1` the log gets both. */
void mb_report_init(void);
/* Reports the failure; returns its exit status and clears it. */
int mb_report_failure(const char *account, struct mb_err *err);
/* The same of a wrong command line: the hook of struct mb_verb. */
struct mb_run;
int mb_report_misuse(const struct mb_run *run, struct mb_err *err);
/* Something worth a line in the mail log; never a secret, never a message's contents. */
void mb_report_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
