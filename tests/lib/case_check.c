/* SPDX-License-Identifier: MIT */
/* What must be so when a step is over: the files, the address, the pages. */
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "case.h"
#include "httpd.h"

#define STATE       ".local/state/mailbearer"
#define CLOCK_SLACK 5

static char *path_of(const struct mb_play *play, const char *before, const char *account,
		     const char *after)
{
	return mb_case_format("%s/" STATE "/%s%s%s", play->home, before, account, after);
}

/* A member of a JSON file as text: "none" where there is no file or no such member. */
static char *member(const struct mb_play *play, const char *account, const char *after,
		    const char *name)
{
	char *path = path_of(play, "", account, after), *text = NULL;
	json_t *json = json_load_file(path, 0, NULL), *value = json_object_get(json, name);

	if (json_is_string(value))
		text = mb_case_format("%s", json_string_value(value));
	else if (json_is_integer(value))
		text = mb_case_format("%lld", (long long)json_integer_value(value));
	else if (value)
		text = mb_case_format("%s", json_is_true(value) ? "true" : "false");
	else
		text = mb_case_format("none");
	json_decref(json);
	free(path);
	return text;
}

static void compare(struct mb_play *play, const struct mb_case_check *check, const char *what,
		    const char *wanted, const char *got)
{
	char *expanded = mb_case_expand_str(play, wanted ? wanted : "");

	if (!mb_case_matches(expanded, got))
		mb_case_differs(play, check->line, what, expanded, got);
	free(expanded);
}

static void check_member(struct mb_play *play, const struct mb_case_check *check, const char *after)
{
	char *got = member(play, check->words[1], after, check->words[2]);

	compare(play, check, check->words[2], check->words[3], got);
	free(got);
}

static void check_refresh_token(struct mb_play *play, const struct mb_case_check *check)
{
	char *got = member(play, check->words[1], ".json", "refresh_token");

	compare(play, check, "the stored refresh token", check->words[2], got);
	free(got);
}

/* Line 1 of the token file, or "none". */
static void check_token(struct mb_play *play, const struct mb_case_check *check)
{
	char *path = path_of(play, "token/", check->words[1], ""), *line = NULL;
	struct mb_text text = { NULL, 0 };
	size_t at = 0;

	if (!mb_text_read(&text, path) || !mb_text_line(&text, &at, &line))
		line = mb_case_format("none");
	compare(play, check, "line 1 of the token file", check->words[2], line);
	mb_text_free(&text);
	free(line);
	free(path);
}

/* The clock that mailbearer reads: time(2) may lag a tick behind it. */
static long long now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (long long)ts.tv_sec;
}

/* For how long a refusal is remembered from now on: seconds, or "no". */
static void check_refused(struct mb_play *play, const struct mb_case_check *check)
{
	char *until = member(play, check->words[1], ".status", "refused_until");
	long long left = strcmp(until, "none") == 0 ? 0 : atoll(until) - now();
	const char *word = check->words[2] ? check->words[2] : "";
	char *end;
	long long wanted = strtoll(word, &end, 10);

	if (strcmp(word, "no") != 0 && (*end || end == word))
		mb_case_complain(play, check->line, "neither seconds nor no: %s", word);
	if (left < wanted - CLOCK_SLACK || left > wanted || (wanted == 0 && left > 0))
		mb_case_complain(play, check->line,
				 "the refusal is remembered for %lld s more, not for %s",
				 left > 0 ? left : 0, word);
	free(until);
}

static void check_file(struct mb_play *play, const struct mb_case_check *check, bool wanted)
{
	char *path = mb_case_format("%s/%s", play->home, check->words[1]);
	struct mb_text text = { NULL, 0 };
	bool there = mb_text_read(&text, path);

	if (there != wanted) {
		mb_case_complain(play, check->line, "%s: %s", check->words[1],
				 there ? "must not be there" : "must be there");
	} else if (there && check->body.s) {
		struct mb_text body = mb_case_expand(play, &check->body);

		if (!mb_case_matches(body.s, text.s))
			mb_case_differs(play, check->line, check->words[1], body.s, text.s);
		mb_text_free(&body);
	}
	mb_text_free(&text);
	free(path);
}

