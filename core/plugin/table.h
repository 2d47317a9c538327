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

/* One of the tables in struct mb_plugin. */
struct mb_table_kind {
	const char *name; /* of the member, for sentences */
	size_t member;    /* its offset in struct mb_plugin, in bytes */
	size_t row_size;  /* of a row as this program was compiled, in bytes */
};

#define MB_TABLES 11

/* The tables, by enum mb_row_type. */
extern const struct mb_table_kind mb_table_kinds[MB_TABLES];

/* Return a plugin's table; NULL if it has none. */
const void *mb_table_of(const struct mb_plugin *plugin, enum mb_row_type type);
void mb_table_set(struct mb_plugin *plugin, enum mb_row_type type, const void *table);

/* Copy a table whose rows have `row_size` bytes to one with rows as this program knows them: what rows are shorter by
 * becomes 0, what they are longer by is left out. The caller owns the copy. NULL: no row of zeroes ends the table. */
void *mb_table_copy(const void *table, size_t row_size, enum mb_row_type type);

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

/* Let checks[i] judge each row of the table i of enum mb_row_type, for all tables; NULL: nothing is judged. False at the
 * first fault, or when no row of zeroes ends a table. */
bool mb_table_walk_all(const struct mb_plugin *plugin, mb_table_check *const checks[MB_TABLES],
		       struct mb_err *err);

#endif
