/* SPDX-License-Identifier: MIT */
/*
 * config - the config file, read and checked
 *
 * The file is untrusted as far as its writer may err, and refused if anybody but root and the user
 * can write it: it names commands. Errors are MB_E_CONFIG and name file, line and remedy.
 */
#ifndef MB_CONFIG_H
#define MB_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "config/account.h"

struct mb_paths;

struct mb_config {
	char *path;
	char *stamp; /* see store/stamp.h */
	struct mb_account *accounts;
	size_t n_accounts;
	struct mb_given *given; /* outside accounts */
	size_t n_given;
	bool secret; /* a secret stands in the file itself */
};

/* Reads, loads the plugins that accounts name, parses, checks. `only`: the one account that must be
 * without fault; NULL: all. The caller owns the result. */
bool mb_config_load(const char *path, const char *only, struct mb_config **config_r,
		    struct mb_err *err);
void mb_config_free(struct mb_config **config);

/* NULL with MB_E_CONFIG when there is none of that name. Borrowed. */
const struct mb_account *mb_config_account(const struct mb_config *config, const char *name,
					   struct mb_err *err);
/* A setting outside accounts, or NULL. Borrowed. */
const char *mb_config_global(const struct mb_config *config, const char *key);

/* Puts state_dir, if it is set, into `paths`. */
void mb_config_apply_state_dir(const struct mb_config *config, struct mb_paths *paths);

#endif
