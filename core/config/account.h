/* SPDX-License-Identifier: MIT */
/*
 * account - one entry of the config, with its plugin
 */
#ifndef MB_ACCOUNT_H
#define MB_ACCOUNT_H

#include <mailbearer/plugin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "global/err.h"
#include "config/faults.h"
#include "config/given.h"
#include "plugin/settings.h"

struct mb_config;
struct mb_secret;

struct mb_account {
	char *name;
	unsigned line; /* in the config file */
	const struct mb_config *config;
	const struct mb_plugin *plugin; /* NULL only when the account has a fault */
	struct mb_given_list given;
	struct mb_faults faults; /* found while reading; mb_config_faults() finds the others */
};

/* What the account says itself, or NULL. Borrowed. */
const char *mb_account_given(const struct mb_account *account, enum mb_setting_id id);
/* The same, else the plugin's default, the config's global setting, the core's default, or NULL.
 * Of a list of services the elements divided by blanks. Borrowed. */
const char *mb_account_get(const struct mb_account *account, enum mb_setting_id id);
/* The same of whatever name, a plugin's own too: for templates, the plugins' hooks and setup. */
const char *mb_account_given_named(const struct mb_account *account, const char *key);
const char *mb_account_get_named(const struct mb_account *account, const char *key);
/* The same, but NULL for secrets, proxies and commands: what hooks of plugins may see. */
const char *mb_account_get_public(const struct mb_account *account, const char *key);
/* What the same comes to: a number, the bit of a grant, the bits of services; else 0. */
int64_t mb_account_number(const struct mb_account *account, enum mb_setting_id id);

/* The grant that the account sets or, by service_account_file, implies; 0: it leaves that to its
 * plugin. */
unsigned mb_account_grant(const struct mb_account *account);

/* Does a key or a certificate prove who the client is? And does anything at all? */
bool mb_account_has_client_key(const struct mb_account *account);
bool mb_account_is_confidential(const struct mb_account *account);

/* `text` with {key} replaced; the caller frees it; NULL when a key stands for nothing. */
char *mb_account_template(const struct mb_account *account, const char *text);
/* The endpoint of the account, else of its plugin; unchecked; the caller frees it. NULL: none. */
char *mb_account_endpoint(const struct mb_account *account, enum mb_endpoint_kind kind);
/* "token_endpoint" ..., the name of the setting that names the endpoint. */
const char *mb_account_endpoint_key(enum mb_endpoint_kind kind);
/* Can it be without client_id, because the provider may let mailbearer register itself? */
bool mb_account_may_register(const struct mb_account *account);

/* The client id that comes with the plugin, if the account sets none; else NULL. Borrowed. */
const char *mb_account_brought_id(const struct mb_account *account);

/* Bits of enum mb_service from `services`. */
unsigned mb_account_services(const struct mb_account *account);

/* Calls `each` for the "name=value" elements of a list setting. */
void mb_account_params(const struct mb_account *account, enum mb_setting_id id,
		       void (*each)(void *arg, const char *name, const char *value), void *arg);

/* The secrets of an account, each of which is given by one of its settings. */
enum mb_secret_kind {
	MB_SECRET_CLIENT,
	MB_SECRET_PASSWORD,
	MB_SECRET_KEY_PASSWORD,
};
/* "client_secret" ...: what the names of its settings begin with. */
const char *mb_account_secret_name(enum mb_secret_kind kind);
/* How many of NAME, NAME_command and NAME_file are given? Only one should be. */
unsigned mb_account_has_secret(const struct mb_account *account, enum mb_secret_kind kind);
/* The secret from whichever of the three is given: the first line of what the command prints or the file
 * holds. The caller owns it. */
bool mb_account_secret(const struct mb_account *account, enum mb_secret_kind kind,
		       struct mb_deadline deadline, struct mb_secret **secret_r,
		       struct mb_err *err);

/* A path, with ~/ filled in where the config gives it; NULL: none. Borrowed. */
const char *mb_account_path(const struct mb_account *account, enum mb_setting_id id);

#endif
