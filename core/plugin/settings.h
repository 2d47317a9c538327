/* SPDX-License-Identifier: MIT */
/*
 * settings - the core's own settings, as a table
 *
 * Here and not in config/, because plugins' tables may name some of them. mailbearer.conf(5) and
 * `providers` are written from the same knowledge. Plugins add theirs (struct mb_setting).
 */
#ifndef MB_PLUGIN_SETTINGS_H
#define MB_PLUGIN_SETTINGS_H

/* What values a setting takes. */
enum mb_type {
	MB_TYPE_TEXT = 1,
	MB_TYPE_SECRET, /* text that nobody else may read in the config */
	MB_TYPE_PROXY,  /* a proxy, perhaps with user and password */
	MB_TYPE_URL,
	MB_TYPE_REDIRECT, /* a redirect URI, of this machine or not */
	MB_TYPE_COMMAND,
	MB_TYPE_FILE,      /* absolute path, ~/ allowed */
	MB_TYPE_KEY,       /* the same, or a pkcs11: URL */
	MB_TYPE_ALGORITHM, /* PS256 | RS256 | ES256 */
	MB_TYPE_SECONDS,
	MB_TYPE_TIMEOUT, /* seconds, at least 1 */
	MB_TYPE_PORT,
	MB_TYPE_TLS, /* implicit | starttls */
	MB_TYPE_GRANT,
	MB_TYPE_SERVICES, /* a list of imap, pop3, smtp */
	MB_TYPE_PARAMS,   /* a list of "name=value" */
};

/* Where a setting may stand. Bits. */
enum mb_level {
	MB_LEVEL_ACCOUNT = 1,
	MB_LEVEL_GLOBAL = 2,
};

struct mb_setting_def {
	const char *key;
	enum mb_type type;
	unsigned level;
	const char *def; /* NULL: none, or a plugin's */
	const char *help;
};

/* Ends with a NULL key. */
extern const struct mb_setting_def mb_settings[];

/* NULL when the core has no such setting. */
const struct mb_setting_def *mb_setting_find(const char *key);

#endif
