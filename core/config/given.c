/* SPDX-License-Identifier: MIT */
#include "config/given.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/wipe.h"
#include "base/xalloc.h"

size_t mb_given_index(const struct mb_given *list, size_t n, const char *key)
{
	size_t i = 0;

	while (i < n && !mb_streq(list[i].key, key))
		i++;
	return i;
}

const char *mb_given_value(const struct mb_given *list, size_t n, const char *key)
{
	size_t i = mb_given_index(list, n, key);

	return i < n ? list[i].value : NULL;
}

void mb_given_add(struct mb_given **list, size_t *n, const char *key, char *value, unsigned line)
{
	*list = mb_xreallocarray(*list, *n + 1, sizeof(**list));
	(*list)[(*n)++] = (struct mb_given){ mb_xstrdup(key), value, line };
}

static void value_free(char *value)
{
	mb_wipe(value, strlen(value));
	free(value);
}

void mb_given_replace(struct mb_given *given, char *value)
{
	value_free(given->value);
	given->value = value;
}

void mb_given_remove(struct mb_given *list, size_t *n, size_t i)
{
	value_free(list[i].value);
	free(list[i].key);
	(*n)--;
	memmove(&list[i], &list[i + 1], (*n - i) * sizeof(*list));
}

void mb_given_free(struct mb_given *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		value_free(list[i].value);
		free(list[i].key);
	}
	free(list);
}
