/* SPDX-License-Identifier: MIT */
/*
 * review - checking that the rows of a plugin's tables make sense together
 *
 * The review finds mistakes that do no harm at run time, for the plugin's author: rows that no answer can reach, rows
 * that say the same, templates with keys that do not exist or that have no value for some accounts. It takes time
 * quadratic in the rows, so only `mailbearer providers NAME` and the tests do it, not each refresh of a token.
 */
#ifndef MB_REVIEW_H
#define MB_REVIEW_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

/* Review a plugin that has passed mb_tables_check(). On failure the sentence names the table, the row (counted from
 * 1) and the fault; the code is MB_E_CONFIG. */
bool mb_review_tables(const struct mb_plugin *plugin, struct mb_err *err);

#endif
