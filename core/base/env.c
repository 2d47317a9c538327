/* SPDX-License-Identifier: MIT */
#include "base/env.h"

#include <pwd.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

const char *mb_env(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

const char *mb_env_home(void)
{
	const char *home = mb_env("HOME");
	const struct passwd *pw;

	if (home)
		return home;
	pw = getpwuid(geteuid());
	return pw && pw->pw_dir && *pw->pw_dir ? pw->pw_dir : NULL;
}
