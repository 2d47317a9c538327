/* SPDX-License-Identifier: MIT */
/*
 * plugin_dir - plugin directories for tests
 *
 * Temporary directories of mode 0755 with copies of modules from the build tree, so that owners and
 * modes are what the test says whatever the umask is. All failures end the test.
 */
#ifndef PLUGIN_DIR_H
#define PLUGIN_DIR_H

#include <stdbool.h>
#include <stddef.h>

/* A new directory; free with plugin_dir_remove(), which removes what is in it, too. */
char *plugin_dir_new(void);
void plugin_dir_remove(char *dir);

/* The path DIR/FILE, in a static buffer (of which there are four). */
const char *plugin_dir_path(const char *dir, const char *file);
/* The module NAME.so of the build tree: "plugins" or "tests/plugin" says where; in a buffer too. */
const char *plugin_dir_module(const char *where, const char *name);

/* Copies the module as DIR/FILE, mode 0644. */
void plugin_dir_put(const char *dir, const char *file, const char *module);
/* Writes `len` bytes as DIR/FILE, mode 0644. */
void plugin_dir_write(const char *dir, const char *file, const void *data, size_t len);

/* Are there shared modules at all? Not with --disable-shared. */
bool plugin_dir_shared(void);

struct mb_err;
struct mb_plugin;

/* What a plugin's author is told: structure first, then whether all of it makes sense. */
bool plugin_sound(const struct mb_plugin *plugin, struct mb_err *err);

#endif
