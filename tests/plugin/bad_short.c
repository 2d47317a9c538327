/* SPDX-License-Identifier: MIT */
/* A plugin whose struct ends after its title: reading on would be reading elsewhere. */
#include <mailbearer/plugin.h>

struct too_short {
	uint32_t abi, size;
	uint16_t row_size[MB_ROW_TYPES];
	const char *name, *title;
};

extern MB_PLUGIN_EXPORT const struct too_short bad_short_LTX_mailbearer_plugin;
MB_PLUGIN_EXPORT const struct too_short bad_short_LTX_mailbearer_plugin = {
	.abi = MB_PLUGIN_ABI,
	.size = (uint32_t)sizeof(struct too_short),
	.name = "bad_short",
	.title = "Too short",
};
