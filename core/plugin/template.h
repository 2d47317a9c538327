/* SPDX-License-Identifier: MIT */
/*
 * template - texts of plugins with {key} in them
 *
 * {key} stands for the first fitting row of the plugin's `values`, else for the account's setting
 * `key` or its default. Settings are the user's own text; what they are put into (a URL, a
 * sentence) is for the caller to look at afterwards.
 */
#ifndef MB_TEMPLATE_H
#define MB_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include <mailbearer/plugin.h>

struct mb_buf;

/* The setting `key` of `arg` or its default, borrowed; NULL when there is none. Is asked for
 * "account" too, which remedies use. */
typedef const char *mb_template_lookup(const void *arg, const char *key);

/* The longest key, without its NUL. */
#define MB_KEY_MAX 31

/* Finds the next {key} from *pos on, copies key and moves *pos behind it; `key` has MB_KEY_MAX + 1
 * bytes. Returns where the braces open, or NULL: then either there is no more of them, or they are
 * malformed, and *ok_r is false. */
const char *mb_template_next(const char **pos, char *key, bool *ok_r);

/* Appends `text` to `out`, each {key} replaced. False when a key stands for nothing: it is then
 * copied to `missing` (MB_KEY_MAX + 1 bytes, may be NULL) and nothing is put in its place. */
bool mb_template_expand(const struct mb_plugin *plugin, const char *text,
			mb_template_lookup *setting, const void *arg, struct mb_buf *out,
			char *missing);

/* Is it [a-z0-9_]{1,31}? Names of plugins, settings and values are. */
bool mb_template_is_key(const char *key);

#endif
