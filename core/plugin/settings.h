/* SPDX-License-Identifier: MIT */
/*
 * settings - the core's own settings, as a table
 *
 * The table is here and not in config/, because tables of plugins may name some of these settings. Plugins add
 * settings of their own (struct mb_setting).
 */
#ifndef MB_PLUGIN_SETTINGS_H
#define MB_PLUGIN_SETTINGS_H

/* Which values a setting takes. */
enum mb_type {
	MB_TYPE_TEXT = 1,
	MB_TYPE_SECRET, /* text; the config must not be readable for others then */
	MB_TYPE_PROXY,  /* a proxy, perhaps with user and password */
	MB_TYPE_URL,
	MB_TYPE_REDIRECT, /* a redirect URI, on this machine or elsewhere */
	MB_TYPE_COMMAND,
	MB_TYPE_FILE,      /* an absolute path, or one that begins with ~/ */
	MB_TYPE_KEY,       /* such a path, or a pkcs11: URL */
	MB_TYPE_ALGORITHM, /* PS256 | RS256 | ES256 */
	MB_TYPE_SECONDS,
	MB_TYPE_TIMEOUT, /* seconds, at least 1 */
	MB_TYPE_PORT,
	MB_TYPE_TLS, /* implicit | starttls */
	MB_TYPE_GRANT,
	MB_TYPE_SERVICES, /* a list of imap, pop3, smtp */
	MB_TYPE_PARAMS,   /* a list of "name=value" */
};

/* Where in the config a setting may be. Bits. */
enum mb_level {
	MB_LEVEL_ACCOUNT = 1,
	MB_LEVEL_GLOBAL = 2,
};

struct mb_setting_def {
	const char *key;
	enum mb_type type;
	unsigned level;
	const char *def; /* the default; NULL: there is none, or a plugin's table has it */
	const char *help;
};

/* The table; its last row has a NULL key. */
extern const struct mb_setting_def mb_settings[];

/* Find the row of a setting; NULL if the core has no such setting. */
const struct mb_setting_def *mb_setting_find(const char *key);

#endif
