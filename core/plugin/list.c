/* SPDX-License-Identifier: MIT */
#include "plugin/loader.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "global/build.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config.h"
#include "plugin/preloaded.h"
#include "plugin/template.h"

struct names {
	char **item; /* sorted, NULL at the end */
	size_t n;
};

/* Insert a name in its place, unless the list has it already. */
static void add_name(struct names *names, const char *name)
{
	size_t i = 0;

	while (i < names->n && strcmp(names->item[i], name) < 0)
		i++;
	if (i < names->n && mb_streq(names->item[i], name))
		return;
	names->item = mb_xreallocarray(names->item, names->n + 2, sizeof(*names->item));
	memmove(&names->item[i + 1], &names->item[i], (names->n - i) * sizeof(*names->item));
	names->item[i] = mb_xstrdup(name);
	names->item[++names->n] = NULL;
}

static void add_file(struct names *names, const char *file)
{
	char name[MB_KEY_MAX + 1];
	size_t len = strcspn(file, ".");

	if (len >= sizeof(name) || !mb_streq(file + len, LT_MODULE_EXT))
		return;
	memcpy(name, file, len);
	name[len] = '\0';
	if (mb_template_is_key(name))
		add_name(names, name);
}

char **mb_plugin_list(void)
{
	struct names names = { mb_xcalloc(1, sizeof(char *)), 0 };
	DIR *dir = opendir(mb_build.plugin_dir);
	char name[MB_KEY_MAX + 1];
	struct dirent *entry;
	size_t i;

	for (i = 0; mb_preloaded_name(i, name, sizeof(name)); i++)
		add_name(&names, name);
	while (dir && (entry = readdir(dir)))
		add_file(&names, entry->d_name);
	if (dir)
		closedir(dir);
	return names.item;
}

void mb_plugin_list_free(char **names)
{
	size_t i;

	for (i = 0; names && names[i]; i++)
		free(names[i]);
	free(names);
}
