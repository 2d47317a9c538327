/* SPDX-License-Identifier: MIT */
#include "plugin/loader.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <ltdl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "global/build.h"
#include "global/err.h"
#include "global/file.h"
#include "global/log.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config.h"
#include "plugin/preloaded.h"
#include "plugin/table.h"
#include "plugin/tables.h"
#include "plugin/template.h"

/* The least that a plugin can have of the struct, in bytes; the upper bounds only catch nonsense. */
#define SIZE_MIN (offsetof(struct mb_plugin, grants) + sizeof(((struct mb_plugin *)NULL)->grants))
#define SIZE_TOP 4096
#define ROW_TOP  1024

/* The beginning of struct mb_plugin in all its versions. */
struct head {
	uint32_t abi, size;
};

struct loaded {
	struct loaded *next;
	struct mb_plugin plugin;
};

static struct loaded *all_loaded;

static bool ltdl_init(struct mb_err *err)
{
	static bool done;

	if (done)
		return true;
	mb_preloaded_init();
	if (lt_dlinit() != 0)
		return mb_err_set(err, MB_E_CONFIG, _("libltdl does not start (%s): reinstall it"),
				  lt_dlerror());
	done = true;
	return true;
}

/* Open a preloaded module by name, or a file by path; NULL on failure. Modules are never unloaded, because their
 * tables are used until the process ends. */
static lt_dlhandle open_module(const char *name, bool preloaded)
{
	lt_dlhandle handle = NULL;
	lt_dladvise advise;

	if (lt_dladvise_init(&advise) != 0)
		return NULL;
	if (lt_dladvise_resident(&advise) == 0 && lt_dladvise_local(&advise) == 0 &&
	    (!preloaded || lt_dladvise_preload(&advise) == 0))
		handle = lt_dlopenadvise(name, advise);
	lt_dladvise_destroy(&advise);
	return handle;
}

/* Report errno about a path. MB_E_RETRY for a shortage, which passes by itself, else MB_E_CONFIG. */
static bool cannot_stat(const char *path, struct mb_err *err)
{
	mb_err_errno(err, _("%s must be repaired or reinstalled"), path);
	if (err->code != MB_E_RETRY)
		err->code = MB_E_CONFIG;
	return false;
}

static bool trusted(const char *path, mode_t type, struct mb_err *err)
{
	struct stat st;
	char *why;

	if (stat(path, &st) != 0)
		return cannot_stat(path, err);
	if ((st.st_mode & S_IFMT) != type)
		return mb_err_set(err, MB_E_CONFIG,
				  _("%s is not what it should be (%s): remove or "
				    "reinstall it"),
				  path, type == S_IFDIR ? _("a directory") : _("a file"));
	why = mb_file_distrust(path, &st, MB_TRUST_WRITER);
	if (why)
		mb_err_set(err, MB_E_CONFIG, "%s", why);
	free(why);
	return !why;
}

/* Check owner and mode of the plugin folder and of the file. If the file is a symbolic link, also check the folder
 * that it points into: whoever can write there can run code in this process. */
static bool trusted_file(const char *name, const char *path, struct mb_err *err)
{
	char *real, *slash;
	bool ok;

	if (!trusted(mb_build.plugin_dir, S_IFDIR, err))
		return false;
	real = realpath(path, NULL);
	if (!real && errno == ENOENT)
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("there is no plugin %s (%s); those there are: mailbearer providers"), name,
		    path);
	if (!real)
		return cannot_stat(path, err);
	ok = trusted(path, S_IFREG, err);
	slash = strrchr(real, '/');
	*slash = '\0';
	ok = ok && trusted(*real ? real : "/", S_IFDIR, err);
	free(real);
	return ok;
}

/* Report why a file cannot be loaded. libltdl says "file not found" for any cause, so dlopen() is asked. */
static bool cannot_open(const char *path, struct mb_err *err)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const char *why = handle ? lt_dlerror() : dlerror();
	const char *rest = why ? mb_text_after(why, path) : NULL;

	if (rest)
		why = rest + strspn(rest, ": ");
	return mb_err_set(err, MB_E_CONFIG, _("%s cannot be loaded (%s): reinstall or rebuild it"),
			  path, why ? why : "?");
}

static lt_dlhandle open_file(const char *name, const char *path, struct mb_err *err)
{
	lt_dlhandle handle;

	if (mb_build.plugin_dir[0] != '/') {
		mb_err_set(err, MB_E_CONFIG,
			   _("the plugin directory %s is not an absolute path: name it from / on"),
			   mb_build.plugin_dir);
		return NULL;
	}
	if (!trusted_file(name, path, err))
		return NULL;
	handle = open_module(path, false);
	if (!handle)
		cannot_open(path, err);
	return handle;
}

