/* SPDX-License-Identifier: MIT */
/*
 * loader - loading plugins by name
 *
 * A plugin is linked into the program (static build), or it is the file NAME.so in the plugin folder,
 * mb_build.plugin_dir. A file is always opened by its absolute path: for a bare name libltdl would search
 * LTDL_LIBRARY_PATH and LD_LIBRARY_PATH. Loading a file means running its code, so the file and its folder must
 * belong to root or the effective user, and nobody else may be able to write them.
 */
#ifndef MB_LOADER_H
#define MB_LOADER_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

/* Load the plugin `name`, an untrusted text, unless it is loaded already. *plugin_r lives as long as the process. Its
 * tables have passed mb_tables_check(); members that are newer than the plugin are zero. On failure the sentence
 * names file and remedy; the code is MB_E_CONFIG, or MB_E_RETRY for a shortage that passes by itself. */
bool mb_plugin_load(const char *name, const struct mb_plugin **plugin_r, struct mb_err *err);

/* List the names of the plugins in the program and in the plugin folder, sorted, with NULL at the end. Nothing is
 * loaded, so mb_plugin_load() may still refuse a plugin of the list. The caller frees the list with
 * mb_plugin_list_free(). */
char **mb_plugin_list(void);
void mb_plugin_list_free(char **names);

#endif
