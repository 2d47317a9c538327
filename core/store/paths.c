/* SPDX-License-Identifier: MIT */
#include "store/paths.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "global/build.h"
#include "base/env.h"
#include "base/text.h"
#include "base/xalloc.h"

/* Make $VARIABLE/TAIL if the variable is an absolute path (XDG base directories), else
 * ~/HOME_DIR/TAIL, for the caller to free. NULL without a home. */
static char *xdg_path(const char *variable, const char *home_dir, const char *tail)
{
	const char *dir = mb_env(variable);
	const char *home;

	if (dir && *dir == '/')
		return mb_text_cat(dir, "/", tail, NULL);
	home = mb_env_home();
	return home ? mb_text_cat(home, "/", home_dir, "/", tail, NULL) : NULL;
}

static char *absolute_path(const char *path, struct mb_err *err)
{
	char cwd[PATH_MAX];

	if (*path == '/')
		return mb_xstrdup(path);
	if (!getcwd(cwd, sizeof(cwd))) {
		mb_err_errno(err, _("cannot tell which folder this is"));
		return NULL;
	}
	return mb_text_cat(cwd, "/", path, NULL);
}

bool mb_paths_find(struct mb_paths *paths, const char *config_option, struct mb_err *err)
{
	struct stat st;

	paths->state = NULL;
	if (config_option) {
		paths->config = absolute_path(config_option, err);
		if (!paths->config)
			return false;
	} else {
		paths->config = xdg_path("XDG_CONFIG_HOME", ".config", "mailbearer/config");
		if (!paths->config ||
		    (stat(paths->config, &st) < 0 && stat(mb_build.config, &st) == 0)) {
			free(paths->config);
			paths->config = mb_xstrdup(mb_build.config);
		}
	}
	if (mb_streq(paths->config, mb_build.config))
		paths->state = mb_xstrdup(mb_build.state_dir);
	else
		paths->state = xdg_path("XDG_STATE_HOME", ".local/state", "mailbearer");
	if (paths->state)
		return true;
	mb_paths_fini(paths);
	return mb_err_set(err, MB_E_CONFIG, _("no home folder: set HOME, or state_dir in %s"),
			  mb_build.config);
}

void mb_paths_fini(struct mb_paths *paths)
{
	free(paths->config);
	free(paths->state);
	*paths = (struct mb_paths){ NULL, NULL };
}

char *mb_paths_state_file(const struct mb_paths *paths, enum mb_state_file file,
			  const char *account)
{
	static const struct {
		const char *before, *after;
	} names[] = {
		[MB_STATE_RECORD] = { "", ".json" },       [MB_STATE_STATUS] = { "", ".status" },
		[MB_STATE_LOCK] = { "", ".lock" },         [MB_STATE_TOKEN] = { "token/", "" },
		[MB_STATE_METADATA] = { "", ".metadata" }, [MB_STATE_CLIENT] = { "", ".client" },
		[MB_STATE_FLIGHT] = { "flight/", "" },
	};

	return mb_text_cat(paths->state, "/", names[file].before, account, names[file].after, NULL);
}

bool mb_account_name_ok(const char *name)
{
	static const char ok[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				 "0123456789._@-";
	size_t len = 0;

	while (name[len] && strchr(ok, name[len]))
		len++;
	return len > 0 && len <= 64 && !name[len] && *name != '.' && *name != '-';
}
