/* SPDX-License-Identifier: MIT */
#include "unit/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct mb_endpoint endpoints[] = {
	{ MB_ENDPOINT_TOKEN, "https://sso.example/token" },
	{ 0, NULL },
};
static const struct mb_grant_row grants[] = {
	{ MB_GRANT_DEVICE_CODE, NULL },
	{ 0, NULL },
};
const struct mb_plugin scratch_plugin = {
	MB_PLUGIN_HEAD,
	.name = "test",
	.grants = grants,
	.endpoints = endpoints,
};

#define NOBODY 65534

static char dir[256];

int scratch_setup(void **state)
{
	const char *base = getenv("TMPDIR");

	(void)state;
	snprintf(dir, sizeof(dir), "%s/mb-unit-XXXXXX", base && *base ? base : "/tmp");
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int scratch_teardown(void **state)
{
	(void)state;
	return nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_dir(void)
{
	return dir;
}

char *scratch_path(const char *name)
{
	char *path;

	assert_true(asprintf(&path, "%s/%s", dir, name) > 0);
	return path;
}

void scratch_write(const char *path, const void *data, size_t len, mode_t mode)
{
	int fd;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, len), (ssize_t)len);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

void scratch_write_str(const char *path, const char *text, mode_t mode)
{
	scratch_write(path, text, strlen(text), mode);
}

char *scratch_read(const char *path)
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

bool scratch_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

unsigned scratch_count(const char *path)
{
	DIR *d = opendir(path);
	const struct dirent *entry;
	unsigned n = 0;

	assert_non_null(d);
	while ((entry = readdir(d)))
		n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(d);
	return n;
}

static int wait_for(pid_t pid)
{
	int status;

	for (int i = 0; i < 2000; i++) {
		pid_t got = waitpid(pid, &status, WNOHANG);

		if (got == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		usleep(10 * 1000);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return -1;
}

static int run_child(int (*work)(void *arg), void *arg, bool nobody)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (nobody && (setregid(NOBODY, NOBODY) < 0 || setreuid(NOBODY, NOBODY) < 0))
			_exit(126);
		_exit(work(arg));
	}
	return wait_for(pid);
}

int scratch_in_child(int (*work)(void *arg), void *arg, bool plain_user)
{
	bool nobody = plain_user && geteuid() == 0;
	int rc;

	if (nobody)
		assert_int_equal(chown(dir, NOBODY, NOBODY), 0);
	rc = run_child(work, arg, nobody);
	if (nobody)
		assert_int_equal(chown(dir, 0, 0), 0);
	return rc;
}

int scratch_as_nobody(int (*work)(void *arg), void *arg)
{
	return run_child(work, arg, true);
}
