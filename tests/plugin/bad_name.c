/* SPDX-License-Identifier: MIT */
/* A plugin that calls itself by another's name. */
#include <mailbearer/plugin.h>

#include <stddef.h>

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ 0 },
};

MB_PLUGIN(bad_name) = { MB_PLUGIN_HEAD, .name = "microsoft", .title = "Corp", .grants = grants };
