/* SPDX-License-Identifier: MIT */
/*
 * table - walking a plugin's table row by row
 *
 * What tables.c and review.c share: where a fault is, and the sentence that says so.
 */
#ifndef MB_TABLE_H
#define MB_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include <mailbearer/plugin.h>

struct mb_err;

/* The row that is looked at, for the sentence. */
struct mb_table_place {
	const struct mb_plugin *plugin;
	const char *table;
	size_t row; /* counted from 1; 0: the table as a whole */
	struct mb_err *err;
};

/* Judges row `i` of a table that ends with a row of zeroes; false: place->err is set. */
typedef bool mb_table_check(const struct mb_table_place *place, const void *table, size_t i);

/* Set place->err to "TABLE, row N: WHAT" with the code MB_E_CONFIG. Returns false. */
bool mb_table_fault(const struct mb_table_place *place, const char *what);

/* Let `check` judge each row, up to the row of zeroes. False at the first fault, or when no row of zeroes
 * comes. A table may be NULL. */
bool mb_table_walk(const struct mb_plugin *plugin, const char *name, const void *table,
		   size_t row_size, mb_table_check *check, struct mb_err *err);

#endif
