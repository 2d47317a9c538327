/* SPDX-License-Identifier: MIT */
#include "cmd/snippet/snippet_file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "global/build.h"
#include "global/file.h"
#include "plugin/service.h"

/* Bytes of a snippet's file. */
#define FILE_MAX (64 * 1024)

static bool is_name(const char *name)
{
	return *name && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")];
}

static int select_name(const struct dirent *entry)
{
	return is_name(entry->d_name);
}

/* Not alphasort(), which sorts by the locale. */
static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

bool mb_snippet_list(char ***names_r, struct mb_err *err)
{
	struct dirent **entries;
	int n = scandir(mb_build.snippet_dir, &entries, select_name, compare_names);

	*names_r = NULL;
	if (n < 0)
		return mb_err_errno(err, _("cannot read %s"), mb_build.snippet_dir);
	*names_r = mb_xcalloc((size_t)n + 1, sizeof(**names_r));
	for (int i = 0; i < n; i++) {
		(*names_r)[i] = mb_xstrdup(entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return true;
}

void mb_snippet_list_free(char **names)
{
	for (size_t i = 0; names && names[i]; i++)
		free(names[i]);
	free(names);
}

/* Read the services named in `words`. False: one of them is no service. */
static bool read_services(char *words, unsigned *bits)
{
	char *rest = NULL;

	for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		unsigned bit = mb_service_by_name(word);

		if (!bit)
			return false;
		*bits |= bit;
	}
	return true;
}

/* Take a line "KEY: VALUE" of the head. False: it is none that a snippet has. */
static bool read_head_line(struct mb_snippet *snippet, char *line)
{
	char *value = strstr(line, ": ");

	if (*line == '#')
		return true;
	if (!value)
		return false;
	*value = '\0';
	value += 2;
	if (mb_streq(line, "title") && !snippet->title) {
		snippet->title = mb_xstrdup(value);
		return true;
	}
	return (mb_streq(line, "needs") && read_services(value, &snippet->needs)) ||
	       (mb_streq(line, "needs-one-of") && read_services(value, &snippet->needs_one_of)) ||
	       (mb_streq(line, "no-starttls") && read_services(value, &snippet->no_starttls));
}

/* Take a file apart: its head, an empty line, the text. */
static bool read_contents(struct mb_snippet *snippet, char *line, const char *path,
			  struct mb_err *err)
{
	unsigned number = 1;

	for (; *line != '\n'; number++) {
		char *end = strchr(line, '\n');

		if (!end)
			return mb_err_set(err, MB_E_CONFIG, _("%s: there is no text: correct it"),
					  path);
		*end = '\0';
		if (!read_head_line(snippet, line))
			return mb_err_set(err, MB_E_CONFIG,
					  _("%s, line %u: this is no line of a snippet's head: "
					    "correct it"),
					  path, number);
		line = end + 1;
	}
	if (!snippet->title)
		return mb_err_set(err, MB_E_CONFIG, _("%s: there is no title: correct it"), path);
	snippet->text = mb_xstrdup(line + 1);
	return true;
}

bool mb_snippet_load(struct mb_snippet *snippet, const char *client, struct mb_err *err)
{
	bool absent = true, ok = false;
	struct mb_buf contents;
	char *path;

	*snippet = (struct mb_snippet)MB_SNIPPET_INIT;
	mb_buf_init(&contents, FILE_MAX);
	path = mb_xasprintf("%s/%s", mb_build.snippet_dir, client);
	if (access(mb_build.snippet_dir, R_OK) != 0) {
		mb_err_errno(err, _("cannot read %s"), mb_build.snippet_dir);
	} else if (is_name(client) &&
		   mb_file_read(path, MB_TRUST_ANY, &contents, NULL, &absent, err)) {
		char *text = mb_buf_take(&contents);

		snippet->client = mb_xstrdup(client);
		ok = read_contents(snippet, text, path, err);
		free(text);
	} else if (absent) {
		mb_err_clear(err);
		mb_err_set(err, MB_E_USAGE,
			   _("there is no snippet for \"%s\" (%s): see mailbearer snippet"), client,
			   path);
	}
	mb_buf_fini(&contents);
	free(path);
	return ok;
}

void mb_snippet_fini(struct mb_snippet *snippet)
{
	free(snippet->client);
	free(snippet->title);
	free(snippet->text);
}
