/* SPDX-License-Identifier: MIT */
/*
 * given - settings as the config gives them, in lists
 *
 * What numbers, words, lists of services and paths come to is found out once, when they are added. Values may be
 * secrets: each is wiped before it is freed.
 */
#ifndef MB_GIVEN_H
#define MB_GIVEN_H

#include <stddef.h>
#include <stdint.h>

#include "plugin/settings.h"

/* A setting as given. Elements of a list are divided by '\n'. */
struct mb_given {
	char *key;
	enum mb_setting_id id; /* MB_SETTINGS: a plugin's own */
	char *value;
	char *path;     /* of a file: the value with ~/ filled in */
	int64_t number; /* what the value comes to (mb_setting_number()) */
	unsigned line;  /* in the config file */
};

/* At most one of each key, in the order of the config. All zero: empty. */
struct mb_given_list {
	struct mb_given *all;
	size_t n;
	unsigned short at
	    [MB_SETTINGS]; /* where in `all` each of the core's is, counted from 1; 0: not given */
};

/* Find a setting of the core; NULL: it is not given. Borrowed. */
const struct mb_given *mb_given_get(const struct mb_given_list *list, enum mb_setting_id id);
/* The same of any setting. */
const struct mb_given *mb_given_find(const struct mb_given_list *list, const char *key);

/* Set a setting that may be given already; then it keeps its place and its line. The key is copied, `value` is taken
 * over. */
void mb_given_set(struct mb_given_list *list, const char *key, char *value, unsigned line);
/* Take a setting out of the list, if it is there. */
void mb_given_remove(struct mb_given_list *list, const char *key);
/* Empty the list and free what is in it. */
void mb_given_fini(struct mb_given_list *list);

#endif
