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

/* Return the account's own setting, or NULL. Borrowed. */
const char *mb_account_given(const struct mb_account *account, enum mb_setting_id id);
/* Return the account's own setting, else the plugin's default, the config's global setting, the
 * core's default, or NULL. The elements of a list of services are divided by blanks. Borrowed. */
const char *mb_account_get(const struct mb_account *account, enum mb_setting_id id);
/* Do the same for a setting of any name, also a plugin's own: for templates, the plugins' hooks and setup. */
const char *mb_account_given_named(const struct mb_account *account, const char *key);
const char *mb_account_get_named(const struct mb_account *account, const char *key);
/* Return what plugins' hooks may see of a setting: as mb_account_get_named(), but NULL for secrets,
 * proxies and commands. */
const char *mb_account_get_public(const struct mb_account *account, const char *key);
/* Return what a setting comes to: a number, the bit of a grant, the bits of services; else 0. */
int64_t mb_account_number(const struct mb_account *account, enum mb_setting_id id);

/* Return the grant that the account sets or, by service_account_file, implies; 0: the account
 * leaves it to its plugin. */
unsigned mb_account_grant(const struct mb_account *account);

/* Does a key or a certificate prove who the client is? */
bool mb_account_has_client_key(const struct mb_account *account);
/* Does anything prove who the client is? */
bool mb_account_is_confidential(const struct mb_account *account);

/* Replace each {key} in the text, for the caller to free. NULL: a key stands for nothing. */
char *mb_account_template(const struct mb_account *account, const char *text);
/* Return the endpoint of the account, else of its plugin, unchecked, for the caller to free.
 * NULL: there is none. */
char *mb_account_endpoint(const struct mb_account *account, enum mb_endpoint_kind kind);
/* Return the name of the setting for an endpoint: "token_endpoint" ... */
const char *mb_account_endpoint_key(enum mb_endpoint_kind kind);
/* Can the account do without client_id, because the provider may let mailbearer register itself? */
bool mb_account_may_register(const struct mb_account *account);

/* Return the client id that comes with the plugin, if the account sets none; else NULL.
 * Borrowed. */
const char *mb_account_brought_id(const struct mb_account *account);

/* Return the account's `services` as bits of enum mb_service. */
unsigned mb_account_services(const struct mb_account *account);

/* Call `each` for the "name=value" elements of a list setting. */
void mb_account_params(const struct mb_account *account, enum mb_setting_id id,
		       void (*each)(void *arg, const char *name, const char *value), void *arg);

/* The secrets of an account, each of which is given by one of its settings. */
enum mb_secret_kind {
	MB_SECRET_CLIENT,
	MB_SECRET_PASSWORD,
	MB_SECRET_KEY_PASSWORD,
};
/* Return what the names of a secret's settings begin with: "client_secret" ... */
const char *mb_account_secret_name(enum mb_secret_kind kind);
/* Count how many of NAME, NAME_command and NAME_file are given. Only one should be. */
unsigned mb_account_has_secret(const struct mb_account *account, enum mb_secret_kind kind);
/* Get the secret from whichever of the three is given: the first line of what the command prints or
 * the file holds. The caller owns it. */
bool mb_account_secret(const struct mb_account *account, enum mb_secret_kind kind,
		       struct mb_deadline deadline, struct mb_secret **secret_r,
		       struct mb_err *err);

/* Return a path setting, with ~/ filled in; NULL if it is not set. Borrowed. */
const char *mb_account_path(const struct mb_account *account, enum mb_setting_id id);

#endif
