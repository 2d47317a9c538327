/* SPDX-License-Identifier: MIT */
/*
 * session - one account and its files, while a command works on it
 *
 * A session knows the account's paths, holds its lock and carries the files read under the lock. Its party asks the
 * provider and has the time limit for all requests.
 */
#ifndef MB_SESSION_H
#define MB_SESSION_H

#include <stdbool.h>

#include "global/err.h"
#include "oauth/party.h"
#include "store/lock.h"
#include "store/paths.h"
#include "store/record.h"
#include "store/status.h"
#include "store/token_file.h"

struct mb_session {
	struct mb_party party;
	char *record_path, *status_path, *lock_path, *token_path, *token_dir, *state_dir;
	char *metadata_path, *client_path;
	char *binding; /* digest of the settings that a token depends on */
	struct mb_lock lock;
	/* Read by mb_session_load(), under the lock. */
	struct mb_record record;
	bool have_record;
	struct mb_err record_err; /* why a record that is there cannot be used */
	struct mb_status status;
	struct mb_err status_err;      /* why a status that is there cannot be used */
	struct mb_replace status_room; /* to note a refused password; gone with the lock */
	bool as_other;                 /* another person than before may sign in */
	bool unseen;                   /* nobody could tell who signed in */
	struct mb_err note;            /* a problem for `status`, although all went well */
};

#define MB_SESSION_INIT                                                                            \
	{                                                                                          \
		.lock = MB_LOCK_INIT, .status_room = MB_REPLACE_INIT                               \
	}

/* Open a session, without asking the provider. The account has no fault and is borrowed. The
 * caller ends the session with mb_session_close() in any case. */
bool mb_session_open(struct mb_session *s, const struct mb_account *account,
		     const struct mb_paths *paths, struct mb_err *err);
void mb_session_close(struct mb_session *s);

/* Load (again) the client that mailbearer registered, if the account has no client_id. That
 * there is none is no error. */
bool mb_session_client(struct mb_session *s, struct mb_err *err);

/* Make the folders of the state if they are missing. */
bool mb_session_make_folders(const struct mb_session *s, struct mb_err *err);
/* Make the state folders if need be, and take the lock, or adopt the one that the front handed
 * over. */
bool mb_session_lock(struct mb_session *s, bool *waited_r, struct mb_err *err);
/* Take the lock only if nobody has it. Makes neither files nor folders. */
bool mb_session_try_lock(struct mb_session *s);
void mb_session_unlock(struct mb_session *s);

/* Read record and status (again). */
void mb_session_load(struct mb_session *s);

/* Check the state folders, without making them. False: others can get at them, so that
 * mb_session_lock() would fail. */
bool mb_session_trusted(const struct mb_session *s, struct mb_err *err);

/* Check the record that was loaded. False: it exists, but cannot be read just now or not be
 * replaced, and must not be overwritten. */
bool mb_session_readable(const struct mb_session *s, struct mb_err *err);

/* Check the status that was loaded. False: the file may hold a refusal that could not be read,
 * so the provider must not be asked. A damaged file counts only for the password grant, as the
 * password may have been refused. A login need not check: it replaces the status. */
bool mb_session_status_known(const struct mb_session *s, struct mb_err *err);
/* Save the status, unless mb_session_status_known() is false. */
bool mb_session_save_status(struct mb_session *s, struct mb_err *err);

/* Find a setting that has changed since the record was obtained; NULL: none has. */
const char *mb_session_differs(const struct mb_session *s);

#endif
