/* SPDX-License-Identifier: MIT */
/*
 * config - the config file, read and checked
 *
 * The file is untrusted as far as its writer may err, and refused if anybody but root and the user
 * can write it: it names commands. Errors are MB_E_CONFIG and name file, line and remedy. What is
 * wrong within an account is kept as its fault and stops that account alone.
 */
#ifndef MB_CONFIG_H
#define MB_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"
#include "config/account.h"

/* Longest config file, in bytes. */
#define MB_CONFIG_MAX (16 * 1024 * 1024)

struct mb_buf;
struct mb_paths;

struct mb_config {
	char *path;
	char *stamp; /* see store/stamp.h */
	struct mb_account *accounts;
	size_t n_accounts;
	struct mb_given_list given; /* outside accounts */
	bool readable;              /* by others than its owner */
	bool partial; /* accounts of the file were left out: lines are not those of the file */
	struct mb_faults faults; /* outside accounts: they concern all of them */
};

/* Read and parse the config, and load the plugins that its accounts name. False: the file cannot
 * be read or has a fault of syntax. Other faults are kept in the config, which the caller owns. */
bool mb_config_load(const char *path, struct mb_config **config_r, struct mb_err *err);
/* Load the config for a program that needs the account `name` alone: the others may be left out,
 * if neither this account nor the config outside accounts has a fault. */
bool mb_config_load_for(const char *path, const char *name, struct mb_config **config_r,
			struct mb_err *err);
/* Load the config from a text that is to become the file. The config then has no stamp. */
bool mb_config_load_text(const char *path, const struct mb_buf *text, bool readable,
			 struct mb_config **config_r, struct mb_err *err);
void mb_config_free(struct mb_config **config);

/* Add all faults of the account. */
void mb_config_faults(const struct mb_account *account, struct mb_faults *faults);
/* Check that the account has no fault and can be used; else `err` has the first as MB_E_CONFIG. */
bool mb_config_sound(const struct mb_account *account, struct mb_err *err);

/* Find the account of that name, which may have faults. Borrowed. NULL with MB_E_CONFIG: there
 * is none. */
const struct mb_account *mb_config_account(const struct mb_config *config, const char *name,
					   struct mb_err *err);
/* Find the account of that name; NULL with MB_E_CONFIG also if it has faults. Borrowed. */
const struct mb_account *mb_config_sound_account(const struct mb_config *config, const char *name,
						 struct mb_err *err);
/* Return a setting outside accounts, or NULL. Borrowed. */
const char *mb_config_global(const struct mb_config *config, enum mb_setting_id id);

/* Put state_dir, if it is set, into `paths`. */
void mb_config_apply_state_dir(const struct mb_config *config, struct mb_paths *paths);

#endif
