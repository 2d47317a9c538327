/* SPDX-License-Identifier: MIT */
/*
 * tables - checking the structure of a plugin's tables
 *
 * The check is made when a plugin is loaded, so that the rest of the program can rely on the tables: they end,
 * required texts are there, enums and bits are in range, and no table sets a parameter of the core. The check is one
 * pass over the rows. Whether the rows make sense together is checked in plugin/review.h.
 */
#ifndef MB_TABLES_H
#define MB_TABLES_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

/* Check a plugin's tables. On failure the sentence names the table, the row (counted from 1) and the fault; the code
 * is MB_E_CONFIG. */
bool mb_tables_check(const struct mb_plugin *plugin, struct mb_err *err);

#endif
