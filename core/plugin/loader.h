/* SPDX-License-Identifier: MIT */
/*
 * loader - plugins by name
 *
 * A plugin is preloaded (static build) or the file NAME.so of the one plugin directory,
 * mb_build.plugin_dir. Never found by bare name: libltdl would look in LTDL_LIBRARY_PATH and
 * LD_LIBRARY_PATH. A file counts only when it and its directory belong to root or the effective
 * user and nobody else can write them; loading it means running its code.
 */
#ifndef MB_LOADER_H
#define MB_LOADER_H

#include <stdbool.h>

#include <mailbearer/plugin.h>

struct mb_err;

/* Loads the plugin `name` (untrusted text), or finds it loaded already. *plugin_r lives as long as
 * the process; members that the plugin is too old to have are zero; its tables are sound. Each
 * refusal is one sentence that names file and remedy, code MB_E_CONFIG. */
bool mb_plugin_load(const char *name, const struct mb_plugin **plugin_r, struct mb_err *err);

/* The names of the plugins preloaded or in the plugin directory, sorted, NULL at the end. Looks at
 * names only: nothing is loaded, and what is named may still be refused. The caller frees the
 * result with mb_plugin_list_free(). */
char **mb_plugin_list(void);
void mb_plugin_list_free(char **names);

#endif
