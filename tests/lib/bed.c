/* SPDX-License-Identifier: MIT */
#include "bed.h"

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

#define TOKEN_TIMEOUT_MS 60000

const char mb_bed_front[] = MB_TEST_DIR "/mailbearer";
const char mb_bed_core[] = MB_TEST_DIR "/mailbearer-core";

static const struct {
	const char *name, *client, *tenant, *scope, *token_path;
} families[] = {
	[MB_BED_GENERIC] = { "generic", "generic-public", "", "mail", "/generic/token" },
	[MB_BED_MICROSOFT] = { "microsoft", "00001111-aaaa-2222-bbbb-3333cccc4444", "organizations",
			       "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
			       "/organizations/oauth2/v2.0/token" },
};

_Noreturn void mb_bed_bail(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	fflush(stdout);
	_exit(99);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) || close(fd) < 0)
		mb_bed_bail(path);
}

/* NULL when there is none. The caller frees it. */
static char *read_file(const char *path)
{
	FILE *f = fopen(path, "re");
	char *text = NULL;
	size_t size = 0;

	if (!f)
		return NULL;
	if (getdelim(&text, &size, '\0', f) < 0) {
		free(text);
		text = strdup("");
	}
	fclose(f);
	return text;
}

static void make_dir(const char *dir, const char *name)
{
	char path[320];

	snprintf(path, sizeof(path), "%s%s", dir, name);
	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		mb_bed_bail(path);
}

static void write_config(const struct mb_bed *bed, const char *more)
{
	char text[4096];

	snprintf(text, sizeof(text),
		 "account work {\n  provider = %s\n  user = \"alice@test\"\n  client_id = \"%s\"\n"
		 "  scope = \"%s\"\n  token_endpoint = \"http://127.0.0.1:%d%s\"\n%s}\n",
		 families[bed->family].name, families[bed->family].client,
		 families[bed->family].scope, bed->port, families[bed->family].token_path, more);
	write_file(bed->config, text);
}

