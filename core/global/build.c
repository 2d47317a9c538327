/* SPDX-License-Identifier: MIT */
#include "global/build.h"

struct mb_build mb_build = {
	.config = SYSCONFDIR "/mailbearer.conf",
	.state_dir = LOCALSTATEDIR "/lib/mailbearer",
	.program_dir = PKGLIBEXECDIR,
	.plugin_dir = PLUGINDIR,
	.snippet_dir = PKGDATADIR "/snippets",
	.locale_dir = LOCALEDIR,
	.testable = false,
};
