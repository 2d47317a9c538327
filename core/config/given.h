/* SPDX-License-Identifier: MIT */
/*
 * given - settings as the config gives them, in lists
 *
 * Values may be secrets: each is wiped before it is freed.
 */
#ifndef MB_GIVEN_H
#define MB_GIVEN_H

#include <stddef.h>

/* A setting as given. Elements of a list are divided by '\n'. */
struct mb_given {
	char *key;
	char *value;
	unsigned line; /* in the config file */
};

/* Find the first of the `n` settings that has this key: its number, or `n`. */
size_t mb_given_index(const struct mb_given *list, size_t n, const char *key);
/* Return the value of the first setting that has this key, borrowed, or NULL. */
const char *mb_given_value(const struct mb_given *list, size_t n, const char *key);

/* Append a setting. The key is copied, `value` is taken over. */
void mb_given_add(struct mb_given **list, size_t *n, const char *key, char *value, unsigned line);
/* Replace the value by `value`, which is taken over. */
void mb_given_replace(struct mb_given *given, char *value);
/* Take the setting of that number out of the list. */
void mb_given_remove(struct mb_given *list, size_t *n, size_t i);
/* Free the list and what is in it. */
void mb_given_free(struct mb_given *list, size_t n);

#endif
