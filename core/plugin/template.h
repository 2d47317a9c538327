/* SPDX-License-Identifier: MIT */
/*
 * template - texts of plugins with {key} in them
 *
 * {key} stands for the text of the first row of the plugin's `values` that fits the account, else for the account's
 * setting `key` or its default. Settings are the user's own text, so the caller checks the expanded text (a URL, a
 * sentence) before using it.
 */
#ifndef MB_TEMPLATE_H
#define MB_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include <mailbearer/plugin.h>

struct mb_buf;

/* Return the setting `key` of `arg` or its default; NULL if there is none. Borrowed. Also called for "account", which
 * remedies contain. */
typedef const char *mb_template_lookup(const void *arg, const char *key);

/* Longest key, in bytes without its NUL. */
#define MB_KEY_MAX 31

/* Find the next {key} from *pos on, copy the key to `key` (MB_KEY_MAX + 1 bytes) and move *pos behind the closing
 * brace. Returns the position of the opening brace. NULL if there are no more braces (*ok_r is true), or if they are
 * malformed (*ok_r is false). */
const char *mb_template_next(const char **pos, char *key, bool *ok_r);

/* Append `text` to `out` with each {key} replaced. A key without a value is left out and copied to `missing`
 * (MB_KEY_MAX + 1 bytes, may be NULL). False if there was such a key, or a malformed brace. */
bool mb_template_expand(const struct mb_plugin *plugin, const char *text,
			mb_template_lookup *setting, const void *arg, struct mb_buf *out,
			char *missing);

/* Tell whether `key` is [a-z0-9_]{1,31}, as names of plugins, settings and values must be. */
bool mb_template_is_key(const char *key);

#endif
