/* SPDX-License-Identifier: MIT */
/*
 * settings - the core's own settings: one list, of which the enum and the table are made
 *
 * They are here and not in config/, because tables of plugins may name some of these settings. Plugins add
 * settings of their own (struct mb_setting), which go by their names.
 */
#ifndef MB_PLUGIN_SETTINGS_H
#define MB_PLUGIN_SETTINGS_H

#include "plugin/settings_list.h"

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
	MB_LEVEL_ANYWHERE = MB_LEVEL_ACCOUNT | MB_LEVEL_GLOBAL,
};

/* The ids of the settings; they are numbers of rows in the table. */
enum mb_setting_id {
#define MB_SETTING_ID(id, key, type, level, def, help) MB_SET_##id,
	MB_SETTINGS_LIST(MB_SETTING_ID)
	    MB_SETTINGS, /* how many there are; as an id: none of them */
#undef MB_SETTING_ID
};

struct mb_setting_def {
	const char *key;
	enum mb_type type;
	unsigned level;
	const char *def;
	const char *help;
};

/* The table; the row behind the last one has a NULL key. */
extern const struct mb_setting_def mb_settings[MB_SETTINGS + 1];

/* Find the id of a setting; MB_SETTINGS if the core has no such setting. */
enum mb_setting_id mb_setting_id(const char *key);
/* Find the row of a setting; NULL if the core has no such setting. */
const struct mb_setting_def *mb_setting_find(const char *key);

#endif
