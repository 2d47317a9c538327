/* SPDX-License-Identifier: MIT */
/* A plugin for another ABI. */
#include <mailbearer/plugin.h>

MB_PLUGIN(bad_abi) = {
	.abi = MB_PLUGIN_ABI + 1,
	.size = (uint32_t)sizeof(struct mb_plugin),
	.name = "bad_abi",
	.title = "Another ABI",
};
