/* SPDX-License-Identifier: MIT */
/*
 * parse - libconfuse syntax into settings with line numbers
 *
 * Several passes over the same bytes: the first learns which plugins are named, the second knows
 * all their settings. libconfuse stops at what it does not know: then that is learned too, and
 * another pass begins. Its copies of the values are wiped.
 */
#ifndef MB_PARSE_H
#define MB_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "global/err.h"

struct mb_buf;
struct mb_config;

/* Fill the config's accounts and settings. `load` is called for the provider of every account, perhaps more than once, and
 * adds its plugin to the `n_plugins`. Fails for faults of syntax; unknown settings and sections, and what is set twice,
 * become faults of their account or of the config. */
struct mb_plugin;
/* Fill the config's accounts and settings from the text (untrusted). `plugins` are those that accounts
 * name. False: the text has a fault of syntax. A setting that is unknown or set twice becomes a fault of
 * its account or of the config. */
bool mb_parse(struct mb_config *config, const struct mb_buf *text,
	      void (*load)(void *arg, const char *provider), void *arg,
	      const struct mb_plugin *const *plugins, const size_t *n_plugins, struct mb_err *err);

/* Free accounts, settings and faults: all that mb_parse() has put into the config. */
void mb_parse_forget(struct mb_config *config);

#endif
