/* SPDX-License-Identifier: MIT */
/* A plugin that offers a grant for which it has no endpoint: loaded, and refused by `providers no_endpoint`. */
#include <mailbearer/plugin.h>

#include <stddef.h>

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_DEVICE_CODE, NULL },
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ 0 },
};

static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_TOKEN, "https://sso.example/token" },
	{ MB_ENDPOINT_DEVICE_AUTHORIZATION, "https://sso.example/device" },
	{ 0 },
};

MB_PLUGIN(no_endpoint) = { MB_PLUGIN_HEAD, .name = "no_endpoint", .title = "Corp", .grants = grants,
			   .endpoints = endpoints };