/* Replace each table whose rows are shorter or longer than ours by a copy with rows as we know them. */
static bool adapt_tables(struct mb_plugin *plugin, const char *path, struct mb_err *err)
{
	for (size_t i = 0; i < MB_TABLES; i++) {
		const void *table = mb_table_of(plugin, (enum mb_row_type)i);
		size_t row_size = plugin->row_size[i];

		if (!table || row_size == mb_table_kinds[i].row_size)
			continue;
		if (row_size == 0 || row_size > ROW_TOP)
			return mb_err_set(
			    err, MB_E_CONFIG,
			    _("%s has rows of an impossible size (%zu) in %s: rebuild it"), path,
			    row_size, mb_table_kinds[i].name);
		table = mb_table_copy(table, row_size, (enum mb_row_type)i);
		if (!table)
			return mb_err_set(
			    err, MB_E_CONFIG,
			    _("%s must be corrected: %s: no row of zeroes ends the table"), path,
			    mb_table_kinds[i].name);
		mb_table_set(plugin, (enum mb_row_type)i, table);
	}
	return true;
}

/* Copy what the plugin has of the struct, after a look at its head. */
static bool plugin_copy(const void *symbol, const char *name, const char *path,
			struct mb_plugin *plugin, struct mb_err *err)
{
	const struct head *head = symbol;

	if (head->abi != MB_PLUGIN_ABI)
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("%s is made for another mailbearer (ABI %u, here %u): rebuild it"), path,
		    (unsigned)head->abi, (unsigned)MB_PLUGIN_ABI);
	if (head->size < SIZE_MIN || head->size > SIZE_TOP)
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("%s has a struct mb_plugin of an impossible size (%u): rebuild it"), path,
		    (unsigned)head->size);
	memcpy(plugin, symbol, head->size < sizeof(*plugin) ? head->size : sizeof(*plugin));
	if (!mb_streq(plugin->name, name))
		return mb_err_set(
		    err, MB_E_CONFIG,
		    _("%s says that its name is %s: its file and its .name must agree, rename one"),
		    path, plugin->name ? plugin->name : "(none)");
	if (!adapt_tables(plugin, path, err))
		return false;
	if (!mb_tables_check(plugin, err))
		return mb_err_wrap(err, _("%s must be corrected"), path);
	return true;
}

static const struct mb_plugin *find_loaded(const char *name)
{
	struct loaded *entry;

	for (entry = all_loaded; entry; entry = entry->next)
		if (mb_streq(entry->plugin.name, name))
			return &entry->plugin;
	return NULL;
}

static void entry_keep(struct loaded *entry)
{
	entry->next = all_loaded;
	all_loaded = entry;
}

/* Take the plugin out of an open module, check it and keep it. NULL on failure. */
static const struct mb_plugin *take_module(lt_dlhandle handle, const char *name, const char *path,
					   struct mb_err *err)
{
	const void *symbol = lt_dlsym(handle, "mailbearer_plugin");
	struct loaded *entry;

	if (!symbol) {
		mb_err_set(err, MB_E_CONFIG,
			   _("%s has no %s_LTX_mailbearer_plugin: it is no plugin, or must be "
			     "named as its MB_PLUGIN() says"),
			   path, name);
		return NULL;
	}
	entry = mb_xcalloc(1, sizeof(*entry));
	if (!plugin_copy(symbol, name, path, &entry->plugin, err)) {
		free(entry);
		return NULL;
	}
	mb_step(_("plugin %s"), name);
	entry_keep(entry);
	return &entry->plugin;
}

static bool check_name(const char *name, struct mb_err *err)
{
	return mb_template_is_key(name) ||
	       mb_err_set(err, MB_E_CONFIG,
			  _("\"%s\" is no plugin's name (a-z 0-9 _, at most %d characters); "
			    "those there are: mailbearer providers"),
			  name, MB_KEY_MAX);
}

bool mb_plugin_load(const char *name, const struct mb_plugin **plugin_r, struct mb_err *err)
{
	const struct mb_plugin *found = find_loaded(name);
	lt_dlhandle handle;
	char *path;

	if (!found && check_name(name, err) && ltdl_init(err)) {
		path = mb_xasprintf("%s/%s%s", mb_build.plugin_dir, name, LT_MODULE_EXT);
		handle = open_module(name, true);
		if (!handle)
			handle = open_file(name, path, err);
		if (handle)
			found = take_module(handle, name, path, err);
		free(path);
	}
	if (found)
		*plugin_r = found;
	return found != NULL;
}

bool mb_plugin_load_file(const char *path, const struct mb_plugin **plugin_r, struct mb_err *err)
{
	char *real = realpath(path, NULL);
	const char *file = real ? strrchr(real, '/') + 1 : "";
	char *name = mb_xstrndup(file, strcspn(file, "."));
	lt_dlhandle handle = NULL;

	*plugin_r = NULL;
	if (!real) {
		mb_err_errno(err, _("cannot read %s"), path);
	} else if (!mb_streq(file + strlen(name), LT_MODULE_EXT)) {
		mb_err_set(err, MB_E_CONFIG, _("%s is no plugin: its name does not end in %s"),
			   path, LT_MODULE_EXT);
	} else if (check_name(name, err) && trusted(real, S_IFREG, err) && ltdl_init(err)) {
		handle = open_module(real, false);
		if (!handle)
			cannot_open(real, err);
	}
	if (handle)
		*plugin_r = take_module(handle, name, path, err);
	free(name);
	free(real);
	return *plugin_r != NULL;
}
