/* SPDX-License-Identifier: MIT */
/*
 * tables - are a plugin's tables sound?
 *
 * So that a mistake in a table is found when the plugin is loaded, never in the middle of a login,
 * and the rest of the program can rely on it: required texts are there, enums are in range,
 * templates name known keys and always have a value where one is needed, and each row can be
 * reached. A table may be NULL.
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
