/* SPDX-License-Identifier: MIT */
/*
 * session - one account and its files, while a command works on it
 *
 * Knows the paths, holds the lock and carries what was read under it. Its party is who asks the provider, and has the
 * time limit for all of it.
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
	struct mb_replace status_room; /* begun before a password is sent; gone with the lock */
	bool as_other;                 /* another person than before may sign in */
	bool unseen;                   /* nobody could look who signed in */
	struct mb_err note;            /* what `status` shall show although all went well */
};

#define MB_SESSION_INIT                                                                            \
	{                                                                                          \
		.lock = MB_LOCK_INIT, .status_room = MB_REPLACE_INIT                               \
	}

/* Asks nobody. The account has no fault. mb_session_close() in any case. */
bool mb_session_open(struct mb_session *s, const struct mb_account *account,
		     const struct mb_paths *paths, struct mb_err *err);
void mb_session_close(struct mb_session *s);

/* Looks (again) for a client that was registered, if the account has no client_id. Not finding one is no
 * error. */
bool mb_session_client(struct mb_session *s, struct mb_err *err);

/* Make the folders of the state if they are missing. */
bool mb_session_make_folders(const struct mb_session *s, struct mb_err *err);
/* Makes the state folders if need be, and takes the lock (or the one handed over by the front). */
bool mb_session_lock(struct mb_session *s, bool *waited_r, struct mb_err *err);
/* Takes the lock only if nobody has it. Makes nothing. */
bool mb_session_try_lock(struct mb_session *s);
void mb_session_unlock(struct mb_session *s);

/* Reads record and status (again). */
void mb_session_load(struct mb_session *s);

/* False: others can get at the state folders, so mb_session_lock() would fail. Makes nothing. */
bool mb_session_trusted(const struct mb_session *s, struct mb_err *err);

/* False: the record is there, but cannot be read just now, or not be replaced. It must not be written
 * over then. */
bool mb_session_readable(const struct mb_session *s, struct mb_err *err);

/* False: a refusal may stand in the status, so nobody is to be asked. One that is damaged counts only where
 * it may hold that the password was refused. A login need not ask this: it replaces the status. */
bool mb_session_status_known(const struct mb_session *s, struct mb_err *err);
/* Saves the status, unless it may hold what could not be read. */
bool mb_session_save_status(struct mb_session *s, struct mb_err *err);

/* NULL if the record was obtained with the settings of now, else the setting that differs. */
const char *mb_session_differs(const struct mb_session *s);

#endif
