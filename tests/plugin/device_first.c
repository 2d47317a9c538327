/* SPDX-License-Identifier: MIT */
/*
 * device_first - a plugin that offers the device code before the browser
 */
#include <mailbearer/plugin.h>

#include <stddef.h>

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_PASSWORD, "this provider takes no passwords" },
	{ MB_GRANT_DEVICE_CODE, NULL },
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ 0 },
};

static const struct mb_setting settings[] = {
	{ "redirect_uri", "http://127.0.0.1", "as registered with the server", 0, NULL },
	{ 0 },
};

/* clang-format off */
MB_PLUGIN(device_first) = {
	MB_PLUGIN_HEAD,
	.name = "device_first",
	.title = "Device code first",
	.settings = settings,
	.grants = grants,
};
