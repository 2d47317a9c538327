/* SPDX-License-Identifier: MIT */
#include "front/front.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/clock.h"
#include "global/file.h"
#include "global/log.h"
#include "base/process.h"
#include "base/text.h"
#include "global/waited.h"
#include "store/lock.h"
#include "store/paths.h"
#include "store/stamp.h"
#include "store/token_file.h"

/* Seconds to wait for the lock when no token file tells the account's timeout. The small core, which
 * knows the config, waits on. */
#define PATIENCE 1

/* The result of a look at the files. */
struct look {
	struct mb_paths paths;
	char *token_path;
	struct mb_token_file token;
	bool there;  /* there is a token file that can be understood */
	bool usable; /* and the file was made from the config as it is now */
};

static void look_fini(struct look *look)
{
	mb_token_file_fini(&look->token);
	free(look->token_path);
	mb_paths_fini(&look->paths);
}

static void look_at_token(struct look *look)
{
	char *stamp = NULL, *why = NULL;
	struct stat st;

	look->usable = false;
	look->there = stat(look->paths.config, &st) == 0 &&
		      mb_token_file_load(&look->token, look->token_path);
	if (look->there) {
		stamp = mb_stamp(look->paths.config, &st);
		/* A config that others can write is refused; the small core says so. */
		why = mb_file_distrust(look->paths.config, &st, MB_TRUST_WRITER);
		look->usable = mb_streq(stamp, look->token.stamp) && !why;
	}
	free(stamp);
	free(why);
}

static bool token_is_fresh(const struct mb_front_request *request, const struct look *look)
{
	int64_t min_validity = request->min_validity >= 0 ? request->min_validity
							  : look->token.min_validity;

	return look->there && mb_token_file_fresh(&look->token, mb_clock_now(), min_validity);
}

static int print_token(const struct mb_front_request *request, const struct mb_token_file *token)
{
	struct mb_err err = MB_ERR_INIT;

	if (mb_token_print(token->token, token->token_len + 1))
		return EX_OK;
	mb_err_errno(&err, _("cannot write the token"));
	mb_warn_err(request->account, &err);
	mb_err_clear(&err);
	return EX_IOERR;
}

/* Wait for the account's lock and look again: of a crowd that wants the same stale token only
 * one goes on to the small core, with the lock. */
static int wait_and_look(const struct mb_front_request *request, struct look *look)
{
	struct mb_err err = MB_ERR_INIT;
	struct mb_lock lock = MB_LOCK_INIT;
	struct mb_token_file before = look->token;
	char *lock_path = mb_paths_state_file(&look->paths, MB_STATE_LOCK, request->account);
	bool known = before.timeout > 0;
	int64_t start = mb_clock_ms();
	bool waited = false;
	int rc = -1;

	look->token = (struct mb_token_file){ 0 };
	/* With fd 1 closed the lock's file must not be what the token is printed to. */
	mb_process_std_fds(false);
	/* No lock: an account that never had a login, or does not exist. The small core knows. */
	if (!mb_lock_take(&lock, lock_path, false,
			  mb_deadline_in(known ? before.timeout : PATIENCE), &waited, &err)) {
		mb_waited_tell(mb_clock_ms() - start);
		if (known && err.code == MB_E_RETRY) {
			mb_warn_err(request->account, &err);
			rc = mb_err_exit(err.code);
		}
		goto out;
	}
	if (waited) {
		mb_waited_tell(mb_clock_ms() - start);
		look_at_token(look);
		if (look->usable && (token_is_fresh(request, look) ||
				     mb_token_file_newer(&look->token, &before, mb_clock_now())))
			rc = print_token(request, &look->token);
	}
	if (rc >= 0 || !mb_lock_hand_over(&lock))
		mb_lock_release(&lock);
out:
	mb_token_file_fini(&before);
	mb_err_clear(&err);
	free(lock_path);
	return rc;
}

int mb_front_token(const struct mb_front_request *request)
{
	struct mb_err err = MB_ERR_INIT;
	struct look look = { .usable = false };
	int rc;

	if (!mb_paths_find(&look.paths, request->config, &err)) {
		mb_err_clear(&err);
		return -1;
	}
	look.token_path = mb_paths_state_file(&look.paths, MB_STATE_TOKEN, request->account);
	look_at_token(&look);
	/* A changed config need not mean another token: nobody waits before the small core has read
	 * the config. */
	if (token_is_fresh(request, &look))
		rc = look.usable ? print_token(request, &look.token) : -1;
	else
		rc = wait_and_look(request, &look);
	look_fini(&look);
	return rc;
}
