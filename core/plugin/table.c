/* SPDX-License-Identifier: MIT */
#include "plugin/table.h"

#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "global/err.h"

/* Number of rows after which a table counts as one that lacks its row of zeroes. */
#define ROWS_MAX 4096

#define KIND(member)                                                                               \
	{                                                                                          \
#member, offsetof(struct mb_plugin, member),                                       \
		    sizeof(*((struct mb_plugin *)NULL)->member)                                    \
	}

const struct mb_table_kind mb_table_kinds[MB_TABLES] = {
	[MB_ROW_ENDPOINT] = KIND(endpoints),    [MB_ROW_VALUE] = KIND(values),
	[MB_ROW_SCOPE] = KIND(scopes),          [MB_ROW_PARAM] = KIND(params),
	[MB_ROW_SETTING] = KIND(settings),      [MB_ROW_HOST] = KIND(hosts),
	[MB_ROW_GRANT] = KIND(grants),          [MB_ROW_ERROR] = KIND(errors),
	[MB_ROW_SENTENCE] = KIND(sentences),    [MB_ROW_AUDIENCE] = KIND(audiences),
	[MB_ROW_NO_REFRESH] = KIND(no_refresh),
};

const void *mb_table_of(const struct mb_plugin *plugin, enum mb_row_type type)
{
	const void *table;

	memcpy(&table, (const char *)plugin + mb_table_kinds[type].member, sizeof(table));
	return table;
}

void mb_table_set(struct mb_plugin *plugin, enum mb_row_type type, const void *table)
{
	memcpy((char *)plugin + mb_table_kinds[type].member, &table, sizeof(table));
}

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

void *mb_table_copy(const void *table, size_t row_size, enum mb_row_type type)
{
	size_t own_size = mb_table_kinds[type].row_size, rows = 0;
	char *copy;

	while (!row_is_end((const char *)table + rows * row_size, row_size))
		if (++rows > ROWS_MAX)
			return NULL;
	copy = mb_xcalloc(rows + 1, own_size);
	for (size_t i = 0; i < rows; i++)
		memcpy(copy + i * own_size, (const char *)table + i * row_size,
		       row_size < own_size ? row_size : own_size);
	return copy;
}

static bool walk(const struct mb_plugin *plugin, enum mb_row_type type, mb_table_check *check,
		 struct mb_err *err)
{
	const struct mb_table_kind *kind = &mb_table_kinds[type];
	struct mb_table_place at = { plugin, kind->name, 0, err };
	const char *table = mb_table_of(plugin, type);

	while (table && !row_is_end(table + at.row * kind->row_size, kind->row_size)) {
		if (++at.row > ROWS_MAX)
			return mb_table_fault(&at, _("no row of zeroes ends the table"));
		if (!check(&at, table, at.row - 1))
			return false;
	}
	return true;
}

bool mb_table_walk_all(const struct mb_plugin *plugin, mb_table_check *const checks[MB_TABLES],
		       struct mb_err *err)
{
	for (size_t i = 0; i < MB_TABLES; i++)
		if (checks[i] && !walk(plugin, (enum mb_row_type)i, checks[i], err))
			return false;
	return true;
}
