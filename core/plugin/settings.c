/* SPDX-License-Identifier: MIT */
#include "plugin/settings.h"

#include <stddef.h>

#include "base/text.h"

const struct mb_setting_def mb_settings[MB_SETTINGS + 1] = {
#define ROW(id, key, type, level, def, help)                                                       \
	[MB_SET_##id] = { #key, MB_TYPE_##type, MB_LEVEL_##level, def, help },
	MB_SETTINGS_LIST(ROW)
#undef ROW
};

enum mb_setting_id mb_setting_id(const char *key)
{
	unsigned id = 0;

	while (id < MB_SETTINGS && !mb_streq(mb_settings[id].key, key))
		id++;
	return (enum mb_setting_id)id;
}

const struct mb_setting_def *mb_setting_find(const char *key)
{
	enum mb_setting_id id = mb_setting_id(key);

	return id < MB_SETTINGS ? &mb_settings[id] : NULL;
}
