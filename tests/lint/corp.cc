/* SPDX-License-Identifier: MIT */
/* A plugin in C++, where members are given in their order. */
#include <mailbearer/plugin.h>

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, nullptr },
	{},
};

static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_ISSUER, "https://sso.example" },
	{},
};

static const struct mb_error_rule errors[] = {
	MB_RULE(MB_WHERE_TOKEN, "error", EQUAL, "invalid_grant", LOGIN_AGAIN, YOU,
		"the login has ended", "sign in again: mailbearer login {account}"),
	{},
};

MB_PLUGIN(corp) = {
	MB_PLUGIN_HEAD, "corp",  "Corp",  grants,  endpoints, nullptr, nullptr, nullptr,
	nullptr,        0,       0,       0,       0,         nullptr, nullptr, nullptr,
	errors,         nullptr, nullptr, nullptr, nullptr,   nullptr, nullptr, nullptr,
};
