/* SPDX-License-Identifier: MIT */
/* A sound plugin that leaves a mark when its code runs: the evil twin. Is also longer than the
 * struct we know, as a plugin made for a later version would be. */
#include <mailbearer/plugin.h>

#include <stddef.h>
#include <stdlib.h>

struct longer {
	struct mb_plugin plugin;
	const char *later[4];
};

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ 0 },
};

static void __attribute__((constructor)) mark(void)
{
	setenv("MB_TWIN_RAN", "1", 1);
}

extern MB_PLUGIN_EXPORT const struct longer bad_twin_LTX_mailbearer_plugin;
MB_PLUGIN_EXPORT const struct longer bad_twin_LTX_mailbearer_plugin = {
	.plugin = {
		.abi = MB_PLUGIN_ABI,
		.size = (uint32_t)sizeof(struct longer),
		.row_size = { [MB_ROW_GRANT] = (uint16_t)sizeof(struct mb_grant_row) },
		.name = "bad_twin",
		.title = "Evil twin",
		.grants = grants,
	},
	.later = { "a", "b", "c", "d" },
};
