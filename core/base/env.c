/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "base/env.h"

#include <pwd.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

const char *mb_env(const char *name)
{
#ifdef HAVE_SECURE_GETENV
	const char *value = secure_getenv(name);
#else
	const char *value = getenv(name);
#endif

	return value && *value ? value : NULL;
}

void mb_env_cleanse(void)
{
	static const char *const names[] = {
		"SSLKEYLOGFILE",      /* all TLS libraries write each connection's keys there */
		"GNUTLS_DEBUG_LEVEL", /* GnuTLS prints what a connection carries */
		"KRB5_TRACE",         /* libkrb5 logs the sign-in at a proxy */
		"P11_KIT_DEBUG",      /* p11-kit prints calls of PKCS#11 modules */
		"NETTLE_FAT_VERBOSE", /* no secret, but a line on stderr */
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
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
