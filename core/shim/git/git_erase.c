/* SPDX-License-Identifier: MIT */
#include "shim/git/git_erase.h"

#include "account/session.h"
#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"
#include "global/log.h"
#include "global/replace.h"

static bool is_refused_and_old(const char *path, const struct mb_secret *refused)
{
	struct mb_token_file token;
	struct mb_secret *stored = NULL;
	bool is = false;

	if (mb_token_file_load(&token, path)) {
		stored = mb_secret_new(token.token, token.token_len);
		is = mb_secret_equal(stored, refused) && mb_token_file_old(&token, mb_clock_now());
	}
	mb_secret_free(&stored);
	mb_token_file_fini(&token);
	return is;
}

bool mb_git_erase(const struct mb_account *account, const struct mb_paths *paths,
		  const struct mb_secret *refused, struct mb_err *err)
{
	struct mb_session s;
	bool waited, ok;

	/* Without the lock a token that another process has just saved might be removed. */
	ok = mb_session_open(&s, account, paths, err) && mb_session_lock(&s, &waited, err);
	if (ok && is_refused_and_old(s.token_path, refused)) {
		mb_step(_("the refused token is removed"));
		ok = mb_file_remove(s.token_path, err);
	}
	mb_session_close(&s);
	return ok;
}
