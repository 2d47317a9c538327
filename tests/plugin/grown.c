/* SPDX-License-Identifier: MIT */
/* A plugin that is compiled with the header of a version to come, with one that is gone, and with that of now: NAME. */
#include <mailbearer/plugin.h>

#include <stddef.h>

#define TEXT_OF(name) #name
#define TEXT(name)    TEXT_OF(name)
#define PLUGIN(name)  MB_PLUGIN(name)

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ 0 },
};

static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_AUTHORIZATION, "https://sso.example/{site}/authorize" },
	{ MB_ENDPOINT_TOKEN, "https://sso.example/{site}/token" },
	{ 0 },
};

static const struct mb_setting settings[] = {
	{ .key = "site", .help = "where you are", .flags = MB_SETTING_REQUIRED | MB_SETTING_NAME },
	{ .key = "client_id", .def = "corp", .help = "as registered" },
	{ 0 },
};

static const struct mb_error_rule errors[] = {
	{ .where = MB_WHERE_TOKEN,
	  .field = "error",
	  .match = MB_MATCH_EQUAL,
	  .value = "invalid_grant",
	  .meaning = MB_MEANS_LOGIN_AGAIN,
	  .cause = "the login has ended",
	  .who = MB_WHO_YOU },
	{ .where = MB_WHERE_TOKEN,
	  .field = "error",
	  .match = MB_MATCH_EQUAL,
	  .value = "access_denied",
	  .meaning = MB_MEANS_DENIED,
	  .cause = "somebody said no",
	  .who = MB_WHO_ADMINISTRATOR },
	{ 0 },
};

PLUGIN(NAME) = {
	MB_PLUGIN_HEAD,
	.name = TEXT(NAME),
	.title = "Lone",
	.grants = grants,
	.endpoints = endpoints,
	.settings = settings,
	.errors = errors,
#ifdef WITH_NEXT
	.next = "what this version does not know",
#endif
};