void mb_bed_open(struct mb_bed *bed, enum mb_bed_family family, int port, const char *more)
{
	const char *base = getenv("TMPDIR");
	char path[256];

	*bed = (struct mb_bed){ .family = family, .port = port };
	snprintf(bed->dir, sizeof(bed->dir), "%.150s/mb-bed-XXXXXX", base && *base ? base : "/tmp");
	if (!mkdtemp(bed->dir))
		mb_bed_bail(bed->dir);
	make_dir(bed->dir, "/config");
	make_dir(bed->dir, "/config/mailbearer");
	make_dir(bed->dir, "/state");
	snprintf(bed->config, sizeof(bed->config), "%s/config/mailbearer/config", bed->dir);
	snprintf(bed->state, sizeof(bed->state), "%s/state/mailbearer", bed->dir);
	snprintf(bed->record, sizeof(bed->record), "%s/work.json", bed->state);
	snprintf(bed->token, sizeof(bed->token), "%s/token/work", bed->state);
	snprintf(bed->lock, sizeof(bed->lock), "%s/work.lock", bed->state);
	setenv("HOME", bed->dir, 1);
	snprintf(path, sizeof(path), "%s/config", bed->dir);
	setenv("XDG_CONFIG_HOME", path, 1);
	snprintf(path, sizeof(path), "%s/state", bed->dir);
	setenv("XDG_STATE_HOME", path, 1);
	setenv("LC_ALL", "C", 1);
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	write_config(bed, more ? more : "");
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void mb_bed_close(struct mb_bed *bed)
{
	nftw(bed->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void mb_bed_issue(const struct mb_bed *bed, char *refresh_r)
{
	char command[512], *answer, *blank;
	json_t *json;
	const char *refresh;

	snprintf(
	    command, sizeof(command), "do=issue&family=%s&client_id=%s&user=alice@test&scope=%s",
	    families[bed->family].name, families[bed->family].client, families[bed->family].scope);
	while ((blank = strchr(command, ' ')))
		*blank = '+';
	if (*families[bed->family].tenant) {
		strcat(command, "&tenant=");
		strcat(command, families[bed->family].tenant);
	}
	answer = mb_provider_control(bed->port, command);
	json = json_loads(answer, 0, NULL);
	refresh = json_string_value(json_object_get(json, "refresh_token"));
	if (!refresh || strlen(refresh) >= MB_BED_TOKEN_MAX)
		mb_bed_bail(answer);
	strcpy(refresh_r, refresh);
	json_decref(json);
	free(answer);
}

void mb_bed_put_refresh(const struct mb_bed *bed, const char *refresh)
{
	char tmp[340], endpoint[128];
	json_t *json;

	snprintf(endpoint, sizeof(endpoint), "http://127.0.0.1:%d%s", bed->port,
		 families[bed->family].token_path);
	json = json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i}", "version", 1,
			 "refresh_token", refresh, "grant", "authorization_code", "provider",
			 families[bed->family].name, "client_id", families[bed->family].client,
			 "user", "alice@test", "scope", families[bed->family].scope,
			 "token_endpoint", endpoint, "signed_in", 1);
	snprintf(tmp, sizeof(tmp), "%s.bed", bed->record);
	if (!json || json_dump_file(json, tmp, 0) < 0 || chmod(tmp, 0600) < 0 ||
	    rename(tmp, bed->record) < 0)
		mb_bed_bail(bed->record);
	json_decref(json);
}

void mb_bed_sign_in(struct mb_bed *bed)
{
	char refresh[MB_BED_TOKEN_MAX];

	nftw(bed->state, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	make_dir(bed->state, "");
	make_dir(bed->state, "/token");
	mb_bed_issue(bed, refresh);
	mb_bed_put_refresh(bed, refresh);
}

bool mb_bed_refresh_token(const struct mb_bed *bed, char *refresh_r)
{
	json_t *json = json_load_file(bed->record, JSON_REJECT_DUPLICATES, NULL);
	const char *refresh = json_string_value(json_object_get(json, "refresh_token"));
	bool ok = refresh && strlen(refresh) < MB_BED_TOKEN_MAX;

	if (ok)
		strcpy(refresh_r, refresh);
	json_decref(json);
	return ok;
}

bool mb_bed_stale(const struct mb_bed *bed)
{
	char *text = read_file(bed->token);
	char *expires = text ? strstr(text, "\nexpires ") : NULL;

	/* In place: as many digits as there were. */
	if (expires) {
		expires += strlen("\nexpires ");
		memset(expires, '0', strspn(expires, "0123456789"));
		*expires = '1';
		write_file(bed->token, text);
	}
	free(text);
	return expires != NULL;
}

bool mb_bed_is_token(const struct mb_bed *bed, const char *out)
{
	size_t len = strcspn(out, "\n");
	char body[MB_BED_TOKEN_MAX], *answer;
	bool ok;

	if (len == 0 || strcmp(out + len, "\n") != 0 || len + 8 > sizeof(body))
		return false;
	snprintf(body, sizeof(body), "token=%.*s", (int)len, out);
	answer = mb_provider_post(bed->port, "/introspect", body);
	ok = strstr(answer, "\"active\":true") || strstr(answer, "\"active\": true");
	free(answer);
	return ok;
}

static const char *stranger_in(const char *path, const char *const *names, bool temp)
{
	static char found[256];
	DIR *d = opendir(path);
	const struct dirent *e;

	found[0] = '\0';
	while (d && (e = readdir(d))) {
		size_t i = 0;

		while (names[i] && strcmp(names[i], e->d_name) != 0)
			i++;
		if (!names[i] || (!temp && strstr(names[i], ".tmp")))
			snprintf(found, sizeof(found), "%s", e->d_name);
	}
	if (d)
		closedir(d);
	return *found ? found : NULL;
}

const char *mb_bed_stranger(const struct mb_bed *bed, bool temp)
{
	static const char *const top[] = {
		".",         "..",    "work.json",      "work.status",
		"work.lock", "token", ".work.json.tmp", ".work.status.tmp",
		NULL
	};
	static const char *const tokens[] = { ".", "..", "work", ".work.tmp", NULL };
	const char *found = stranger_in(bed->state, top, temp);
	char path[320];

	snprintf(path, sizeof(path), "%s/token", bed->state);
	return found ? found : stranger_in(path, tokens, temp);
}

int mb_bed_run_token(struct mb_spawn *s)
{
	static const char *const argv[] = { mb_bed_front, "token", "work", NULL };

	s->prepare = NULL;
	return mb_spawn(s, argv, TOKEN_TIMEOUT_MS);
}
