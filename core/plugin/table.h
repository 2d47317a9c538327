/* SPDX-License-Identifier: MIT */
/*
 * table - walking a plugin's table row by row, for tables.c and review.c
 */
#ifndef MB_TABLE_H
#define MB_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include <mailbearer/plugin.h>

struct mb_err;

/* The row that is being checked, which an error's sentence names. */
struct mb_table_place {
	const struct mb_plugin *plugin;
	const char *table;
	size_t row; /* counted from 1; 0: the table as a whole */
	struct mb_err *err;
};

/* Check row `i` of a table that ends with a row of zeroes. False if place->err was set. */
typedef bool mb_table_check(const struct mb_table_place *place, const void *table, size_t i);

/* Set place->err to "TABLE, row N: WHAT" with the code MB_E_CONFIG. Returns false. */
bool mb_table_fault(const struct mb_table_place *place, const char *what);

/* Call `check` for each row, up to the row of zeroes. False at the first fault, or if there is no row of zeroes. The
 * table may be NULL. */
bool mb_table_walk(const struct mb_plugin *plugin, const char *name, const void *table,
		   size_t row_size, mb_table_check *check, struct mb_err *err);

#endif
