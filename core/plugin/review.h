/* SPDX-License-Identifier: MIT */
/*
 * review - does all of a plugin's tables make sense together?
 *
 * Finds what only costs its author something: rows that no answer can reach, rows that say the same,
 * templates with keys that nobody knows or that have no value for some accounts. The work is quadratic in
 * the rows, so `mailbearer providers NAME` and the tests do it, and no refresh of a token.
 */
#ifndef MB_REVIEW_H
#define MB_REVIEW_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

/* Review a plugin that mb_tables_check() has passed. On failure err names the table, the row (counted
 * from 1) and the fault, with the code MB_E_CONFIG. */
bool mb_tables_review(const struct mb_plugin *plugin, struct mb_err *err);

#endif
