/* SPDX-License-Identifier: MIT */
/* A plugin with a row that lacks its cause. */
#include <mailbearer/plugin.h>

#include <stddef.h>

static const struct mb_grant_row grants[] = {
	{ MB_GRANT_AUTHORIZATION_CODE, NULL },
	{ 0 },
};

static const struct mb_error_rule errors[] = {
	{ MB_WHERE_TOKEN, "error_description", MB_MATCH_CONTAINS, "revoked", MB_MEANS_LOGIN_AGAIN,
	  "it was revoked", NULL, MB_WHO_YOU, 0 },
	{ MB_WHERE_TOKEN, "error_description", MB_MATCH_CONTAINS, "disabled", MB_MEANS_DENIED, NULL,
	  NULL, MB_WHO_ADMINISTRATOR, 0 },
	{ 0 },
};

MB_PLUGIN(bad_table) = { MB_PLUGIN_HEAD, .name = "bad_table", .title = "Corp", .grants = grants,
			 .errors = errors };
