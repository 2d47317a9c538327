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

/* Bytes of a config file. */
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

/* Reads, loads the plugins that accounts name, parses. Fails when the file cannot be read or has a
 * fault of syntax; other faults are kept in the result, which the caller owns. */
bool mb_config_load(const char *path, struct mb_config **config_r, struct mb_err *err);
/* The same for a program that asks about the account `name` alone: others may be left out, if there are no faults
 * that concern it. */
bool mb_config_load_for(const char *path, const char *name, struct mb_config **config_r,
			struct mb_err *err);
/* The same from a text that is not in the file yet, but shall be; it has no stamp. */
bool mb_config_load_text(const char *path, const struct mb_buf *text, bool readable,
			 struct mb_config **config_r, struct mb_err *err);
void mb_config_free(struct mb_config **config);

/* Adds all faults of one account. */
void mb_config_faults(const struct mb_account *account, struct mb_faults *faults);
/* The first of them as MB_E_CONFIG; true if there is none, and the account can be used. */
bool mb_config_sound(const struct mb_account *account, struct mb_err *err);

/* NULL with MB_E_CONFIG when there is none of that name. Borrowed. It may have faults. */
const struct mb_account *mb_config_account(const struct mb_config *config, const char *name,
					   struct mb_err *err);
/* The same, NULL also when it has. */
const struct mb_account *mb_config_sound_account(const struct mb_config *config, const char *name,
						 struct mb_err *err);
/* A setting outside accounts, or NULL. Borrowed. */
const char *mb_config_global(const struct mb_config *config, enum mb_setting_id id);

/* Puts state_dir, if it is set, into `paths`. */
void mb_config_apply_state_dir(const struct mb_config *config, struct mb_paths *paths);

#endif
