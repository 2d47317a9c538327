/* SPDX-License-Identifier: MIT */
#include "plugin/preloaded.h"

#include <ltdl.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "plugin/template.h"

#pragma weak lt__PROGRAM__LTX_preloaded_symbols

void mb_preloaded_init(void)
{
	if (lt_preloaded_symbols)
		lt_dlpreload_default(lt_preloaded_symbols);
}

/* In libtool's table a module begins with a row that has the name of its archive ("generic.a") and no address; the
 * module's symbols follow. */
bool mb_preloaded_name(size_t i, char *name, size_t size)
{
	const lt_dlsymlist *row = lt_preloaded_symbols;
	size_t len;

	for (; row && row->name; row++) {
		len = strcspn(row->name, ".");
		if (row->address || len >= size || !row->name[len])
			continue;
		memcpy(name, row->name, len);
		name[len] = '\0';
		if (mb_template_is_key(name) && i-- == 0)
			return true;
	}
	return false;
}
