/* SPDX-License-Identifier: MIT */
#include "config/append.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "global/file.h"
#include "global/replace.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "config/append_lock.h"
#include "config/config.h"
#include "config/draft.h"

/* Where the file is, or will be. Links are followed, or rename would put a file in their place. The
 * caller frees it. */
static char *real_path(const char *path, bool *absent_r, struct mb_err *err)
{
	char *real = realpath(path, NULL);
	struct stat st;

	*absent_r = !real;
	if (real)
		return real;
	if (errno != ENOENT)
		mb_err_errno(err, _("cannot write %s"), path);
	else if (lstat(path, &st) == 0)
		mb_err_set(err, MB_E_CONFIG,
			   _("%s is a link to a file that is not there: make that file or remove "
			     "the link"),
			   path);
	else
		return mb_xstrdup(path);
	return NULL;
}

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mb_xstrdup(".");
	return mb_xstrndup(path, slash > path ? (size_t)(slash - path) : 1);
}

/* A folder that is not there yet is made later. */
static bool can_replace(const char *real, struct mb_err *err)
{
	char *folder = folder_of(real);
	bool ok = access(folder, W_OK | X_OK) == 0 || errno == ENOENT ||
		  mb_err_errno(
		      err,
		      _("cannot write %s, so no account can be added to it (--config names "
			"another file)"),
		      real);

	free(folder);
	return ok && mb_replace_possible(real, err);
}

bool mb_append_open(const char *path, struct mb_config **config_r, struct mb_err *err)
{
	struct mb_config *config = NULL;
	bool absent, ok;
	char *real = real_path(path, &absent, err);

	if (!real)
		return false;
	ok = can_replace(real, err);
	if (ok && absent) {
		config = mb_xcalloc(1, sizeof(*config));
		config->path = mb_xstrdup(path);
	} else if (ok) {
		ok = mb_config_load(path, &config, err) && mb_faults_none(&config->faults, err);
	}
	if (ok)
		*config_r = config;
	else
		mb_config_free(&config);
	free(real);
	return ok;
}

/* Make the folder if need be, and keep out another of us. */
static bool begin(const char *real, struct mb_append_lock *lock, struct mb_err *err)
{
	char *folder = folder_of(real);
	struct stat st;
	bool ok = (stat(folder, &st) == 0 || mb_file_make_dir(folder, err)) &&
		  mb_append_lock_take(lock, real, err);

	free(folder);
	return ok;
}

static void join(const struct mb_account *draft, struct mb_buf *text)
{
	size_t len = text->len;

	if (len > 0 && text->data[len - 1] != '\n')
		mb_buf_addc(text, '\n');
	if (len > 0)
		mb_buf_addc(text, '\n');
	mb_draft_write(draft, false, text);
}

/* The whole as the next program will read it. */
static bool check(const char *path, const struct mb_buf *text, bool readable, const char *name,
		  struct mb_err *err)
{
	struct mb_config *config = NULL;
	bool ok;

	if (!mb_buf_ok(text))
		return mb_err_set(err, MB_E_CONFIG, _("%s would be too long"), path);
	ok = mb_config_load_text(path, text, readable, &config, err) &&
	     mb_faults_none(&config->faults, err) && mb_config_sound_account(config, name, err);
	mb_config_free(&config);
	return ok;
}

/* Owner before mode: chown may take bits away. */
static bool keep_owner(const struct mb_replace *r, const struct stat *st, struct mb_err *err)
{
	struct stat new;

	if (fstat(r->fd, &new) == 0 &&
	    ((new.st_uid == st->st_uid &&new.st_gid == st->st_gid) ||
	     fchown(r->fd, st->st_uid, st->st_gid) == 0) &&
	    fchmod(r->fd, st->st_mode & 07777) == 0)
		return true;
	return mb_err_errno(err, _("cannot keep owner and mode of %s"), r->path);
}

static bool replace(const char *real, const struct mb_buf *text, const struct stat *st, bool absent,
		    struct mb_err *err)
{
	struct mb_replace r = MB_REPLACE_INIT;

	if (!mb_replace_begin(&r, real, text->len, err))
		return false;
	if (!absent && !keep_owner(&r, st, err)) {
		mb_replace_abort(&r);
		return false;
	}
	return mb_replace_commit(&r, text->data, text->len, err);
}

bool mb_append_account(const char *path, const struct mb_account *draft, struct mb_err *err)
{
	struct stat st = { .st_mode = 0 };
	struct mb_buf text;
	bool absent, ok = false;
	struct mb_append_lock lock = MB_APPEND_LOCK_INIT;
	char *real = real_path(path, &absent, err);

	mb_buf_init(&text, MB_CONFIG_MAX);
	/* Read anew: whoever was asked questions meanwhile may have edited it in another window. */
	if (!real || !begin(real, &lock, err) ||
	    (!mb_file_read(real, MB_TRUST_WRITER, &text, &st, &absent, err) && !absent))
		goto out;
	mb_err_clear(err);
	join(draft, &text);
	ok = check(path, &text, !absent && (st.st_mode & 044), draft->name, err) &&
	     replace(real, &text, &st, absent, err);
out:
	mb_append_lock_release(&lock);
	mb_buf_fini(&text);
	free(real);
	return ok;
}
