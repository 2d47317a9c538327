/* SPDX-License-Identifier: MIT */
/* A sound plugin in a file of another name, as after `mv corp.so bad_symbol.so`. */
#include <mailbearer/plugin.h>

#include <stddef.h>

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ 0 },
};

MB_PLUGIN(corp) = { MB_PLUGIN_HEAD, .name = "corp", .title = "Corp", .grants = grants };
