/* SPDX-License-Identifier: MIT */
#include "plugin_dir.h"
#include "plugin/review.h"
#include "plugin/tables.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define LONG_PATH 4096

static char *buffer(void)
{
	static char buffers[4][LONG_PATH];
	static unsigned next;

	return buffers[next++ % 4];
}

const char *plugin_dir_path(const char *dir, const char *file)
{
	char *out = buffer();

	assert_true(snprintf(out, LONG_PATH, "%s/%s", dir, file) < LONG_PATH);
	return out;
}

const char *plugin_dir_module(const char *where, const char *name)
{
	const char *build = getenv("MB_BUILD");
	char *out = buffer();

	assert_true(snprintf(out, LONG_PATH, "%s/%s/.libs/%s.so", build ? build : ".", where,
			     name) < LONG_PATH);
	return out;
}

char *plugin_dir_new(void)
{
	char *dir = strdup("/tmp/mb-plugin-XXXXXX");

	assert_non_null(dir);
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chmod(dir, 0755), 0);
	return dir;
}

void plugin_dir_remove(char *dir)
{
	struct dirent *entry;
	DIR *d;

	assert_int_equal(chmod(dir, 0755), 0);
	d = opendir(dir);
	assert_non_null(d);
	while ((entry = readdir(d)))
		if (entry->d_name[0] != '.')
			unlink(plugin_dir_path(dir, entry->d_name));
	closedir(d);
	assert_int_equal(rmdir(dir), 0);
	free(dir);
}

void plugin_dir_write(const char *dir, const char *file, const void *data, size_t len)
{
	const char *path = plugin_dir_path(dir, file);
	FILE *out = fopen(path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(data, 1, len, out), len);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(path, 0644), 0);
}

void plugin_dir_put(const char *dir, const char *file, const char *module)
{
	FILE *in = fopen(module, "rb");
	char *data = NULL;
	struct stat st;

	assert_non_null(in);
	assert_int_equal(fstat(fileno(in), &st), 0);
	data = malloc((size_t)st.st_size);
	assert_non_null(data);
	assert_int_equal(fread(data, 1, (size_t)st.st_size, in), st.st_size);
	fclose(in);
	plugin_dir_write(dir, file, data, (size_t)st.st_size);
	free(data);
}

bool plugin_dir_shared(void)
{
	return access(plugin_dir_module("plugins", "generic"), R_OK) == 0;
}

bool plugin_sound(const struct mb_plugin *plugin, struct mb_err *err)
{
	return mb_tables_check(plugin, err) && mb_review_tables(plugin, err);
}