/* The address that was printed for the person. */
static void check_address(struct mb_play *play, const struct mb_case_check *check)
{
	const char *query = play->address ? strchr(play->address, '?') : NULL;
	struct mb_httpd_list list = { NULL, 0 };
	char *url, *wanted;

	if (!query || !mb_httpd_form(query + 1, strlen(query + 1), &list)) {
		mb_case_complain(play, check->line, "no address was printed");
		return;
	}
	url = mb_case_copy(play->address, (size_t)(query - play->address));
	wanted = mb_case_format("%s%s", play->url, check->words[1]);
	compare(play, check, "the address", wanted, url);
	mb_case_compare_fields(play, check->line, &check->body, &list);
	mb_httpd_list_free(&list);
	free(wanted);
	free(url);
}

/* The line of `pages` that belongs to the n-th page; the browser may need a moment. */
static char *page(const struct mb_play *play, size_t n)
{
	char *path = mb_case_format("%s/pages", play->home), *line = NULL;

	for (int tries = 0; tries < 200 && !line; tries++) {
		struct mb_text text = { NULL, 0 };
		size_t at = 0;

		if (mb_text_read(&text, path))
			for (size_t i = 0; i <= n; i++) {
				free(line);
				line = NULL;
				if (!mb_text_line(&text, &at, &line))
					break;
			}
		mb_text_free(&text);
		if (!line)
			usleep(10000);
	}
	free(path);
	return line;
}

static void check_page(struct mb_play *play, const struct mb_case_check *check, size_t n)
{
	char *got = page(play, n),
	     *wanted = mb_case_format("%s [...]%s[...]", check->words[1], check->words[2]);

	compare(play, check, "the page in the browser", wanted, got ? got : "none");
	free(wanted);
	free(got);
}

static void check_one(struct mb_play *play, const struct mb_case_check *check, size_t *pages)
{
	const char *what = check->words[0];

	if (strcmp(what, "refresh-token") == 0)
		check_refresh_token(play, check);
	else if (strcmp(what, "token") == 0)
		check_token(play, check);
	else if (strcmp(what, "refused") == 0)
		check_refused(play, check);
	else if (strcmp(what, "record") == 0)
		check_member(play, check, ".json");
	else if (strcmp(what, "status") == 0)
		check_member(play, check, ".status");
	else if (strcmp(what, "file") == 0 || strcmp(what, "no-file") == 0)
		check_file(play, check, *what == 'f');
	else if (strcmp(what, "address") == 0)
		check_address(play, check);
	else if (strcmp(what, "page") == 0)
		check_page(play, check, (*pages)++);
	else
		mb_case_complain(play, check->line, "then what? %s", what);
}

/* Nothing but the files that mailbearer(1) names, and none that others can read. */
static void check_dir(struct mb_play *play, const char *sub, const char *const *endings)
{
	char *dir = mb_case_format("%s/" STATE "%s", play->home, sub);
	DIR *d = opendir(dir);
	struct dirent *e;
	struct stat st;

	while (d && (e = readdir(d))) {
		const char *dot = strrchr(e->d_name, '.');
		bool known = !dot && strcmp(e->d_name, "token") == 0;

		if (strcmp(e->d_name, "..") == 0)
			continue;
		for (size_t i = 0; endings[i]; i++)
			known = known || (dot && strcmp(dot, endings[i]) == 0);
		if (!known && (!*sub || *e->d_name == '.') && strcmp(e->d_name, ".") != 0)
			mb_case_complain(play, play->step->line, "a file is left over: %s/%s", dir,
					 e->d_name);
		if (fstatat(dirfd(d), e->d_name, &st, 0) == 0 && (st.st_mode & 077))
			mb_case_complain(play, play->step->line, "others can read %s/%s", dir,
					 e->d_name);
	}
	if (d)
		closedir(d);
	free(dir);
}

void mb_case_check_state(struct mb_play *play)
{
	static const char *const state[] = { ".json",     ".status", ".lock",
					     ".metadata", ".client", NULL };
	static const char *const none[] = { NULL };
	size_t pages = 0;

	for (size_t i = 0; i < play->step->n_checks; i++)
		check_one(play, &play->step->checks[i], &pages);
	check_dir(play, "", state);
	check_dir(play, "/token", none);
}
