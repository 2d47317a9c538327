/* SPDX-License-Identifier: MIT */
/* The files below a play's HOME: config, state, time that passes. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case.h"

#define STATE ".local/state/mailbearer"

static void give_up(const char *path)
{
	printf("Bail out! %s: %s\n", path, strerror(errno));
	exit(99);
}

static void make_dirs(const char *path)
{
	char *copy = mb_case_copy(path, strlen(path));

	for (char *s = copy + 1; (s = strchr(s, '/')); *s++ = '/') {
		*s = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST)
			give_up(copy);
	}
	free(copy);
}

static void write_file(const char *path, const char *s, size_t len)
{
	int fd;

	make_dirs(path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, s, len) != (ssize_t)len || close(fd) < 0)
		give_up(path);
}

void mb_case_write(const struct mb_play *play, const char *path, const struct mb_text *text)
{
	char *full = mb_case_format("%s/%s", play->home, path);
	struct mb_text out = mb_case_expand(play, text);

	write_file(full, out.s, out.len);
	mb_text_free(&out);
	free(full);
}

void mb_case_set(struct mb_play *play, const struct mb_case_setting *setting)
{
	for (size_t i = 0; i < play->n_settings; i++) {
		struct mb_case_setting *s = &play->settings[i];

		if (strcmp(s->section, setting->section) == 0 &&
		    strcmp(s->key, setting->key) == 0) {
			s->value = setting->value;
			return;
		}
	}
	play->settings = mb_case_alloc(play->settings, play->n_settings + 1,
				       sizeof(*play->settings));
	play->settings[play->n_settings++] = *setting;
}

static bool section_is_new(const struct mb_play *play, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(play->settings[j].section, play->settings[i].section) == 0)
			return false;
	return true;
}

static void write_section(const struct mb_play *play, const char *section, FILE *f)
{
	if (*section)
		fprintf(f, "account %s {\n", section);
	for (size_t i = 0; i < play->n_settings; i++) {
		const struct mb_case_setting *s = &play->settings[i];

		if (strcmp(s->section, section) == 0 && *s->value)
			fprintf(f, "%s%s = %s\n", *section ? "\t" : "", s->key, s->value);
	}
	if (*section)
		fputs("}\n", f);
}

void mb_case_write_config(const struct mb_play *play)
{
	char *full = mb_case_format("%s/.config/mailbearer/config", play->home);
	struct mb_text text = { NULL, 0 }, out, old = { NULL, 0 };
	FILE *f = open_memstream(&text.s, &text.len);

	if (!f)
		give_up(full);
	write_section(play, "", f);
	for (size_t i = 0; i < play->n_settings; i++)
		if (*play->settings[i].section && section_is_new(play, i))
			write_section(play, play->settings[i].section, f);
	fclose(f);
	out = mb_case_expand(play, &text);
	/* An unchanged config keeps its time: tokens are bound to it. */
	if (!mb_text_read(&old, full) || old.len != out.len || memcmp(old.s, out.s, out.len) != 0)
		write_file(full, out.s, out.len);
	mb_text_free(&old);
	mb_text_free(&out);
	mb_text_free(&text);
	free(full);
}

/* Times in ACCOUNT.json and ACCOUNT.status. */
static void age_json(const char *path, long seconds)
{
	static const char *const times[] = { "signed_in",  "refreshed",     "refresh_expires",
					     "error_time", "refused_until", "last_use",
					     "fetched",    "registered",    "life_of",
					     "warned" };
	json_t *json = json_load_file(path, 0, NULL);
	char *text;

	for (size_t i = 0; json && i < sizeof(times) / sizeof(*times); i++) {
		json_t *t = json_object_get(json, times[i]);

		if (json_is_integer(t))
			json_integer_set(t, json_integer_value(t) - seconds);
	}
	text = json ? json_dumps(json, JSON_INDENT(2)) : NULL;
	if (text)
		write_file(path, text, strlen(text));
	free(text);
	json_decref(json);
}

/* The line "expires TIME" of a token file. */
static void age_token(const char *path, long seconds)
{
	struct mb_text text = { NULL, 0 }, out = { NULL, 0 };
	size_t at = 0;
	char *line;

	if (!mb_text_read(&text, path))
		give_up(path);
	while (mb_text_line(&text, &at, &line)) {
		if (strncmp(line, "expires ", 8) == 0) {
			char *moved = mb_case_format("expires %lld", atoll(line + 8) - seconds);

			free(line);
			line = moved;
		}
		mb_text_add(&out, line, strlen(line));
		mb_text_add(&out, "\n", 1);
		free(line);
	}
	write_file(path, out.s, out.len);
	mb_text_free(&out);
	mb_text_free(&text);
}

static void age_dir(const char *dir, long seconds, bool tokens)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		char *path = mb_case_format("%s/%s", dir, e->d_name);
		const char *dot = strrchr(e->d_name, '.');

		if (tokens && *e->d_name != '.')
			age_token(path, seconds);
		else if (!tokens && dot && strcmp(dot, ".lock"))
			age_json(path, seconds);
		free(path);
	}
	if (d)
		closedir(d);
}

void mb_case_later(const struct mb_play *play, long seconds)
{
	char *dir = mb_case_format("%s/" STATE, play->home);
	char *tokens = mb_case_format("%s/token", dir);

	age_dir(dir, seconds, false);
	age_dir(tokens, seconds, true);
	free(tokens);
	free(dir);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void mb_case_remove_home(const struct mb_play *play)
{
	nftw(play->home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
