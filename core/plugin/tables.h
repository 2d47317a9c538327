/* SPDX-License-Identifier: MIT */
/*
 * tables - is the structure of a plugin's tables sound?
 *
 * Checked when a plugin is loaded, so that the rest of the program can rely on it: tables end, required
 * texts are there, enums and bits are in range, no parameter of the core is set. Costs one pass over the
 * rows. Whether the rows make sense together is plugin/review.h's question.
 */
#ifndef MB_TABLES_H
#define MB_TABLES_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

/* On failure one sentence that names the table, the row (counted from 1) and what is wrong with
 * it, code MB_E_CONFIG. */
bool mb_tables_check(const struct mb_plugin *plugin, struct mb_err *err);

#endif
