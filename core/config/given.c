/* SPDX-License-Identifier: MIT */
#include "config/given.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"
#include "config/settings.h"
#include "global/path.h"

const struct mb_given *mb_given_get(const struct mb_given_list *list, enum mb_setting_id id)
{
	return id < MB_SETTINGS && list->at[id] ? &list->all[list->at[id] - 1] : NULL;
}

const struct mb_given *mb_given_find(const struct mb_given_list *list, const char *key)
{
	for (size_t i = 0; i < list->n; i++)
		if (mb_streq(list->all[i].key, key))
			return &list->all[i];
	return NULL;
}

static void forget(char *value)
{
	if (value)
		mb_wipe(value, strlen(value));
	free(value);
}

void mb_given_set(struct mb_given_list *list, const char *key, char *value, unsigned line)
{
	const struct mb_given *old = mb_given_find(list, key);
	size_t i = old ? (size_t)(old - list->all) : list->n;
	struct mb_given *g;

	if (!old) {
		list->all = mb_xreallocarray(list->all, ++list->n, sizeof(*list->all));
		list->all[i] = (struct mb_given){ .key = mb_xstrdup(key),
						  .id = mb_setting_id(key),
						  .line = line };
	}
	g = &list->all[i];
	forget(g->value);
	forget(g->path);
	g->value = value;
	g->path = NULL;
	g->number = 0;
	if (g->id == MB_SETTINGS)
		return;
	list->at[g->id] = (unsigned short)(i + 1);
	g->number = mb_setting_number(mb_settings[g->id].type, value);
	if (mb_settings[g->id].type == MB_TYPE_FILE || mb_settings[g->id].type == MB_TYPE_KEY)
		g->path = mb_path_expand(value);
}

static void empty(struct mb_given *g)
{
	forget(g->value);
	forget(g->path);
	free(g->key);
}

void mb_given_remove(struct mb_given_list *list, const char *key)
{
	const struct mb_given *g = mb_given_find(list, key);
	size_t i = g ? (size_t)(g - list->all) : list->n;

	if (!g)
		return;
	empty(&list->all[i]);
	list->n--;
	memmove(&list->all[i], &list->all[i + 1], (list->n - i) * sizeof(*list->all));
	memset(list->at, 0, sizeof(list->at));
	for (i = 0; i < list->n; i++)
		if (list->all[i].id < MB_SETTINGS)
			list->at[list->all[i].id] = (unsigned short)(i + 1);
}

void mb_given_fini(struct mb_given_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		empty(&list->all[i]);
	free(list->all);
	*list = (struct mb_given_list){ .n = 0 };
}
