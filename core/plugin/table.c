/* SPDX-License-Identifier: MIT */
#include "plugin/table.h"

#include "base/text.h"
#include "global/err.h"

/* Number of rows after which a table counts as one that lacks its row of zeroes. */
#define ROWS_MAX 4096

bool mb_table_fault(const struct mb_table_place *place, const char *what)
{
	if (place->row == 0)
		return mb_err_set(place->err, MB_E_CONFIG, "%s: %s", place->table, what);
	return mb_err_set(place->err, MB_E_CONFIG, _("%s, row %zu: %s"), place->table, place->row,
			  what);
}

static bool row_is_end(const void *row, size_t size)
{
	const unsigned char *p = row;

	while (size > 0 && *p == 0)
		p++, size--;
	return size == 0;
}

bool mb_table_walk(const struct mb_plugin *plugin, const char *name, const void *table,
		   size_t row_size, mb_table_check *check, struct mb_err *err)
{
	struct mb_table_place at = { plugin, name, 0, err };

	while (table && !row_is_end((const char *)table + at.row * row_size, row_size)) {
		if (++at.row > ROWS_MAX)
			return mb_table_fault(&at, _("no row of zeroes ends the table"));
		if (!check(&at, table, at.row - 1))
			return false;
	}
	return true;
}
