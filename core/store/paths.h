/* SPDX-License-Identifier: MIT */
/*
 * paths - where the config and the state are
 *
 * Config: --config FILE, else $XDG_CONFIG_HOME/mailbearer/config (~/.config), else the machine's
 * (/etc/mailbearer.conf). State: $XDG_STATE_HOME/mailbearer (~/.local/state), for the machine's
 * config /var/lib/mailbearer. All programs ask here, so that they mean the same files.
 */
#ifndef MB_PATHS_H
#define MB_PATHS_H

#include <stdbool.h>

#include "global/err.h"

struct mb_paths {
	char *config; /* absolute; need not exist */
	char *state;  /* the setting state_dir replaces it */
};

/* Files of an account in the state folder. */
enum mb_state_file {
	MB_STATE_RECORD,   /* ACCOUNT.json: refresh token */
	MB_STATE_STATUS,   /* ACCOUNT.status: last error */
	MB_STATE_LOCK,     /* ACCOUNT.lock */
	MB_STATE_TOKEN,    /* token/ACCOUNT: access token */
	MB_STATE_METADATA, /* ACCOUNT.metadata: what the issuer publishes */
	MB_STATE_CLIENT,   /* ACCOUNT.client: a client that mailbearer registered */
	MB_STATE_FLIGHT,   /* flight/NAME: a message on its way; not one of an account */
};

/* Find the config and the state. `config_option` may be NULL. The caller ends the paths with
 * mb_paths_fini(). */
bool mb_paths_find(struct mb_paths *paths, const char *config_option, struct mb_err *err);
void mb_paths_fini(struct mb_paths *paths);

/* Make the path of an account's file, for the caller to free. */
char *mb_paths_state_file(const struct mb_paths *paths, enum mb_state_file file,
			  const char *account);

/* Check an account's name, as it becomes a file name: [A-Za-z0-9._@-]{1,64}, not starting with
 * '.' or '-'. */
bool mb_account_name_ok(const char *name);

#endif
