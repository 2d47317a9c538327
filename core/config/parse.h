/* SPDX-License-Identifier: MIT */
/*
 * parse - libconfuse syntax into settings with line numbers
 *
 * Two passes over the same bytes: the first learns which plugins are named, the second knows all
 * their settings and takes no others.
 */
#ifndef MB_PARSE_H
#define MB_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct mb_buf;
struct mb_config;

/* Calls `each` for the provider of every account until it returns false, which is the only error:
 * faults of the text are left for mb_parse() to tell. */
bool mb_parse_providers(const char *path, const struct mb_buf *text,
			bool (*each)(void *arg, const char *provider, struct mb_err *err),
			void *arg, struct mb_err *err);

/* Fills config's accounts and settings. `plugins` are those that were named. */
struct mb_plugin;
bool mb_parse(struct mb_config *config, const struct mb_buf *text,
	      const struct mb_plugin *const *plugins, size_t n_plugins, struct mb_err *err);

#endif
